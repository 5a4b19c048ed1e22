//! Finishes each build, called back by Trunk (`post_build` in Trunk.toml).
//!
//! A release page gets its service worker's list of files. A debug page gets none, so that an edit is
//! never hidden by a cache, and loses its content policy, which would block Trunk's live reload.

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use crate::{shell::Outcome, split};

/// Works on the folder that Trunk is about to publish.
pub fn run() -> Outcome {
    let stage =
        env::var_os("TRUNK_STAGING_DIR").ok_or("this command is for Trunk to call, see Trunk.toml")?;
    let stage = PathBuf::from(stage);
    if env::var("TRUNK_PROFILE").as_deref() == Ok("debug") { debug(&stage) } else { release(&stage) }
}

fn debug(stage: &Path) -> Outcome {
    edit(&stage.join("index.html"), |page| {
        let kept: Vec<&str> = page.lines().filter(|line| !line.contains("Content-Security-Policy")).collect();
        kept.join("\n").replace(" data-wasm=", " data-sw=\"off\" data-wasm=")
    })
}

fn release(stage: &Path) -> Outcome {
    split::run_in(stage)?;
    let mut files = files(stage)?;
    files.retain(|file| file != "sw.js");
    let mut hasher = DefaultHasher::new();
    for file in &files {
        file.hash(&mut hasher);
        fs::read(stage.join(file)).map_err(|error| format!("{file}: {error}"))?.hash(&mut hasher);
    }
    let version = format!("{:016x}", hasher.finish());
    // The page is asked for by its folder's address: some hosts redirect the file's own.
    let names = files.iter().map(|file| if file == "index.html" { "./" } else { file });
    let list = names.map(|name| format!("{name:?}")).collect::<Vec<_>>().join(", ");
    edit(&stage.join("sw.js"), |worker| {
        worker.replace("__VERSION__", &version).replace("\"__FILES__\"", &list)
    })
}

/// All files below the folder, sorted, with forward slashes.
pub fn files(root: &Path) -> Outcome<Vec<String>> {
    let mut found = vec![];
    let mut dirs = vec![root.to_path_buf()];
    while let Some(dir) = dirs.pop() {
        for entry in fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))? {
            let path = entry.map_err(|error| error.to_string())?.path();
            if path.is_dir() {
                dirs.push(path);
            } else if let Ok(rest) = path.strip_prefix(root) {
                let parts = rest.components().map(|part| part.as_os_str().to_string_lossy());
                found.push(parts.collect::<Vec<_>>().join("/"));
            }
        }
    }
    found.sort();
    Ok(found)
}

fn edit(file: &Path, change: impl FnOnce(&str) -> String) -> Outcome {
    let failed = |error| format!("{}: {error}", file.display());
    let text = fs::read_to_string(file).map_err(failed)?;
    fs::write(file, change(&text)).map_err(failed)
}

//! Cuts a release program into the file of the first load and parts that the page fetches later.
//!
//! Trunk knows nothing of parts. So when it has built the page, the program as cargo left it is cut at the split
//! points of `app/src/parts.rs`, bound to JavaScript again and shrunk, and takes the place of what Trunk made.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use crate::{
    setup::TARGET,
    shell::{Outcome, cargo, command, output, run},
};

/// The folder of the parts on the page; the hash of the program is added, so that two builds never mix.
const FOLDER: &str = "parts";
/// What the program is called by cargo.
const PROGRAM: &str = "studio.wasm";
/// The script that fetches parts, as the cutting tool names it.
const LOADER: &str = "__wasm_split.js";
/// What current browsers and Rust's compiler agree on.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Replaces the program in the folder that Trunk is about to publish.
pub fn run_in(stage: &Path) -> Outcome {
    let name = program_name(stage)?;
    let work = stage.join("cut");
    let outcome = cut(stage, &work, &name);
    fs::remove_dir_all(&work).map_err(|error| format!("{}: {error}", work.display()))?;
    outcome
}

fn cut(stage: &Path, work: &Path, name: &str) -> Outcome {
    fs::create_dir_all(work).map_err(|error| format!("{}: {error}", work.display()))?;
    let input = target_dir()?.join(TARGET).join("release").join(PROGRAM);
    run(command("wasm-split-cli").arg(&input).arg(work).args(["--out-name", name]))?;
    let main = work.join(format!("{name}.wasm"));
    let flags = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", name, "--out-dir"];
    run(command("wasm-bindgen").args(flags).arg(stage).arg(&main))?;
    fs::remove_file(&main).map_err(|error| format!("{}: {error}", main.display()))?;

    let folder = format!("{FOLDER}{}", name.strip_prefix("studio").unwrap_or_default());
    let parts = stage.join(&folder);
    fs::create_dir_all(&parts).map_err(|error| format!("{}: {error}", parts.display()))?;
    let found = fs::read_dir(work).map_err(|error| format!("{}: {error}", work.display()))?;
    let mut jobs: Vec<(PathBuf, PathBuf)> = found
        .flatten()
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "wasm"))
        .map(|entry| (entry.path(), parts.join(entry.file_name())))
        .collect();
    let program = stage.join(format!("{name}_bg.wasm"));
    jobs.push((program.clone(), program));
    shrink(jobs)?;

    let loader = fs::read_to_string(work.join(LOADER)).map_err(|error| format!("{LOADER}: {error}"))?;
    let loader = replace(&loader, &format!("\"./{name}.js\""), &format!("\"../{name}.js\""))?;
    fs::write(parts.join("parts.js"), loader).map_err(|error| error.to_string())?;
    let script = stage.join(format!("{name}.js"));
    let text = fs::read_to_string(&script).map_err(|error| format!("{}: {error}", script.display()))?;
    let text = replace(&text, &format!("from \"./{LOADER}\""), &format!("from \"./{folder}/parts.js\""))?;
    fs::write(&script, text).map_err(|error| format!("{}: {error}", script.display()))
}

/// The name that Trunk gave the program's script, without its ending.
fn program_name(stage: &Path) -> Outcome<String> {
    let entries = fs::read_dir(stage).map_err(|error| format!("{}: {error}", stage.display()))?;
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    names
        .filter_map(|name| Some(name.strip_suffix("_bg.wasm")?.to_owned()))
        .next()
        .ok_or_else(|| "Trunk left no program to cut".into())
}

/// Where cargo builds.
pub fn target_dir() -> Outcome<PathBuf> {
    let text = output(cargo().args(["metadata", "--no-deps", "--format-version", "1", "--locked"]));
    let text = text.ok_or("`cargo metadata` failed")?;
    let key = "\"target_directory\":\"";
    let rest = text.find(key).and_then(|at| text.get(at + key.len()..));
    let dir = rest.and_then(|rest| rest.split('"').next()).ok_or("cargo names no target folder")?;
    Ok(dir.replace("\\\\", "\\").into())
}

/// Runs wasm-opt on each file, on all cores; the largest first, so that none is left alone at the end.
pub fn shrink(mut jobs: Vec<(PathBuf, PathBuf)>) -> Outcome {
    jobs.sort_by_key(|(from, _)| fs::metadata(from).map_or(0, |data| data.len()));
    let jobs = std::sync::Mutex::new(jobs);
    let next = || jobs.lock().ok().and_then(|mut jobs| jobs.pop());
    let worker = || -> Outcome {
        while let Some((from, to)) = next() {
            // For speed: after the compiler's own choice of size or speed, `-Oz` would be 0.8 percent smaller. The names
            // of functions are for the cutting tool alone.
            let flags = ["-O3", "--strip-debug", "--strip-producers"];
            let mut tool: Command = command("wasm-opt");
            tool.args(flags).args(FEATURES).arg(&from).arg("-o").arg(to);
            // It warns of each part's table of names, which it drops.
            let out = tool.output().map_err(|error| format!("wasm-opt: {error}"))?;
            if !out.status.success() {
                return Err(format!("wasm-opt {}: {}", from.display(), String::from_utf8_lossy(&out.stderr)));
            }
        }
        Ok(())
    };
    thread::scope(|scope| {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|worker| worker.join().map_err(|_| "wasm-opt: failed")?)
    })
}

fn replace(text: &str, from: &str, to: &str) -> Outcome<String> {
    if text.contains(from) {
        Ok(text.replace(from, to))
    } else {
        Err(format!("the cutting tool's output holds no `{from}`; is it the version that `setup` installs?"))
    }
}

//! Tools that their own projects publish ready to run: seconds instead of minutes, where reachable.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::shell::{Outcome, command, find, run, tools};

/// Puts a published build of the tool into `.tools/bin`; false when there is none or it is out of reach.
pub fn install(package: &str, tool: &str, version: &str) -> bool {
    let outcome = if find("cargo-binstall").is_some() {
        binstall(package, version)
    } else {
        address(tool, version)
            .ok_or_else(|| "none is published for this machine".into())
            .and_then(|url| download(&url, tool))
    };
    match outcome {
        Ok(()) => true,
        Err(reason) => {
            eprintln!("xtask: no prebuilt {tool} {version}: {reason}");
            false
        }
    }
}

fn binstall(package: &str, version: &str) -> Outcome {
    // Its own compile would use the slow profile.
    let flags = ["--no-confirm", "--disable-strategies", "compile", "--root"];
    run(command("cargo-binstall").args(flags).arg(tools()).arg(format!("{package}@{version}")))
}

/// Where the tool's project publishes this machine's build.
fn address(tool: &str, version: &str) -> Option<String> {
    let machine = match (env::consts::OS, env::consts::ARCH) {
        ("linux", "x86_64") => "x86_64-unknown-linux-musl",
        ("linux", "aarch64") => "aarch64-unknown-linux-gnu",
        ("macos", "x86_64") => "x86_64-apple-darwin",
        ("macos", "aarch64") => "aarch64-apple-darwin",
        _ => return None,
    };
    match tool {
        "trunk" => Some(format!(
            "https://github.com/trunk-rs/trunk/releases/download/v{version}/trunk-{machine}.tar.gz"
        )),
        "wasm-bindgen" => Some(format!(
            "https://github.com/wasm-bindgen/wasm-bindgen/releases/download/{version}/wasm-bindgen-{version}-{machine}.tar.gz"
        )),
        _ => None,
    }
}

fn download(url: &str, tool: &str) -> Outcome {
    if find("curl").is_none() || find("tar").is_none() {
        return Err("curl and tar are needed to fetch it".into());
    }
    let dir = tools().join("download");
    fs::create_dir_all(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let archive = dir.join("archive.tar.gz");
    // A machine without the wider network should know within seconds.
    let limits = ["--connect-timeout", "5", "--max-time", "180", "--proto", "=https"];
    eprintln!("xtask: fetching {url}");
    run(Command::new("curl")
        .args(["--fail", "--location", "--silent", "--show-error"])
        .args(limits)
        .arg("--output")
        .arg(&archive)
        .arg(url))
    .and_then(|()| run(Command::new("tar").arg("-xzf").arg(&archive).arg("-C").arg(&dir)))?;
    let found = search(&dir, tool).ok_or("the archive does not hold it")?;
    let bin = tools().join("bin");
    let moved = fs::create_dir_all(&bin).and_then(|()| fs::rename(&found, bin.join(tool)));
    let _ = fs::remove_dir_all(&dir);
    moved.map_err(|error| format!("{}: {error}", found.display()))
}

fn search(dir: &Path, name: &str) -> Option<PathBuf> {
    let entries: Vec<PathBuf> = fs::read_dir(dir).ok()?.flatten().map(|entry| entry.path()).collect();
    let here =
        entries.iter().find(|path| path.is_file() && path.file_name().is_some_and(|file| file == name));
    here.cloned().or_else(|| entries.iter().filter(|path| path.is_dir()).find_map(|path| search(path, name)))
}

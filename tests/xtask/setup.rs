//! The tools that the page and its tests need, each with how to see it and how to get it.

use std::{env, fs, path::Path, process::Command};

use crate::{
    prebuilt,
    shell::{Outcome, cargo, command, find, output, run, tools},
};

/// Rust's name for the browser as a machine.
pub const TARGET: &str = "wasm32-unknown-unknown";
// 0.22 asks for a newer Rust than the workspace does.
const TRUNK: &str = "0.21.14";
// Must equal wasm-bindgen in Cargo.toml and Trunk.toml: the tool reads only its own version's output.
const WASM_BINDGEN: &str = "0.2.129";
// Cuts the program where Leptos' own version of its macro says.
const WASM_SPLIT: &str = "0.2.4";
// Debian's 108 builds a page that does not start; 132 is the oldest that was tried and works.
const WASM_OPT: u32 = 132;
const CHROMIUM_PACKAGES: [&str; 2] = ["chromium", "chromium-driver"];

/// What the tools are wanted for; each needs those before it too.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Goal {
    /// A debug page.
    Serve,
    /// The release page.
    Build,
    /// Everything.
    Test,
}

struct Tool {
    name: &'static str,
    /// From where, and roughly how long.
    note: &'static str,
    goal: Goal,
    present: fn() -> bool,
    install: fn() -> Outcome,
}

const TOOLS: [Tool; 8] = [
    Tool {
        name: "Rust's wasm32-unknown-unknown target",
        note: "by rustup, 20 seconds",
        goal: Goal::Serve,
        present: has_target,
        install: || rustup(&["target", "add", TARGET]),
    },
    Tool {
        name: "trunk 0.21.14",
        note: "into .tools; prebuilt where that can be reached, else compiled, 7 minutes on two cores",
        goal: Goal::Serve,
        present: || has_version("trunk", TRUNK),
        install: || compiled("trunk", "trunk", TRUNK, &["--features", "rustls"]),
    },
    Tool {
        name: "wasm-bindgen 0.2.129",
        note: "into .tools; prebuilt where that can be reached, else compiled, 3 minutes on two cores",
        goal: Goal::Serve,
        present: || has_version("wasm-bindgen", WASM_BINDGEN),
        install: || compiled("wasm-bindgen-cli", "wasm-bindgen", WASM_BINDGEN, &["--bin", "wasm-bindgen"]),
    },
    Tool {
        name: "wasm-split-cli 0.2.4",
        note: "into .tools, compiled, 1 minute on two cores",
        goal: Goal::Build,
        present: || {
            output(command("wasm-split-cli").arg("--help")).is_some_and(|help| help.contains("--out-name"))
        },
        install: || {
            let flags = ["--features", "build-binary"];
            compiled("wasm_split_cli_support", "wasm-split-cli", WASM_SPLIT, &flags)
        },
    },
    Tool {
        name: "wasm-opt 132",
        note: "into .tools by npm (package binaryen), 10 seconds, 105 MB",
        goal: Goal::Build,
        present: has_wasm_opt,
        install: || npm("binaryen@132", "or put Binaryen's wasm-opt 132 or newer on the PATH"),
    },
    Tool {
        name: "clippy and rustfmt",
        note: "by rustup, 20 seconds",
        goal: Goal::Test,
        present: || ["clippy", "fmt"].iter().all(|tool| output(cargo().args([tool, "--version"])).is_some()),
        install: || rustup(&["component", "add", "clippy", "rustfmt"]),
    },
    Tool {
        name: "Chromium and its chromedriver",
        note: "by apt-get, half a minute, 440 MB",
        goal: Goal::Test,
        present: || browser().is_some() && driver().is_some(),
        install: chromium,
    },
    Tool {
        name: "axe-core 4",
        note: "into .tools by npm, for the accessibility checks, 5 seconds",
        goal: Goal::Test,
        // Without npm the accessibility checks say that they are skipped.
        present: || find("npm").is_none() || tools().join("node_modules/axe-core/axe.min.js").is_file(),
        install: || npm("axe-core@4", "or run the tests without npm on the PATH to skip these checks"),
    },
];

/// Brings in what the goal needs and is not there yet, after saying so; a second call does nothing.
pub fn ensure(goal: Goal) -> Outcome {
    let missing: Vec<&Tool> = TOOLS.iter().filter(|tool| tool.goal <= goal && !(tool.present)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("xtask: this machine does not have all that is needed yet; to be installed, once:");
    for tool in &missing {
        eprintln!("  - {} ({})", tool.name, tool.note);
    }
    for (index, tool) in missing.iter().enumerate() {
        eprintln!("\nxtask: {} of {}: {}", index + 1, missing.len(), tool.name);
        (tool.install)().map_err(|error| format!("{} is missing: {error}", tool.name))?;
        if !(tool.present)() {
            return Err(format!("{} was installed but still cannot be found or run", tool.name));
        }
    }
    // Only now: an interrupted compile goes on from here, and the two tools share dependencies.
    let _ = fs::remove_dir_all(tools().join("build"));
    eprintln!("xtask: all tools are in place\n");
    Ok(())
}

/// The browser that the tests drive: `CHROMIUM`, or the first known name on the PATH.
pub fn browser() -> Option<String> {
    let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    let mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    env::var("CHROMIUM").ok().or_else(|| {
        let found = names.iter().find_map(|name| find(name)).map(|path| path.display().to_string());
        found.or_else(|| Path::new(mac).exists().then(|| mac.to_owned()))
    })
}

/// The browser's driver: `CHROMEDRIVER`, or `chromedriver` on the PATH.
pub fn driver() -> Option<String> {
    env::var("CHROMEDRIVER").ok().or_else(|| find("chromedriver").map(|path| path.display().to_string()))
}

fn has_target() -> bool {
    output(Command::new("rustc").args(["--print", "sysroot"]))
        .is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(TARGET).is_dir())
}

fn has_version(tool: &str, version: &str) -> bool {
    output(command(tool).arg("--version")).is_some_and(|text| text.split(' ').nth(1) == Some(version))
}

fn has_wasm_opt() -> bool {
    let text = output(command("wasm-opt").arg("--version")).unwrap_or_default();
    text.split(' ').nth(2).and_then(|version| version.parse::<u32>().ok()) >= Some(WASM_OPT)
}

fn rustup(args: &[&str]) -> Outcome {
    if find("rustup").is_none() {
        return Err(format!(
            "install Rust with rustup (https://rustup.rs), or run `rustup {}`'s like",
            args.join(" ")
        ));
    }
    run(command("rustup").args(args)).map_err(|error| format!("{error}; is the network there?"))
}

/// Installs a package of npm's into `.tools`.
pub fn npm(package: &str, otherwise: &str) -> Outcome {
    if find("npm").is_none() {
        return Err(format!("install Node.js with npm (https://nodejs.org) and run this again, {otherwise}"));
    }
    let flags = ["--no-fund", "--no-audit", "--loglevel=error", "--prefix"];
    run(command("npm").arg("install").args(flags).arg(tools()).arg(package))
        .map_err(|error| format!("{error}; run it again with the network, {otherwise}"))
}

/// A prebuilt tool, or one compiled with a profile that favours build time over the tool's speed.
fn compiled(package: &str, tool: &str, version: &str, args: &[&str]) -> Outcome {
    if prebuilt::install(package, tool, version) && has_version(tool, version) {
        return Ok(());
    }
    eprintln!("xtask: compiling {package} {version}; if it is interrupted, the next run goes on from there");
    let relaxed =
        [("LTO", "off"), ("CODEGEN_UNITS", "16"), ("OPT_LEVEL", "1"), ("DEBUG", "0"), ("STRIP", "debuginfo")];
    let mut install = cargo();
    install
        .current_dir(env::temp_dir()) // the workspace's own cargo configuration is not for tools
        .envs(relaxed.map(|(key, value)| (format!("CARGO_PROFILE_RELEASE_{key}"), value)))
        .env_remove("RUSTFLAGS")
        .args(["install", "--locked", "--no-default-features", "--root"])
        .arg(tools())
        .arg("--target-dir")
        .arg(tools().join("build"))
        .args(args)
        .arg(format!("{package}@{version}"));
    run(&mut install).map_err(|error| {
        format!("{error}; it needs crates.io and a C compiler (Debian: apt-get install build-essential)")
    })
}

fn chromium() -> Outcome {
    let by_hand = match env::consts::OS {
        "macos" => "run `brew install --cask google-chrome chromedriver`".to_owned(),
        "linux" if find("apt-get").is_some() => {
            format!("as root, run `apt-get install --no-install-recommends {}`", CHROMIUM_PACKAGES.join(" "))
        }
        _ => "install Chromium (or Google Chrome) and the chromedriver of the same version".to_owned(),
    };
    let remedy = format!("{by_hand}; or point CHROMIUM and CHROMEDRIVER at them");
    let root = output(Command::new("id").arg("-u")).as_deref() == Some("0");
    if find("apt-get").is_none() || !root {
        return Err(remedy);
    }
    let install = || {
        let flags = ["install", "-y", "-q", "--no-install-recommends"];
        let mut apt = command("apt-get");
        run(apt.env("DEBIAN_FRONTEND", "noninteractive").args(flags).args(CHROMIUM_PACKAGES))
    };
    // A bare machine has no package lists yet, an old one has stale ones.
    install()
        .or_else(|_| run(command("apt-get").args(["update", "-q"])).and_then(|()| install()))
        .map_err(|error| format!("{error}; {remedy}"))
}

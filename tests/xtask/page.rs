//! Building the page with Trunk, and serving it.

use std::{fs, net::TcpListener, process::Command};

use crate::{
    server::Server,
    setup::{self, Goal},
    shell::{Outcome, command, root, run},
};

const FIRST_PORT: u16 = 8080;
// The page must not depend on where a host puts it, so the preview puts it below a path.
const PREVIEW_PREFIX: &str = "/studio/";

/// Builds a debug page, serves it on this machine only and builds it again on every change.
pub fn serve(args: &[String]) -> Outcome {
    setup::ensure(Goal::Serve)?;
    let port = port(args)?;
    eprintln!("xtask: building the page (the first time about three minutes), then serving it at");
    eprintln!("\n    http://127.0.0.1:{port}/\n");
    // Not into `dist`, which holds the release page only.
    let flags = ["--dist", "target/dev-dist", "--address", "127.0.0.1", "--port", &port.to_string()];
    // Leptos advises it while developing: views compile much faster without their full types.
    let erase = ("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "--cfg erase_components");
    fs::create_dir_all(root().join("target/dev-dist"))
        .map_err(|error| format!("target/dev-dist: {error}"))?;
    run(trunk("serve").args(flags).env(erase.0, erase.1))
}

/// Leaves the release page in `dist/`.
pub fn build() -> Outcome {
    setup::ensure(Goal::Build)?;
    run(&mut release())?;
    eprintln!("xtask: dist/ is ready for any static host, below any path");
    Ok(())
}

/// The release build, for who has already ensured the tools.
pub fn release() -> Command {
    let mut command = trunk("build");
    command.arg("--release");
    command
}

/// Serves `dist/` as a static host would, until interrupted.
pub fn preview(args: &[String]) -> Outcome {
    if !root().join("dist/index.html").is_file() {
        return Err("dist/ is empty: run `cargo xtask build` first".into());
    }
    let prefix = args.get(1).map_or(PREVIEW_PREFIX, String::as_str);
    if !prefix.starts_with('/') || !prefix.ends_with('/') {
        return Err(format!("the prefix `{prefix}` must begin and end with a slash"));
    }
    let server =
        Server::start(root().join("dist"), prefix, port(args)?).map_err(|error| error.to_string())?;
    eprintln!("xtask: serving dist/ at {}", server.url(prefix));
    server.wait();
    Ok(())
}

fn trunk(verb: &str) -> Command {
    let mut command = command("trunk");
    command.arg(verb).env("TRUNK_SKIP_VERSION_CHECK", "true");
    // Trunk reads NO_COLOR as a flag and stops at the common `NO_COLOR=1`.
    command.env_remove("NO_COLOR");
    command
}

/// The port asked for, or the first free one from 8080.
fn port(args: &[String]) -> Outcome<u16> {
    let free = |port: &u16| TcpListener::bind(("127.0.0.1", *port)).is_ok();
    match args.first() {
        Some(text) => {
            let port = text.parse().map_err(|_| format!("`{text}` is not a port"))?;
            if free(&port) { Ok(port) } else { Err(format!("port {port} is taken, give another")) }
        }
        None => {
            (FIRST_PORT..FIRST_PORT + 100).find(free).ok_or_else(|| "no port from 8080 on is free".into())
        }
    }
}

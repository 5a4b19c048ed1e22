//! Developer commands, std only: `cargo xtask <serve|build|test|measure|preview|setup|size>`.
//!
//! `setup` is the table of tools, `page` builds and serves the page, `precache` finishes each build
//! (Trunk calls it back) after `split` has cut the program into parts, `test` runs everything and adds the results up.

use std::{env, process::ExitCode};

mod measure;
mod page;
mod prebuilt;
mod precache;
#[path = "../server.rs"]
mod server;
mod setup;
mod shell;
mod size;
mod split;
mod test;

const USAGE: &str = "\
usage: cargo xtask <command>
  serve [port]             build the page, serve it on this machine only, reload it on every change
  build                    leave the release page in dist/, ready for any static host
  test [native|browser] [filter]
                           check style, run all tests, in a real browser too
  measure                  how long a key takes in a large template, and our engine beside velocityjs
  preview [port] [prefix]  serve dist/ as a static host would, by default below /studio/
  setup                    install what `test` needs and stop
  size                     print what a first visit downloads";

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    let rest = args.get(1..).unwrap_or_default();
    let outcome = match args.first().map(String::as_str) {
        Some("serve") => page::serve(rest),
        Some("build") => page::build(),
        Some("test") => return test::run(rest),
        Some("measure") => measure::measure(),
        Some("preview") => page::preview(rest),
        Some("setup") => setup::ensure(setup::Goal::Test),
        Some("size") => size::report(),
        Some("precache") => precache::run(),
        _ => Err(USAGE.into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

//! `cargo xtask measure`: what users of the release page wait for, and our engine beside velocityjs.

use std::{fs, path::Path};

use crate::{
    page,
    setup::{self, Goal, TARGET},
    shell::{Outcome, cargo, command, root, run, tools},
    split::{shrink, target_dir},
    test::with_browser,
};

const ENGINE: &str = "studio_measure";
const VELOCITYJS: &str = "velocityjs@2.1.7";

/// Builds what is measured, and measures it in a browser.
pub fn measure() -> Outcome {
    setup::ensure(Goal::Test)?;
    let _ = fs::remove_dir_all(root().join("dist"));
    run(&mut page::release())?;
    engines()?;
    let mut tests = cargo();
    tests.args(["test", "--locked", "--package", "studio-tests", "--test", "measure"]);
    run(with_browser(&mut tests))
}

/// Leaves a page with both engines in the target folder: ours built as the page's is, velocityjs as it comes.
fn engines() -> Outcome {
    let (target, source) = (target_dir()?, root().join("tests/wasm"));
    let page = target.join("measure");
    let _ = fs::remove_dir_all(&page);
    // Without the relocations that the page's parts are cut by.
    let mut build = cargo();
    build.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Clink-arg=--gc-sections");
    run(build.args(["build", "--locked", "--release", "--package", "studio-measure", "--target", TARGET]))?;
    let program = target.join(TARGET).join("release").join(format!("{ENGINE}.wasm"));
    let engine = page.join("engine");
    let flags = ["--target", "web", "--no-typescript", "--out-dir"];
    run(command("wasm-bindgen").args(flags).arg(&engine).arg(&program))?;
    let bound = engine.join(format!("{ENGINE}_bg.wasm"));
    shrink(vec![(bound.clone(), bound)])?;
    let theirs = tools().join("node_modules/velocityjs/dist/esm");
    if !theirs.is_dir() {
        setup::npm(VELOCITYJS, "which is only needed to measure beside it")?;
    }
    copy(&theirs, &page.join("velocityjs"))?;
    copy(&source, &page)
}

fn copy(from: &Path, to: &Path) -> Outcome {
    let told = |error: std::io::Error| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(told)?;
    for entry in fs::read_dir(from).map_err(told)?.flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target).map_err(told)?;
        }
    }
    Ok(())
}

//! The real Terraform, where it is on this machine.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::skip::skip;

/// Whether Terraform answers; says so when it does not.
pub fn is_there() -> bool {
    let there = Command::new("terraform").arg("version").output().is_ok_and(|output| output.status.success());
    if !there {
        skip("Terraform is not on the PATH");
    }
    there
}

/// Terraform in a folder, without questions, upgrades or AWS.
pub fn terraform(folder: &Path, arguments: &[&str], input: &str) -> Output {
    terraform_with(folder, arguments, input, &[])
}

/// As [`terraform`], with these environment variables.
pub fn terraform_with(folder: &Path, arguments: &[&str], input: &str, variables: &[(&str, &str)]) -> Output {
    let mut child = Command::new("terraform")
        .arg(format!("-chdir={}", folder.display()))
        .args(arguments)
        .env("CHECKPOINT_DISABLE", "1")
        .env("TF_IN_AUTOMATION", "1")
        .env("TF_INPUT", "0")
        // Go collects its garbage less often: half the time for hundreds of modules.
        .env("GOGC", "400")
        .envs(variables.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

/// An empty folder for a test.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("terraform").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

//! The real Terraform, where it is on this machine.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use studio_core::terraform::{Bundle, File};

/// Whether Terraform answers; says so when it does not.
pub fn is_there() -> bool {
    let there = Command::new("terraform").arg("version").output().is_ok_and(|output| output.status.success());
    if !there {
        println!("skipped: Terraform is not on the PATH");
    }
    there
}

/// Terraform in a folder, without questions, upgrades or AWS.
pub fn terraform(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new("terraform")
        .arg(format!("-chdir={}", folder.display()))
        .args(arguments)
        .env("CHECKPOINT_DISABLE", "1")
        .env("TF_IN_AUTOMATION", "1")
        .env("TF_INPUT", "0")
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

/// Checks the modules as children of one root: `fmt -check`, then `validate` without error or warning.
pub fn accepts(name: &str, modules: &[(String, Bundle)]) {
    if !is_there() {
        return;
    }
    let root = folder(name);
    let mut main = String::new();
    for (module, bundle) in modules {
        let folder = root.join(module);
        fs::create_dir_all(&folder).unwrap();
        write(&folder, bundle);
        main.push_str(&call(module, bundle));
    }
    let format = terraform(&root, &["fmt", "-check", "-diff", "-recursive", "-no-color"], "");
    assert!(format.status.success(), "{}", text(&format));
    fs::write(root.join("main.tf"), main).unwrap();
    if !has_provider(name, modules) {
        return;
    }
    let init = terraform(&root, &["init", "-backend=false", "-no-color"], "");
    assert!(init.status.success(), "{}", text(&init));
    let validate = terraform(&root, &["validate", "-json"], "");
    let answer: serde_json::Value =
        serde_json::from_slice(&validate.stdout).unwrap_or_else(|_| panic!("{}", text(&validate)));
    let found = answer["diagnostics"].as_array().cloned().unwrap_or_default();
    let said: Vec<String> = found
        .iter()
        .map(|fault| {
            let place = &fault["range"];
            format!(
                "{} {}: {} {}",
                place["filename"], place["start"]["line"], fault["summary"], fault["detail"]
            )
        })
        .collect();
    assert!(answer["valid"] == true && said.is_empty(), "{}", said.join("\n"));
    println!("terraform validate accepts {} modules", modules.len());
}

/// Writes the module's files below a folder.
pub fn write(folder: &Path, bundle: &Bundle) {
    for file in &bundle.files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
}

/// Whether `terraform init` can have the provider that the modules ask for; says so when it cannot.
fn has_provider(name: &str, modules: &[(String, Bundle)]) -> bool {
    let Some((_, bundle)) = modules.first() else { return false };
    let alone = folder(&format!("{name}-provider"));
    for file in bundle.files.iter().filter(|file| file.path == "versions.tf") {
        fs::write(alone.join(&file.path), &file.text).unwrap();
    }
    let init = terraform(&alone, &["init", "-backend=false", "-no-color"], "");
    if !init.status.success() {
        println!("skipped: terraform init cannot have the AWS provider: {}", text(&init));
    }
    init.status.success()
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A call of the module with a value for every variable that needs one.
fn call(module: &str, bundle: &Bundle) -> String {
    let mut out = format!("module \"{module}\" {{\n  source = \"./{module}\"\n");
    let variables =
        bundle.files.iter().find(|file| file.path == "variables.tf").map(required).unwrap_or_default();
    for (name, kind) in variables {
        let one = if name.ends_with("issuer") {
            "\"https://issuer.example.com\""
        } else if name.contains("function_name") {
            "\"orders\""
        } else {
            "\"arn:aws:acm:us-east-1:123456789012:certificate/x\""
        };
        let value = if kind.starts_with("list") { format!("[{one}]") } else { one.to_owned() };
        out.push_str(&format!("  {name} = {value}\n"));
    }
    out + "}\n"
}

fn required(file: &File) -> Vec<(String, String)> {
    let body = hcl::parse(&file.text).unwrap();
    body.blocks()
        .filter(|block| !block.body().attributes().any(|attribute| attribute.key() == "default"))
        .map(|block| {
            let name = block.labels()[0].as_str().to_owned();
            let kind = block.body().attributes().find(|attribute| attribute.key() == "type");
            (name, kind.map(|kind| kind.expr().to_string()).unwrap_or_default())
        })
        .collect()
}

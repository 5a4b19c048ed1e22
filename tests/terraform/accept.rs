//! What the real Terraform says of modules.

use std::fs;
use std::path::Path;
use std::process::Output;

use studio_core::terraform::Bundle;

use crate::real::{folder, is_there, terraform};
use crate::skip::skip;

/// Writes a module into a folder of its own.
pub fn write(folder: &Path, bundle: &Bundle) {
    for file in &bundle.files {
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, &file.text).unwrap();
    }
}

/// Checks the modules: `fmt -check`, then `validate` without error or warning, both with half of them at a time.
pub fn accepts(name: &str, modules: &[(String, Bundle)]) {
    if !is_there() {
        return;
    }
    let halves = modules.chunks(modules.len().div_ceil(2));
    std::thread::scope(|scope| {
        for (at, half) in halves.enumerate() {
            scope.spawn(move || accepts_half(&format!("{name}-{at}"), half));
        }
    });
    println!("terraform validate accepts {} modules", modules.len());
}

/// The provider takes seconds to start, so that all modules are children of one root.
fn accepts_half(name: &str, modules: &[(String, Bundle)]) {
    let root = folder(name);
    let mut main = String::new();
    for (module, bundle) in modules {
        write(&root.join(module), bundle);
        main.push_str(&call(module, bundle));
    }
    formatted(&root);
    fs::write(root.join("main.tf"), main).unwrap();
    if init(&root) {
        valid(&root);
    }
}

/// Asks `terraform fmt` about a folder and all below it.
pub fn formatted(root: &Path) {
    let format = terraform(root, &["fmt", "-check", "-diff", "-recursive", "-no-color"], "");
    assert!(format.status.success(), "{}", text(&format));
}

/// Asks `terraform validate`, which may find neither an error nor a warning.
pub fn valid(root: &Path) {
    let validate = terraform(root, &["validate", "-json"], "");
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
}

/// Fetches the provider; says that the test is skipped where it cannot be had.
pub fn init(root: &Path) -> bool {
    let init = terraform(root, &["init", "-backend=false", "-no-color"], "");
    let said = text(&init);
    if !init.status.success() {
        let absent = ["Failed to query available provider", "Failed to install provider"];
        assert!(absent.iter().any(|words| said.contains(words)), "{said}");
        skip(&format!("terraform init cannot have the AWS provider: {said}"));
    }
    init.status.success()
}

/// What a program said.
pub fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// A call of the module with a plausible value for every variable that needs one.
pub fn call(module: &str, bundle: &Bundle) -> String {
    let mut out = format!("module \"{module}\" {{\n  source = \"./{module}\"\n");
    for (name, kind) in required(bundle) {
        let value = match kind.as_str() {
            "bool" => "true".to_owned(),
            "number" => "1".to_owned(),
            kind if kind.starts_with("list") || kind.starts_with("set") => format!("[{}]", plausible(&name)),
            kind if kind.starts_with("map") => format!("{{ example = {} }}", plausible(&name)),
            _ => plausible(&name),
        };
        out.push_str(&format!("  {name} = {value}\n"));
    }
    out + "}\n"
}

/// A value that a variable of this name could have.
fn plausible(name: &str) -> String {
    let text = match name {
        _ if name.ends_with("issuer") => "https://issuer.example.com",
        _ if name.ends_with("audience") => "orders",
        _ if name.contains("function_name") => "orders",
        _ if name.ends_with("vpc_id") => "vpc-0123456789abcdef0",
        _ if name.ends_with("subnet_ids") => "subnet-0123456789abcdef0",
        _ if name.ends_with("security_group_ids") => "sg-0123456789abcdef0",
        _ if name.ends_with("user_pool_arns") => {
            "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_Abc"
        }
        _ if name.ends_with("target_arn") || name.ends_with("load_balancer_arn") => {
            "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/inside/50dc6c495c0c9188"
        }
        _ if name.ends_with("topic_arn") => "arn:aws:sns:us-east-1:123456789012:alarms",
        _ if name.ends_with("kms_key_arn") => "arn:aws:kms:us-east-1:123456789012:key/orders",
        _ => "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
    };
    format!("\"{text}\"")
}

/// Names and types of the variables without a default.
fn required(bundle: &Bundle) -> Vec<(String, String)> {
    let files = bundle.files.iter().filter(|file| file.path.ends_with(".tf"));
    let bodies: Vec<hcl::Body> = files.map(|file| hcl::parse(&file.text).unwrap()).collect();
    bodies
        .iter()
        .flat_map(hcl::Body::blocks)
        .filter(|block| block.identifier() == "variable")
        .filter(|block| !block.body().attributes().any(|attribute| attribute.key() == "default"))
        .map(|block| {
            let name = block.labels()[0].as_str().to_owned();
            let kind = block.body().attributes().find(|attribute| attribute.key() == "type");
            (name, kind.map(|kind| kind.expr().to_string()).unwrap_or_default())
        })
        .collect()
}

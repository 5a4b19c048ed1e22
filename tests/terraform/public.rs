//! The modules in the shapes that teams use are what Terraform itself takes.

use std::fs;
use std::path::Path;

use crate::{accept, cases, real, sorted};

/// How many of them there are.
const MODULES: usize = 25;

/// Copies a folder with all that lies in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for path in sorted(from) {
        let goal = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &goal);
        } else {
            fs::copy(&path, &goal).unwrap();
        }
    }
}

#[test]
fn terraform_takes_the_modules_of_teams() {
    let folders: Vec<_> = sorted(&cases().join("public")).into_iter().filter(|path| path.is_dir()).collect();
    assert_eq!(folders.len(), MODULES);
    if !real::is_there() {
        return;
    }
    let root = real::folder("public");
    let mut main = String::new();
    for folder in folders {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let goal = root.join(&name);
        copy(&folder, &goal);
        let text = fs::read_to_string(folder.join("main.tf")).unwrap();
        // A module of the registry cannot be fetched here: its caller's layout is all that is checked.
        if text.contains("terraform-aws-modules/") || text.contains("cloudposse/") {
            continue;
        }
        main.push_str(&format!("module \"{name}\" {{\n  source = \"./{name}\"\n{}}}\n", values(&folder)));
    }
    accept::formatted(&root);
    fs::write(root.join("main.tf"), main).unwrap();
    if accept::init(&root) {
        accept::valid(&root);
    }
}

/// The values of `terraform.tfvars`, which Terraform reads for a root alone.
fn values(folder: &Path) -> String {
    fs::read_to_string(folder.join("terraform.tfvars")).unwrap_or_default()
}

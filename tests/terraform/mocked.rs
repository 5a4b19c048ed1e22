//! `terraform test` with a mocked provider: plans and applies what `validate` alone does not look at.

use std::fs;
use std::path::Path;

use studio_core::design::Design;
use studio_core::terraform::Bundle;

use crate::{corpus, real, written};

/// How many designs are planned and applied: all that are written, and these of the generated ones.
const GENERATED: usize = 34;

/// One run applies all modules, which plans them first.
const RUN: &str =
    "mock_provider \"aws\" {\n  source = \"./mocks\"\n}\n\nrun \"apply\" {\n  command = apply\n}\n";

#[test]
fn terraform_plans_and_applies_modules_with_a_mocked_provider() {
    if !real::is_there() {
        return;
    }
    let root = real::folder("mocked");
    let mut main = String::new();
    let designs: Vec<(String, Design)> =
        corpus::designs().into_iter().take(written().len() + GENERATED).collect();
    assert!(designs.len() >= 40, "only {} designs are planned and applied", designs.len());
    let modules: Vec<(String, Bundle)> =
        designs.iter().flat_map(|(name, design)| corpus::modules(name, design)).collect();
    for (name, bundle) in &modules {
        real::write(&root.join(name), bundle);
        main.push_str(&real::call(name, bundle));
    }
    fs::write(root.join("main.tf"), main).unwrap();
    // Without it the root's own provider would be a real one.
    let versions = modules[0].1.files.iter().find(|file| file.path == "versions.tf").unwrap();
    fs::write(root.join("versions.tf"), &versions.text).unwrap();
    let mocks = Path::new(env!("CARGO_MANIFEST_DIR")).join("terraform/mocks/aws.tfmock.hcl");
    fs::create_dir_all(root.join("mocks")).unwrap();
    fs::copy(mocks, root.join("mocks/aws.tfmock.hcl")).unwrap();
    fs::write(root.join("all.tftest.hcl"), RUN).unwrap();
    if !real::init(&root) {
        return;
    }
    let test = real::terraform(&root, &["test", "-no-color"], "");
    assert!(test.status.success(), "{}", real::text(&test));
    println!("terraform test plans and applies {} modules of {} designs", modules.len(), designs.len());
}

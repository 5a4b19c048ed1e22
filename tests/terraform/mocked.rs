//! `terraform test` with a mocked provider: plans and applies what `validate` alone does not look at.

use std::fs;
use std::path::Path;

use studio_core::terraform::{Bundle, SourceFile, import};

use crate::{accept, bundled, cases, corpus, exported, generate, real};

/// How many designs made at random are planned and applied beside the bundled ones.
const GENERATED: u64 = 37;

/// One run applies all modules, which plans them first.
const RUN: &str =
    "mock_provider \"aws\" {\n  source = \"./mocks\"\n}\n\nrun \"apply\" {\n  command = apply\n}\n";

#[test]
fn terraform_plans_and_applies_modules_with_a_mocked_provider() {
    if !real::is_there() {
        return;
    }
    let modules = modules();
    // Each half by itself: the graph of an apply grows faster than the modules in it.
    std::thread::scope(|scope| {
        for (at, half) in modules.chunks(modules.len().div_ceil(2)).enumerate() {
            scope.spawn(move || applies(&format!("mocked-{at}"), half));
        }
    });
    let designs = bundled().len() + GENERATED as usize;
    assert!(designs >= 40);
    println!("terraform test plans and applies {} modules of {designs} designs", modules.len());
}

/// The bundled designs in every way, and the others each in one of its ways.
fn modules() -> Vec<(String, Bundle)> {
    let all = bundled().into_iter().flat_map(|(name, design)| corpus::modules(&name, &design));
    let one = (0..GENERATED).filter_map(|seed| {
        let mut ways = corpus::modules(&format!("s{seed:02}"), &generate::design(seed));
        let way = seed as usize % ways.len();
        ways.drain(..).nth(way)
    });
    all.chain(one).collect()
}

fn applies(name: &str, modules: &[(String, Bundle)]) {
    let root = real::folder(name);
    let mut main = String::new();
    for (name, bundle) in modules {
        accept::write(&root.join(name), bundle);
        main.push_str(&accept::call(name, bundle));
    }
    fs::write(root.join("main.tf"), main).unwrap();
    // Without it the root's own provider would be a real one.
    let versions = modules[0].1.files.iter().find(|file| file.path == "versions.tf").unwrap();
    fs::write(root.join("versions.tf"), &versions.text).unwrap();
    let mocks = Path::new(env!("CARGO_MANIFEST_DIR")).join("terraform/mocks/aws.tfmock.hcl");
    fs::create_dir_all(root.join("mocks")).unwrap();
    fs::copy(mocks, root.join("mocks/aws.tfmock.hcl")).unwrap();
    fs::write(root.join("all.tftest.hcl"), RUN).unwrap();
    if accept::init(&root) {
        let test = real::terraform(&root, &["test", "-no-color"], "");
        assert!(test.status.success(), "{}", accept::text(&test));
    }
}

/// What the tests that come with a module are tried on: one module that holds each of these.
const OWN: &[&str] = &["aws_acm_certificate_validation", "aws_vpc_endpoint", "aws_wafv2_web_acl"];

/// Files of users whose exports have a test with something of theirs: moves, and providers with aliases.
const IMPORTED: &[&str] = &["moved", "provider-alias"];

#[test]
fn the_tests_that_come_with_a_module_pass() {
    if !real::is_there() {
        return;
    }
    for kind in OWN {
        let holds = |bundle: &Bundle| bundle.files.iter().any(|file| file.text.contains(kind));
        let bundle = (0..corpus::GENERATED).map(|seed| exported(&generate::design(seed))).find(holds);
        passes(kind, &bundle.unwrap_or_else(|| panic!("no design of the corpus has {kind}")));
    }
    for name in IMPORTED {
        let bytes = fs::read(cases().join("import").join(name).join("main.tf")).unwrap();
        let files = [SourceFile { path: "main.tf".to_owned(), bytes }];
        passes(name, &exported(&import(&files).unwrap().document.design));
    }
}

/// Runs the tests of a module by itself.
pub fn passes(name: &str, bundle: &Bundle) {
    let root = real::folder(&format!("own-{name}"));
    accept::write(&root, bundle);
    if accept::init(&root) {
        let test = real::terraform(&root, &["test", "-no-color"], "");
        assert!(test.status.success(), "{name}: {}", accept::text(&test));
    }
}

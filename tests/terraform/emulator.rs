//! An apply against moto, an emulator of AWS's control plane, on this machine alone.
//!
//! The designs in `tests/cases/terraform/emulator` hold what moto 5.2 knows: it makes no client certificates, no
//! domains and no deployments of the second generation, and permissions only of functions that it holds. Of the
//! rest it forgets nothing, so that no block needs `ignore_changes` for the second plan.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

use studio_core::terraform::{ExportOptions, OptionalPart, export};

use crate::skip::skip;
use crate::{accept, cases, read, real};

/// What moto writes before its address.
const ADDRESS: &str = "Running on ";

/// The emulator, which ends with the test.
struct Emulator {
    child: Child,
    address: String,
}

impl Emulator {
    /// Starts `moto_server` of `MOTO_SERVER` or the PATH, on a free port; none where it is not there.
    fn start() -> Option<Self> {
        let program = std::env::var("MOTO_SERVER").unwrap_or_else(|_| "moto_server".to_owned());
        let child = Command::new(&program)
            .args(["-H", "127.0.0.1", "-p", "0"])
            .env("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn();
        let Ok(mut child) = child else {
            skip("moto_server is not on the PATH; `pip install moto[server]`, or name it in MOTO_SERVER");
            return None;
        };
        let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut emulator = Self { child, address: String::new() };
        while emulator.address.is_empty() {
            let line = said.next().expect("moto_server says where it answers").unwrap();
            let address = line.split_once(ADDRESS).map(|(_, address)| address.trim());
            emulator.address = address.unwrap_or_default().to_owned();
        }
        // It logs every request, and would wait for a reader.
        std::thread::spawn(move || said.for_each(drop));
        Some(emulator)
    }

    fn terraform(&self, folder: &Path, arguments: &[&str]) -> Output {
        real::terraform_with(folder, arguments, "", &[("AWS_ENDPOINT_URL", &self.address)])
    }
}

impl Drop for Emulator {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

const PROVIDER: &str = r#"provider "aws" {
  region                      = "us-east-1"
  access_key                  = "test"
  secret_key                  = "test"
  skip_credentials_validation = true
  skip_metadata_api_check     = true
  skip_requesting_account_id  = true
}
"#;

#[test]
fn an_emulator_takes_a_rest_and_a_websocket_module_and_the_second_plan_is_empty() {
    if !real::is_there() {
        return;
    }
    let root = real::folder("emulator");
    let mut main = PROVIDER.to_owned();
    for name in ["rest", "websocket"] {
        let design = read(&cases().join(format!("emulator/{name}.json")));
        let options = ExportOptions { without: [OptionalPart::Tests].into(), ..ExportOptions::default() };
        let bundle = export(&design, &options);
        let errors: Vec<_> =
            bundle.diagnostics.iter().filter(|found| found.code == "terraform-refused").collect();
        assert!(errors.is_empty(), "{name}: {errors:?}");
        accept::write(&root.join(name), &bundle);
        main.push_str(&accept::call(name, &bundle));
    }
    fs::write(root.join("main.tf"), main).unwrap();
    if !accept::init(&root) {
        return;
    }
    let Some(emulator) = Emulator::start() else { return };
    let apply = emulator.terraform(&root, &["apply", "-auto-approve", "-no-color"]);
    assert!(apply.status.success(), "{}", accept::text(&apply));
    // 0: nothing to do; 2: something would change.
    let plan = emulator.terraform(&root, &["plan", "-detailed-exitcode", "-no-color"]);
    assert_eq!(plan.status.code(), Some(0), "{}", accept::text(&plan));
    let destroy = emulator.terraform(&root, &["destroy", "-auto-approve", "-no-color"]);
    assert!(destroy.status.success(), "{}", accept::text(&destroy));
    println!("an emulator took both modules, planned nothing more, and gave them back");
}

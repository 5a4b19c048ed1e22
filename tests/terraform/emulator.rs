//! An apply against moto, an emulator of AWS's control plane, on this machine alone.
//!
//! The designs in `tests/cases/terraform/emulator` hold what moto 5.2 knows: it makes no client certificates, no
//! domains and no deployments of the second generation, and permissions only of functions that it holds. Of the
//! rest it forgets nothing, so that no block needs `ignore_changes` for the second plan.

use std::fs;
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use studio_core::terraform::{ExportOptions, OptionalPart, export};

use crate::skip::skip;
use crate::{accept, cases, read, real};

/// How long the emulator may take until it answers.
const START: Duration = Duration::from_secs(60);

/// The emulator, which ends with the test.
struct Emulator {
    child: Child,
    port: u16,
}

impl Emulator {
    /// Starts `moto_server` of `MOTO_SERVER` or the PATH, on a port of its own; none where it is not there.
    #[expect(
        clippy::disallowed_methods,
        reason = "a program of its own says nothing when it begins to answer"
    )]
    fn start() -> Option<Self> {
        let program = std::env::var("MOTO_SERVER").unwrap_or_else(|_| "moto_server".to_owned());
        // The port is free now, and nobody else picks the next one so soon.
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap().local_addr().unwrap().port();
        let child = Command::new(&program)
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .env("MOTO_IAM_LOAD_MANAGED_POLICIES", "true")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(child) = child else {
            skip("moto_server is not on the PATH; `pip install moto[server]`, or name it in MOTO_SERVER");
            return None;
        };
        let emulator = Self { child, port };
        let began = Instant::now();
        while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
            assert!(began.elapsed() < START, "moto_server does not answer");
            std::thread::sleep(Duration::from_millis(100));
        }
        Some(emulator)
    }

    fn terraform(&self, folder: &Path, arguments: &[&str]) -> Output {
        let address = format!("http://127.0.0.1:{}", self.port);
        real::terraform_with(folder, arguments, "", &[("AWS_ENDPOINT_URL", &address)])
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

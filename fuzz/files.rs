//! Texts that reach an import of Terraform files.

use serde_json::Value;
use studio_core::terraform::{SourceFile, resolve};

/// What a text is taken for beside HCL.
const OTHERS: [&str; 3] = ["main.tf.json", "terraform.tfstate", "terraform.tfvars"];

/// A module that fills the text in as a template, and reads it.
const CALLER: &str = r#"
resource "aws_x" "y" {
  a = templatefile("text", { a = 1, b = ["x", "y"], c = { d = aws_x.z.id } })
  b = try(jsondecode(file("text")), yamldecode(file("text")), "none")
  c = try(replace("aXbX", "/${file("text")}/", file("text")), format(file("text"), "a", 1, null))
}
variable "a" {}
"#;

fn file(path: &str, text: &str) -> SourceFile {
    SourceFile { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

/// A text as a file of each kind, and as one that functions read.
pub fn hcl(text: &str) {
    if let Ok(found) = resolve(&[file("main.tf", text)]) {
        let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
        for block in found["blocks"].as_array().into_iter().flatten() {
            let inside = block["text"].as_str().is_some_and(|block| plain.contains(block));
            assert!(inside, "a block that is not in the text");
        }
        let unplaced = |found: &Value| found["place"].as_str().is_none_or(str::is_empty);
        for fault in found["diagnostics"].as_array().into_iter().flatten() {
            assert!(fault["code"] != "terraform-syntax" || !unplaced(fault), "a fault without a place");
        }
    }
    for path in OTHERS {
        let _ = resolve(&[file(path, text)]);
    }
    let _ = resolve(&[file("main.tf", CALLER), file("text", text), file("terraform.tfvars", text)]);
}

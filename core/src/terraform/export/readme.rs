//! The module's `README.md` and its example values.

use std::collections::BTreeMap;

use indexmap::IndexMap;

use super::inputs::Input;
use super::names::slug_or;
use crate::design::{Design, Diagnostic, Severity};
use crate::terraform::pins::Pins;
use crate::terraform::syntax::expression_text;
use crate::terraform::{ExportOptions, ModuleForm, REMEMBERED};

/// Longer defaults are left to the file that declares the variable.
const DEFAULT_LIMIT: usize = 60;

/// What the README says of the module.
pub(super) struct Facts<'f> {
    pub(super) design: &'f Design,
    /// The versions that the files ask for.
    pub(super) pins: Pins,
    pub(super) inputs: &'f [Input],
    /// The files of those that are declared elsewhere than in `variables.tf`, by name.
    pub(super) declared: &'f BTreeMap<&'f str, &'f str>,
    pub(super) outputs: &'f [(String, String)],
    /// How many resources there are of each type.
    pub(super) resources: &'f BTreeMap<String, usize>,
    pub(super) diagnostics: &'f [Diagnostic],
}

/// The text of `README.md`.
pub(super) fn readme(found: &Facts<'_>, options: &ExportOptions) -> String {
    let design = found.design;
    let name = if design.name.trim().is_empty() { "API Gateway" } else { design.name.trim() };
    let mut out = format!("# {}\n\n", cell(name));
    if !design.description.trim().is_empty() {
        out.extend([&cell(&design.description), "\n\n"]);
    }
    let total: usize = found.resources.values().sum();
    out.push_str(&format!("{total} resources on Amazon API Gateway and around it.\n\n"));
    usage(&mut out, found, options);
    if options.remembers {
        out.push_str(&format!(
            "`{REMEMBERED}` remembers where the resources are, so that the next export into this folder can move them. \
             Terraform does not read it; keep it with the files.\n\n"
        ));
    }
    out.push_str("## Needs\n\n");
    out.push_str(&format!("- Terraform `{}`\n", found.pins.terraform));
    out.push_str(&format!("- Provider `hashicorp/aws` `{}`\n\n", found.pins.aws));
    inputs(&mut out, found);
    if !found.outputs.is_empty() {
        out.push_str("## Outputs\n\n| Name | Description |\n|---|---|\n");
        for (name, description) in found.outputs {
            out.push_str(&format!("| `{name}` | {} |\n", cell(description)));
        }
        out.push('\n');
    }
    out.push_str("## Resources\n\n| Type | Number |\n|---|---|\n");
    for (kind, count) in found.resources {
        out.push_str(&format!("| `{kind}` | {count} |\n"));
    }
    let mut left: IndexMap<String, usize> = IndexMap::new();
    for said in found.diagnostics.iter().filter(|said| said.severity != Severity::Note) {
        let line = format!("{}. {}", cell(&said.message), cell(&said.help));
        *left.entry(line.trim_end().to_owned()).or_default() += 1;
    }
    if !left.is_empty() {
        out.push_str("\n## Not in these files\n\n");
    }
    for (line, count) in left {
        let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
        out.extend(["- ", &line, &times, "\n"]);
    }
    out
}

fn usage(out: &mut String, found: &Facts<'_>, options: &ExportOptions) {
    out.push_str("## Use\n\n");
    if options.form == ModuleForm::Root {
        out.push_str(
            "```sh\ncp terraform.tfvars.example terraform.tfvars\nterraform init\nterraform plan\n```\n\n",
        );
        return;
    }
    let name = slug_or(&found.design.name, "gateway");
    out.push_str(&format!("```hcl\nmodule \"{name}\" {{\n  source = \"./{name}\"\n"));
    let needed: Vec<&Input> = found.inputs.iter().filter(|input| input.default.is_none()).collect();
    if !needed.is_empty() {
        out.push('\n');
    }
    let width = needed.iter().map(|input| input.name.len()).max().unwrap_or_default();
    for input in needed {
        out.push_str(&format!("  {:width$} = {}\n", input.name, expression_text(&input.example())));
    }
    out.push_str("}\n```\n\n");
}

fn inputs(out: &mut String, found: &Facts<'_>) {
    let inputs = found.inputs;
    if inputs.is_empty() {
        return;
    }
    out.push_str("## Inputs\n\n| Name | Description | Type | Default |\n|---|---|---|---|\n");
    for input in inputs {
        let default = match &input.default {
            None => "needed".to_owned(),
            Some(text) if text.contains('\n') || text.len() > DEFAULT_LIMIT => {
                let file = found.declared.get(input.name.as_str()).unwrap_or(&"variables.tf");
                format!("see `{file}`")
            }
            Some(text) => format!("`{}`", text.replace('|', "\\|")),
        };
        let description = cell(&input.description);
        let kind = super::module::one_line(&input.kind).replace('|', "\\|");
        out.push_str(&format!("| `{}` | {description} | `{kind}` | {default} |\n", input.name));
    }
    out.push('\n');
}

/// A text as one line of a table.
fn cell(text: &str) -> String {
    super::module::one_line(text).replace('|', "\\|").replace('<', "&lt;")
}

/// The text of `terraform.tfvars.example`: values that are needed, and the others with their defaults as comments.
pub(super) fn example_values(inputs: &[Input]) -> String {
    let mut out = String::from("# Copy this file to terraform.tfvars and fill it in.\n");
    for input in inputs.iter().filter(|input| !input.sensitive) {
        out.push('\n');
        if !input.description.is_empty() {
            out.extend(["# ", &super::module::one_line(&input.description), "\n"]);
        }
        match &input.default {
            None => out.push_str(&format!("{} = {}\n", input.name, expression_text(&input.example()))),
            Some(default) => {
                let default = default.replace('\n', "\n# ");
                out.push_str(&format!("# {} = {default}\n", input.name));
            }
        }
    }
    for input in inputs.iter().filter(|input| input.sensitive) {
        out.push_str(&format!("\n# {} is a secret: set TF_VAR_{} instead.\n", input.name, input.name));
    }
    out
}

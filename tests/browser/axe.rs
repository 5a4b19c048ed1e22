//! Accessibility by axe-core, which `cargo xtask setup` puts into `.tools`.

use std::{fs, path::Path};

use serde_json::Value;

use crate::{Outcome, page::Page, skip::skip};

const AXE: &str = "../.tools/node_modules/axe-core/axe.min.js";
const RUN: &str = "axe.run({ resultTypes: ['violations'] }).then(result => done(result.violations.map(rule => \
                   `${rule.id}: ${rule.help}\\n` + rule.nodes.map(node => \
                   `    ${node.target.join(' ')}: ${node.failureSummary}`).join('\\n'))), \
                   error => done([String(error)]));";

/// Fails with the list of violations, if there are any.
pub async fn check(page: &Page) -> Outcome {
    let Ok(source) = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(AXE)) else {
        skip("axe-core is not there: install Node.js and run `cargo xtask setup`");
        return Ok(());
    };
    page.run::<Value>(&source).await?;
    let violations: Vec<String> = page.wait_for(RUN).await?;
    assert!(violations.is_empty(), "axe finds {}:\n{}", violations.len(), violations.join("\n"));
    Ok(())
}

//! The mapping-template engine: our own case files, the answers recorded on AWS, Apache Velocity 1.7 where it is at
//! hand, and no panic on any text.
//!
//! `GATEWAY_STUDIO_CASES` names a file of recorded AWS answers. `GATEWAY_STUDIO_VTL_ORACLE` names a program that
//! renders templates with Velocity: `program in.json out.jsonl`. Without them those tests are skipped, and say so.

#[path = "vtl/cases.rs"]
mod cases;
#[path = "cpu.rs"]
mod cpu;
#[path = "vtl/generate.rs"]
mod generate;
#[path = "vtl/noise.rs"]
mod noise;
#[path = "vtl/oracle.rs"]
mod oracle;
#[path = "vtl/recorded.rs"]
mod recorded;
#[path = "skip.rs"]
mod skip;
#[path = "vtl/trace.rs"]
mod trace;
#[path = "vtl/ways.rs"]
mod ways;

use serde_json::Value;
use studio_core::lang::json::Json;
use studio_core::lang::vtl::{Inputs, Limits, Rendered, Template};

/// Renders, or says why not: `line:column message`.
fn render(template: &str, input: &Value) -> Result<Rendered, String> {
    let json = Json::from_serde(input).map_err(|error| error.to_string())?;
    let inputs = Inputs::from_json(&json)?;
    let limits = Limits::new(1_000_000);
    ways::all_ways(template, &inputs, &limits);
    let template =
        Template::parse(template).map_err(|error| format!("{:?} {}", error.span, error.message))?;
    template.render(&inputs, &limits).map_err(|error| format!("{:?} {}", error.span, error.message))
}

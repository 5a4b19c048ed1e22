//! What a design may keep from Terraform files that it was read from.

use std::sync::Arc;

use studio_core::aws::ApiKind;
use studio_core::design::*;

/// The blocks that the expressions below are about.
const BLOCKS: &[(&str, &str)] = &[
    (
        "kept.tf",
        "# Set by the pipeline.\nvariable \"kept_text\" {\n  type    = string\n  default = \"orders\"\n}",
    ),
    ("kept.tf", "variable \"kept_switch\" {\n  type    = bool\n  default = true\n}"),
    ("queue.tf", "resource \"aws_sqs_queue\" \"kept\" {\n  name = \"kept-${var.kept_text}\"\n}"),
];
/// A file that such blocks may read.
const FILE: (&str, &str) = ("kept/policy.json", "{ \"Version\": \"2012-10-17\" }\n");

/// Adds a text with an expression, an argument that is one, blocks, a file beside them, the places of an earlier
/// export, and a name.
pub fn keep(design: &mut Design) {
    for (file, text) in BLOCKS {
        design.terraform.blocks.push(KeptBlock { file: (*file).to_owned(), text: (*text).to_owned() });
    }
    design.terraform.files.insert(FILE.0.to_owned(), FILE.1.to_owned());
    design.terraform.expressions.push("var.kept_text".to_owned());
    let Some((id, api)) = design.apis.iter_mut().next() else { return };
    let id = *id;
    let api = Arc::make_mut(api);
    api.settings.description = "About ${var.kept_text}, with ${stageVariables.own}".to_owned();
    let rest = api.kind == ApiKind::Rest;
    let kind = if rest { "aws_api_gateway_rest_api" } else { "aws_apigatewayv2_api" };
    let place = format!("{kind} {}", Item::Api(id));
    design.terraform.addresses.insert(place.clone(), format!("{kind}.before"));
    design.terraform.moved.insert(format!("{kind}.long_before"), format!("{kind}.before"));
    let inside = [
        ("name".to_owned(), "# Why it is called so.".to_owned()),
        ("name #".to_owned(), "// short".to_owned()),
    ];
    let comments =
        BlockComments { above: "# The API.\n\n/* Of one team */".to_owned(), inside: inside.into() };
    design.terraform.comments.insert(place.clone(), comments);
    let value = serde_json::Value::String(api.name.clone()).to_string();
    let computed = Computed { expression: "var.kept_text".to_owned(), value };
    design.terraform.computed.insert(place.clone(), [("name".to_owned(), computed)].into());
    design.terraform.names.insert(place, "kept_name".to_owned());
    if let Some((stage_id, stage)) = api.stages.iter_mut().next().filter(|_| rest) {
        if stage.web_acl.is_none() {
            let arn = "arn:aws:wafv2:us-east-1:123456789012:regional/webacl/elsewhere/1234".to_owned();
            design.terraform.web_acls.insert(Item::Stage(id, *stage_id).key(), arn);
        }
        Arc::make_mut(stage).xray_tracing = true;
        let argument = format!("{} aws_api_gateway_stage xray_tracing_enabled", Item::Stage(id, *stage_id));
        design.terraform.arguments.insert(argument, "var.kept_switch".to_owned());
    }
}

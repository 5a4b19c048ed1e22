//! Templates that let a request write JSON of its own.

use super::prelude::*;
use crate::lang::vtl::{LintOptions, Template, lint};

rule! {
    id: "template-unescaped-text", title: "Templates escape what a request says", severity: Warning, topic: Input,
    checks: "Request templates for JSON of integrations that are no proxies: whether they put a text of the request, such as \
        `$input.params('id')`, between quotation marks as it is.",
    why: "A parameter with a quotation mark ends the string, and what follows it is JSON that the caller wrote: another key, \
        another table, another condition.",
    example: "A template for DynamoDB says `{\"id\": {\"S\": \"$input.params('id')\"}}`.",
    fix: "Write `$util.escapeJavaScript(…).replaceAll(\"\\\\'\",\"'\")` around it, or `$input.json('$.id')` without quotation \
        marks for a value of the body.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-mapping-template-reference.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for integration in look.integrations().filter(|integration| maps(integration.node)) {
        for (content_type, template) in &integration.node.request_templates {
            if !content_type.contains("json") || !puts_text(template) {
                continue;
            }
            let message = format!(
                "The template of integration `{}` for `{content_type}` puts text of the request into JSON as it is",
                integration.node.name
            );
            let place = format!("request_templates/{content_type}");
            look.report(look.finding(integration.item(), message).at_place(place));
        }
    }
}

fn maps(node: &Integration) -> bool {
    !matches!(node.target.kind(), aws::IntegrationKind::AwsProxy | aws::IntegrationKind::HttpProxy)
}

fn puts_text(template: &str) -> bool {
    const CODE: &str = "unescaped-text";
    // Most templates are plain, and reading them takes longer than looking for this.
    if !["$input", "${input", "$!input", "$!{input", "#set"].iter().any(|sign| template.contains(sign)) {
        return false;
    }
    let options = LintOptions { json: true, bytes_max: usize::MAX, knows_context: |_| true, inputs: None };
    Template::parse(template).is_ok_and(|read| lint(&read, options).iter().any(|found| found.code == CODE))
}

//! Request templates of WebSocket integrations.

use crate::flow::exchange::Exchange;
use crate::flow::template::{self, Rendered};
use crate::flow::verdict::Verdict;

use super::with_unapplied;

const PAGE: &str = "apigateway-websocket-api-data-transformations";

/// Chooses the template by its selection expression; parameter mappings are not applied yet.
pub(super) fn run(x: &mut Exchange<'_>) -> Verdict {
    let item = x.integration_item();
    let Some((_, integration)) = x.integration() else { return Verdict::skip("") };
    let unapplied: Vec<(String, String)> =
        integration.request_parameters.iter().map(|(name, source)| (name.clone(), source.clone())).collect();
    let expression = integration.template_selection_expression.as_deref();
    let Some((key, text)) = template::selected(&integration.request_templates, expression, &x.request.body)
    else {
        let verdict =
            Verdict::skip("No request template is chosen, so the message goes on as it is").at(item);
        return with_unapplied(verdict.documented(PAGE), &unapplied);
    };
    let verdict = match template::render(text, &x.request.body) {
        Rendered::Text(body) => {
            x.outgoing.body = body;
            Verdict::pass(format!("The request template `{key}` makes the body")).documented(PAGE)
        }
        Rendered::NeedsEngine => {
            Verdict::not_simulated("The request template uses the template language, and templates are")
        }
    };
    with_unapplied(verdict.at(item).saw("template", text, "integration"), &unapplied)
}

//! What only the deployment knows, and what stands for it in a document.

use crate::aws;
use crate::design::{Design, Function, FunctionId, VpcLinkId};

/// The account in ARNs of a design that does not say its own.
const PLACEHOLDER_ACCOUNT: &str = "123456789012";
/// The path of Lambda's Invoke in integration URIs, and what follows the function there.
const INVOKE: (&str, &str) = ("lambda:path/2015-03-31/functions", "invocations");
/// The same of InvokeWithResponseStream.
const INVOKE_STREAMED: (&str, &str) = ("lambda:path/2021-11-15/functions", "response-streaming-invocations");

/// The texts that stand for what only the deployment knows. The functions and links asked for are in the
/// design.
pub trait Naming {
    /// The URI by which API Gateway invokes the function for an integration; `streamed` when the integration
    /// streams its response.
    fn invoke_uri(&self, function: FunctionId, streamed: bool) -> String;

    /// The URI by which API Gateway invokes the function for an authorizer.
    fn authorizer_uri(&self, function: FunctionId) -> String {
        self.invoke_uri(function, false)
    }

    /// The identifier of the VPC link.
    fn vpc_link_id(&self, link: VpcLinkId) -> String;

    /// An ARN or integration URI as the design spells it: of services, roles, user pools and targets of VPC
    /// links.
    fn arn(&self, arn: &str) -> String {
        arn.to_owned()
    }
}

/// Names made from the design alone: functions by their ARN or name in the design's Region and account, VPC
/// links by their name.
#[derive(Clone, Copy, Debug)]
pub struct PlainNames<'d> {
    design: &'d Design,
}

impl<'d> PlainNames<'d> {
    /// The names of this design.
    pub const fn new(design: &'d Design) -> Self {
        Self { design }
    }

    /// The design's Region, or the default one.
    pub(super) fn region(&self) -> &'d str {
        if self.design.region.is_empty() { aws::default_region() } else { &self.design.region }
    }

    fn function_arn(&self, function: &Function) -> String {
        let account = match self.design.account_id.as_str() {
            "" => PLACEHOLDER_ACCOUNT,
            account => account,
        };
        match function.arn.as_deref().filter(|arn| !arn.is_empty()) {
            Some(arn) => arn.to_owned(),
            None => format!("arn:aws:lambda:{}:{account}:function:{}", self.region(), function.name),
        }
    }
}

impl Naming for PlainNames<'_> {
    fn invoke_uri(&self, function: FunctionId, streamed: bool) -> String {
        let Some(function) = self.design.functions.get(&function) else { return String::new() };
        let arn = self.function_arn(function);
        if arn.contains(":apigateway:") || is_invoke_arn(&arn) {
            return arn;
        }
        let has_qualifier = arn.match_indices(':').nth(6).is_some();
        let qualifier = function.qualifier.as_deref().filter(|text| !text.is_empty() && !has_qualifier);
        let qualifier = qualifier.map(|text| format!(":{text}")).unwrap_or_default();
        let (path, call) = if streamed { INVOKE_STREAMED } else { INVOKE };
        format!("arn:aws:apigateway:{}:{path}/{arn}{qualifier}/{call}", self.region())
    }

    fn vpc_link_id(&self, link: VpcLinkId) -> String {
        self.design.vpc_links.get(&link).map(|link| link.name.clone()).unwrap_or_default()
    }
}

/// Whether a text is an expression of Terraform's that stands for the URI by which a function is invoked.
fn is_invoke_arn(text: &str) -> bool {
    let expression = text.strip_prefix("${").and_then(|text| text.strip_suffix('}'));
    let letters = |text: &str| text.chars().filter(char::is_ascii_alphanumeric).collect::<String>();
    expression.is_some_and(|inner| !inner.contains("${") && letters(inner).ends_with("invokearn"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_of_invocation_uris_are_told_from_others() {
        for uri in [
            "${aws_lambda_function.x.invoke_arn}",
            "${var.fn[\"a\"].qualified_invoke_arn}",
            "${module.f.lambda_function_invoke_arn}",
        ] {
            assert!(is_invoke_arn(uri), "{uri}");
        }
        for arn in
            ["${aws_lambda_function.x.arn}", "${a.invoke_arn}:${b.invoke_arn}", "arn:aws:lambda:invoke_arn"]
        {
            assert!(!is_invoke_arn(arn), "{arn}");
        }
    }
}

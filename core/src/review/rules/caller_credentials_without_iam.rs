//! Integrations that pass on an identity that no caller has.

use super::prelude::*;

rule! {
    id: "caller-credentials-without-iam", title: "Caller's credentials come with AWS_IAM", severity: Warning,
    topic: Access,
    checks: "Routes whose integration calls its backend with the caller's own identity (`arn:aws:iam::*:user/*`), and whose \
        authorization is not `AWS_IAM`.",
    why: "Only a signed request has an identity that can be passed on. On any other route API Gateway has nothing to call the \
        backend with, and answers with an error.",
    example: "An integration has the credentials `arn:aws:iam::*:user/*`, and its route asks a Cognito authorizer.",
    fix: "Ask for `AWS_IAM`, or name a role that API Gateway takes on.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html",
        "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for route in look.routes() {
        let callers = |node: &Integration| node.credentials.as_deref().is_some_and(is_callers_own);
        if route.node.authorization == Authorization::Iam || !route.integration().is_some_and(|node| callers(node)) {
            continue;
        }
        let message = format!("`{}` passes on the caller's identity, and does not ask for `AWS_IAM`", route.node.key);
        let finding = look.finding(route.item(), message).at_place("authorization");
        // A preflight is never signed.
        look.report(match route.node.key.method() {
            Some(Method::Options) => finding,
            _ => {
                let fix = route.put(|route| route.authorization = Authorization::Iam);
                finding.fix("Ask for AWS_IAM", fix, Certainty::Likely)
            }
        });
    }
}

/// In any partition: `arn:aws-cn:iam::*:user/*`.
fn is_callers_own(credentials: &str) -> bool {
    let parts: Vec<&str> = credentials.split(':').collect();
    matches!(parts.as_slice(), ["arn", _, "iam", "", "*", "user/*"])
}

//! Permissions of functions that name no API.

use super::prelude::*;
use crate::design::Item;
use crate::design::kept;

rule! {
    id: "permission-any-api", title: "Permissions of functions name the API", severity: Warning, topic: Access,
    checks: "Permissions for API Gateway that are kept of Terraform files: whether they name what may call, by `source_arn` \
        or `source_account`. The export's own permissions do.",
    why: "API Gateway calls for everybody who has an API: without a source, an API of any account may invoke the function, \
        past every authorizer of yours.",
    example: "`aws_lambda_permission.api` has the principal `apigateway.amazonaws.com` and no `source_arn`.",
    fix: "Set `source_arn` to the API's execution ARN followed by `/*/*`, or take the permission away where the export writes \
        one for the same function.",
    sources: ["https://docs.aws.amazon.com/lambda/latest/dg/permissions-function-services.html"],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for block in kept::blocks(look.design, "aws_lambda_permission") {
        let of_gateway = block.contains("\"apigateway.amazonaws.com\"");
        // One that is granted to an organization is open to no stranger.
        let names_source = ["source_arn", "source_account", "principal_org_id"].iter().any(|name| block.contains(name));
        if !of_gateway || names_source {
            continue;
        }
        let name = kept::address_of(block).unwrap_or_default();
        let message = format!("`{name}` lets API Gateway invoke the function for APIs of every account");
        look.report(look.finding(Item::Design, message).at_place("terraform/blocks"));
    }
}

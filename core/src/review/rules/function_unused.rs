//! Functions that no API calls.

use std::collections::BTreeSet;

use super::prelude::*;
use crate::design::{FunctionId, Item};

rule! {
    id: "function-unused", title: "Functions of the design are called", severity: Note, topic: Cost,
    checks: "Lambda functions of the design that no integration and no authorizer calls.",
    why: "The export asks for its ARN and gives API Gateway nothing to call: whoever reads the module looks for a route \
        that is not there. It may be left over from a route that went.",
    example: "A design has the function `report`, and every integration calls `orders`.",
    fix: "Delete it, or let an integration call it.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-integrations.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    let integrations = look.integrations().filter_map(|one| match &one.node.target {
        Target::Lambda { function, .. } => Some(*function),
        _ => None,
    });
    let authorizers = look.authorizers().filter_map(|one| one.node.method.function());
    let called: BTreeSet<FunctionId> = integrations.chain(authorizers).collect();
    for (id, function) in look.design.functions.iter().filter(|(id, _)| !called.contains(*id)) {
        let item = Item::Function(*id);
        let finding = look.finding(item, format!("No API calls function `{}`", function.name));
        look.report(finding.fix("Delete it", Edit::Remove(item), Certainty::Likely));
    }
}

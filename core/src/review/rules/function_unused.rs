//! Functions that no API calls.

use super::prelude::*;
use crate::design::Item;

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
    let called = |node: &Integration, id| matches!(&node.target, Target::Lambda { function, .. } if *function == id);
    for (id, function) in &look.design.functions {
        let used = look.integrations().any(|one| called(one.node, *id))
            || look.authorizers().any(|one| one.node.method.function() == Some(*id));
        if used {
            continue;
        }
        let item = Item::Function(*id);
        let finding = look.finding(item, format!("No API calls function `{}`", function.name));
        look.report(finding.fix("Delete it", Edit::Remove(item), Certainty::Likely));
    }
}

//! Names, the Region and the account.

use std::sync::Arc;

use indexmap::IndexSet;

use super::finder::Finder;
use crate::aws::{self, ApiKind};
use crate::design::{Api, ApiId, Diagnostic, Item};

pub(super) fn of_api(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    if api.name.trim().is_empty() {
        let finding = Diagnostic::error("api-name", "An API has no name").at(Item::Api(id)).at_place("name");
        find.push(finding.help("Give it a name"));
    }
    // The REST API model states no lengths.
    if api.kind != ApiKind::Rest {
        let texts = [
            ("name", "api.name_length", &api.name),
            ("description", "api.description_length", &api.settings.description),
        ];
        for (place, limit, text) in texts {
            let length = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
            let Some(limit) = aws::limit(limit).filter(|limit| length > limit.max) else { continue };
            let message = format!("The {place} of an API has {length} characters");
            let finding = Diagnostic::error("api-text-length", message).at(Item::Api(id)).at_place(place);
            find.push(finding.help(format!("AWS takes {} on {} APIs", limit.max, api.kind.label())));
        }
    }
    for (node_id, node) in &api.authorizers {
        if node.name.trim().is_empty() {
            let message = format!("An authorizer of API `{}` has no name", api.name);
            find.push(
                Diagnostic::error("authorizer-name", message)
                    .at(Item::Authorizer(id, *node_id))
                    .at_place("name"),
            );
        }
    }
    let mut seen = IndexSet::new();
    for (node_id, node) in api.authorizers.iter().filter(|(_, node)| !node.name.is_empty()) {
        if !seen.insert(node.name.as_str()) {
            let message = format!("API `{}` has two authorizers called `{}`", api.name, node.name);
            let item = Item::Authorizer(id, *node_id);
            find.push(Diagnostic::warning("authorizer-twice", message).at(item).at_place("name"));
        }
    }
}

pub(super) fn of_design(find: &mut Finder<'_>) {
    let design = find.design;
    if !design.region.is_empty() && aws::region(&design.region).is_none() {
        let message = format!("The Region `{}` is not in the fact tables", design.region);
        let finding = Diagnostic::warning("region-unknown", message).at(Item::Design).at_place("region");
        find.push(finding.help("Use a Region's code, such as `us-east-1`"));
    }
    let account = &design.account_id;
    if !account.is_empty() && (account.len() != 12 || !account.bytes().all(|byte| byte.is_ascii_digit())) {
        let message = format!("The account `{account}` has not twelve digits");
        find.push(Diagnostic::error("account-id", message).at(Item::Design).at_place("account_id"));
    }
    let mut seen = IndexSet::new();
    for (id, api) in &design.apis {
        if !api.name.is_empty() && !seen.insert(api.name.as_str()) {
            let message = format!("There are two APIs called `{}`", api.name);
            let finding = Diagnostic::warning("api-twice", message).at(Item::Api(*id)).at_place("name");
            find.push(finding.help("Saved requests find an API by its name; give one another name"));
        }
    }
    let mut seen = IndexSet::new();
    for (id, node) in &design.functions {
        let item = Item::Function(*id);
        if node.name.trim().is_empty() && node.arn.as_deref().is_none_or(str::is_empty) {
            let finding =
                Diagnostic::error("function-name", "A function has neither a name nor an ARN").at(item);
            find.push(finding.at_place("name").help("Give the function's name"));
        } else if !node.name.is_empty() && !seen.insert((node.name.as_str(), node.qualifier.as_deref())) {
            let message = format!("The function `{}` is there twice", node.name);
            find.push(Diagnostic::note("function-twice", message).at(item).at_place("name"));
        }
    }
}

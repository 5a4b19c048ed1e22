//! Parameters, models and validators of REST methods.

use std::sync::Arc;

use indexmap::IndexSet;

use super::finder::{Finder, put_route};
use super::sources::is_name;
use crate::aws::{ApiKind, refusal_text};
use crate::design::{
    Api, ApiId, Certainty, Diagnostic, Item, ParameterLocation, RequestParameter, Route, RouteId,
    path_parameters,
};

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    if api.kind != ApiKind::Rest {
        return;
    }
    for (route_id, route) in &api.routes {
        names(find, id, *route_id, route);
        validation(find, id, api, *route_id, route);
    }
}

fn names(find: &mut Finder<'_>, id: ApiId, route_id: RouteId, route: &Route) {
    let item = Item::Route(id, route_id);
    let mut seen = IndexSet::new();
    let in_path: Vec<&str> = path_parameters(route.key.path_template().unwrap_or_default()).collect();
    for parameter in &route.parameters {
        let name = parameter.name.as_str();
        if !is_name(name) {
            let message =
                format!("Route `{}` declares the parameter `{name}`, which is no parameter name", route.key);
            let finding = Diagnostic::error("parameter-name", message).at(item).at_place("parameters");
            find.push(finding.help("Use letters, digits, `.`, `_`, `-` and `$`"));
        }
        if !seen.insert(name) {
            let words = refusal_text("method.parameter_twice", &[]);
            let message = format!("Route `{}` declares `{name}` twice; AWS answers: {words}", route.key);
            let finding = Diagnostic::error("parameter-twice", message).at(item).at_place("parameters");
            find.push(finding.help("Give the query parameter, header and path variable different names"));
        }
        if parameter.location == ParameterLocation::Path && !in_path.contains(&name) {
            let fix = put_route(id, route_id, route, |route| {
                route
                    .parameters
                    .retain(|other| other.location != ParameterLocation::Path || other.name != name);
            });
            let message = format!(
                "Route `{}` declares the path variable `{name}`, which its path does not have",
                route.key
            );
            let finding =
                Diagnostic::warning("parameter-not-in-path", message).at(item).at_place("parameters");
            find.push(finding.help("Add it to the path, or take it away").fix(
                "Take it away",
                fix,
                Certainty::Likely,
            ));
        }
    }
}

fn validation(find: &mut Finder<'_>, id: ApiId, api: &Api, route_id: RouteId, route: &Route) {
    let item = Item::Route(id, route_id);
    for (content_type, model) in &route.body_models {
        if !api.models.contains_key(model) {
            let words = refusal_text("method.model", &[("name", &model.to_string())]);
            let message =
                format!("Route `{}` has no model for `{content_type}`; AWS answers: {words}", route.key);
            find.push(Diagnostic::error("route-model", message).at(item).at_place("body_models"));
        }
    }
    let Some(validator) = route.validator else {
        // A path variable is always there: without it the path is another one.
        let demands = |parameter: &RequestParameter| {
            parameter.required && parameter.location != ParameterLocation::Path
        };
        let wanted = route.parameters.iter().any(demands) || !route.body_models.is_empty();
        if wanted && !api.validators.is_empty() {
            let message =
                format!("Route `{}` says what a request must have, but nothing checks it", route.key);
            let finding = Diagnostic::note("route-without-validator", message).at(item).at_place("validator");
            find.push(finding.help("Choose a request validator"));
        }
        return;
    };
    let Some(validator) = api.validators.get(&validator) else {
        let words = refusal_text("method.validator", &[]);
        let message = format!("Route `{}` has no such validator; AWS answers: {words}", route.key);
        return find.push(Diagnostic::error("route-validator", message).at(item).at_place("validator"));
    };
    if validator.body && !validator.parameters && route.body_models.is_empty() {
        let message = format!("Route `{}` checks its body, but has no model to check against", route.key);
        let finding =
            Diagnostic::warning("validator-without-model", message).at(item).at_place("body_models");
        find.push(finding.help("Choose a model for the content type"));
    }
}

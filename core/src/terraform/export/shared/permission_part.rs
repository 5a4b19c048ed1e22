//! Permissions that the user's own files wrote for a part of an API: one route, one stage, one verb.

use std::collections::BTreeSet;

use crate::aws::Method;
use crate::design::policy::takes;
use crate::design::{Api, Design, Function, FunctionId, Item, RouteKey, Target};
use crate::terraform::export::kept::is_kept;
use crate::terraform::export::module::Module;

/// The type of the blocks.
pub(super) const PERMISSION: &str = "aws_lambda_permission";

/// Where it is kept what the design called a function when the names in its permissions were read.
pub(in crate::terraform) const NAMED: &str = "aws_lambda_permission/named function";

/// What the design calls a function, as a text of the Terraform language.
pub(in crate::terraform) fn named_as(function: &Function) -> String {
    let name = function.arn.as_ref().unwrap_or(&function.name);
    format!("\"{name}:{}\"", function.qualifier.as_deref().unwrap_or_default())
}

/// Whether the names in the permissions of the user's files are for what the design calls the function now.
pub(in crate::terraform) fn is_named(design: &Design, item: Item) -> bool {
    let Item::Function(id) = item else { return true };
    let Some(function) = design.functions.get(&id) else { return false };
    let kept = design.terraform.arguments.get(&format!("{} {NAMED}", item.key()));
    kept.is_none_or(|kept| *kept == named_as(function))
}

/// A permission of the user's own files.
pub(super) struct Own {
    /// What tells it from the function's others.
    pub(super) part: String,
    /// What stands behind the API's ARN, `*` for what is not known: `*/GET/orders`. None where that cannot be told.
    pub(super) pattern: Option<String>,
    /// Whether it is for another alias than the one that routes call.
    lets_other_in: bool,
}

/// The permissions that the files have for the function beside the usual one, which is for all of the API.
pub(super) fn own(module: &Module<'_>, item: Item, usual: &str) -> Vec<Own> {
    let parts = (1..).map(|number| format!("{usual} only {number}"));
    let known = parts.map_while(|part| {
        let path = format!("[{part}] source_arn");
        let source = module.kept_argument(item, PERMISSION, &path)?;
        let alias = module.kept_argument(item, PERMISSION, &format!("[{part}] qualifier"));
        let lets_other_in = alias.is_some_and(|alias| is_other(module, item, alias));
        Some(Own { pattern: pattern(source), part, lets_other_in })
    });
    known.collect()
}

/// Whether an alias is surely another one than what the routes call.
fn is_other(module: &Module<'_>, item: Item, alias: &str) -> bool {
    let Item::Function(id) = item else { return false };
    let function = module.design.functions.get(&id);
    let known = function.is_some_and(|function| function.arn.as_deref().is_none_or(|arn| !is_kept(arn)));
    is_named(module.design, item) && (alias == "null" || known && !alias.contains("${"))
}

/// What stands behind the API's ARN in an expression.
fn pattern(expression: &str) -> Option<String> {
    let inner = expression.trim().strip_prefix('"')?.strip_suffix('"')?;
    let mut plain = String::new();
    let mut rest = inner;
    while let Some((before, after)) = rest.split_once("${") {
        plain.push_str(before);
        plain.push('*');
        rest = behind_braces(after)?;
    }
    plain.push_str(rest);
    plain.split_once('/').map(|(_, behind)| behind.to_owned())
}

/// What follows the brace that closes an expression.
fn behind_braces(text: &str) -> Option<&str> {
    let mut depth = 1_usize;
    let end = text.char_indices().find(|(_, char)| {
        match char {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth == 0
    });
    text.get(end?.0 + 1..)
}

/// The routes that call the function on a stage where none of the permissions lets them.
pub(super) fn unpermitted(api: &Api, function: FunctionId, permissions: &[&Own]) -> BTreeSet<String> {
    let calls = |id| {
        api.integrations.get(&id).is_some_and(|integration| {
            let named = matches!(integration.target, Target::Lambda { function: own, .. } if own == function);
            named && integration.credentials.is_none()
        })
    };
    let routes = api.routes.values().filter(|route| route.integration.is_some_and(calls));
    let permitted = |request: &str| {
        let mut ours = permissions.iter().filter(|one| !one.lets_other_in);
        ours.any(|one| one.pattern.as_deref().is_none_or(|pattern| takes(pattern, request)))
    };
    let missing = routes.filter(|route| {
        let requests = requests(&route.key);
        api.stages
            .values()
            .any(|stage| !requests.iter().any(|request| permitted(&format!("{}/{request}", stage.name))))
    });
    missing.map(|route| route.key.to_string()).collect()
}

/// A route as ARNs name it behind the stage; with any verb it is permitted where one of them is.
fn requests(key: &RouteKey) -> Vec<String> {
    match key {
        RouteKey::Path(Method::Any, path) => {
            Method::ALL.iter().map(|method| format!("{}{path}", method.as_str())).collect()
        }
        RouteKey::Path(method, path) => vec![format!("{}{path}", method.as_str())],
        RouteKey::Named(name) => vec![name.clone()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_of_an_arn_is_anything() {
        let of = |text| pattern(text).unwrap_or_default();
        assert_eq!(of(r#""${aws_x.y.execution_arn}/*/GET/orders""#), "*/GET/orders");
        assert_eq!(of(r#""arn:${a}:execute-api:${b}:${c}:${d}/${var.s["}"]}/GET/x""#), "*\"]}/GET/x");
        assert_eq!(of(r#""${a.b}/${local.x[{ k = 1 }.k]}/$connect""#), "*/$connect");
        assert_eq!(pattern("join(\"/\", local.parts)"), None);
    }
}

//! Route keys: what each kind takes, and how the paths of one API get along.

use std::sync::Arc;

use indexmap::IndexMap;

use super::finder::{Finder, Used, on_kind};
use crate::aws::{ApiKind, Capability, Method, refusal_text};
use crate::design::edit::Edit;
use crate::design::{
    Api, ApiId, CONNECT_ROUTE, Certainty, DEFAULT_ROUTE, DISCONNECT_ROUTE, Diagnostic, Item, RouteKey,
};

pub(super) fn check(find: &mut Finder<'_>, id: ApiId, api: &Arc<Api>) {
    let mut seen: IndexMap<String, Item> = IndexMap::new();
    let mut variables: IndexMap<String, String> = IndexMap::new();
    let mut shapes: IndexMap<String, String> = IndexMap::new();
    for (route_id, route) in &api.routes {
        let item = Item::Route(id, *route_id);
        match (&route.key, api.kind) {
            (RouteKey::Named(name), ApiKind::WebSocket) => message_key(find, item, name),
            (RouteKey::Named(name), kind) => named_key(find, kind, item, name),
            (RouteKey::Path(..), ApiKind::WebSocket) => {
                let message = format!("Route `{}` reads like a verb and a path", route.key);
                let help = "WebSocket routes are chosen by a value in the message, such as `sendMessage`";
                find.push(
                    Diagnostic::warning("path-on-websocket-api", message).at(item).at_place("key").help(help),
                );
            }
            (RouteKey::Path(method, path), kind) => {
                shape(find, kind, item, *method, path);
                if kind == ApiKind::Rest {
                    siblings(find, item, path, &mut variables);
                }
            }
        }
        let canonical = canonical(&route.key, api.kind);
        if api.kind == ApiKind::Http
            && let Some(other) = shapes.insert(nameless(&canonical), canonical.clone())
            && other != canonical
        {
            let message = format!(
                "Routes `{other}` and `{canonical}` take the same paths; which one answers is not documented"
            );
            let finding = Diagnostic::warning("route-same-shape", message).at(item).at_place("key");
            find.push(finding.help("Keep one of them"));
        }
        if let Some(first) = seen.insert(canonical, item) {
            let message = format!("Route `{}` is there twice", route.key);
            let finding = Diagnostic::error("route-twice", message).at(item).at_place("key");
            find.push(finding.help(format!("Change or delete one of them; the other is `{first}`")));
        }
    }
}

/// REST resources are the same with and without a slash at the end.
fn canonical(key: &RouteKey, kind: ApiKind) -> String {
    let text = key.to_string();
    if kind == ApiKind::Rest { text.trim_end_matches('/').to_owned() } else { text }
}

/// A key without the names of its variables.
fn nameless(key: &str) -> String {
    let parts = key.split('/').map(|part| match (part.starts_with('{'), part.ends_with("+}")) {
        (true, true) => "{+}",
        (true, false) => "{}",
        _ => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

fn message_key(find: &mut Finder<'_>, item: Item, name: &str) {
    let known = [DEFAULT_ROUTE, CONNECT_ROUTE, DISCONNECT_ROUTE].contains(&name);
    if name.is_empty() {
        let finding = Diagnostic::error("route-key-empty", "A route has no key").at(item).at_place("key");
        find.push(finding.help("Write the value that the route selection expression gives"));
    } else if name.starts_with('$') && !known {
        let message = format!("Route `{name}` begins with `$`, which AWS keeps for its own routes");
        let help = "Use `$connect`, `$disconnect`, `$default`, or a key without `$`";
        find.push(Diagnostic::error("route-key-reserved", message).at(item).at_place("key").help(help));
    }
}

fn named_key(find: &mut Finder<'_>, kind: ApiKind, item: Item, name: &str) {
    let what = format!("Route `{name}` is not a verb and a path");
    let code = on_kind!("named-route", kind);
    let place = "key";
    match name {
        DEFAULT_ROUTE => {
            let code = on_kind!("default-route", kind);
            let fix = Some(Edit::Rename(item, "ANY /{proxy+}".to_owned()));
            let used = Used { code, item, place, what, fix_label: "Make it ANY /{proxy+}", fix };
            find.unless_can(kind, Capability::DefaultRoute, used);
        }
        CONNECT_ROUTE | DISCONNECT_ROUTE => {
            let used = Used { code, item, place, what, fix_label: "", fix: None };
            find.unless_can(kind, Capability::ConnectionRoutes, used);
        }
        _ => {
            let message = format!("{what}, as every route of {} is", kind.phrase());
            let help = "Write it as `GET /path`";
            find.push(Diagnostic::error(code, message).at(item).at_place(place).help(help));
        }
    }
}

/// The path by itself.
fn shape(find: &mut Finder<'_>, kind: ApiKind, item: Item, method: Method, path: &str) {
    let mut tell = |code, message: String, help: &str| {
        find.push(Diagnostic::error(code, message).at(item).at_place("key").help(help));
    };
    let Some(rest) = path.strip_prefix('/') else {
        return tell("path-start", format!("Path `{path}` does not begin with a slash"), "Begin it with `/`");
    };
    let trimmed = rest.strip_suffix('/').unwrap_or(rest);
    if trimmed.split('/').any(str::is_empty) && !rest.is_empty() {
        tell("path-empty-part", format!("Path `{path}` has an empty part"), "Take the doubled slash away");
    }
    let parts: Vec<&str> = trimmed.split('/').filter(|part| !part.is_empty()).collect();
    let mut names: Vec<&str> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let inner = part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
        let Some(inner) = inner else {
            literal(&mut tell, kind, path, part);
            continue;
        };
        let (name, greedy) = inner.strip_suffix('+').map_or((inner, false), |name| (name, true));
        if name.is_empty()
            || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._$:-".contains(&byte))
        {
            let message = format!("Path variable `{part}` in `{path}` has no valid name");
            tell("path-variable-name", message, "Use letters, digits, `.`, `_`, `-` and `$`");
        }
        if names.contains(&name) {
            let message = format!("Path `{path}` has two variables called `{name}`");
            tell("path-variable-twice", message, "Give each variable its own name");
        }
        names.push(name);
        if greedy && at + 1 < parts.len() {
            let words = refusal_text("resource.below_greedy", &[("part", part)]);
            let message = match kind {
                ApiKind::Rest => format!("Path `{path}` goes on after `{part}`; AWS answers: {words}"),
                _ => format!("Path `{path}` goes on after `{part}`, which takes all the rest"),
            };
            tell("path-after-greedy", message, "A greedy variable must be the last part");
        }
    }
    if rest.ends_with('/') {
        trailing_slash(find, kind, item, method, path);
    }
    if kind == ApiKind::Rest && matches!(parts.as_slice(), ["ping" | "sping", ..]) {
        let message = format!("`{path}` begins with a name that API Gateway keeps for its health checks");
        let help = "Choose another name; at the root, `/ping` and `/sping` may not work, above all with custom domains";
        find.push(Diagnostic::warning("path-health-check", message).at(item).at_place("key").help(help));
    }
}

fn literal(tell: &mut dyn FnMut(&'static str, String, &str), kind: ApiKind, path: &str, part: &str) {
    if part.contains(['{', '}']) {
        let message = format!("In `{path}`, the variable in `{part}` does not fill the whole part");
        return tell("path-variable-part", message, "Make the whole part a variable, such as `/{name}`");
    }
    let fits = |character: char| match kind {
        ApiKind::Rest => character.is_ascii_alphanumeric() || "_-.,:".contains(character),
        _ => !character.is_whitespace() && !character.is_control() && !"?#".contains(character),
    };
    if let Some(bad) = part.chars().find(|character| !fits(*character)) {
        let message = format!("`{part}` in `{path}` has the character `{bad}`, which a path cannot have");
        let help = match kind {
            ApiKind::Rest => "Use letters, digits and `_ - . , :`",
            _ => "Take it away; queries and fragments are no part of a route",
        };
        tell("path-character", message, help);
    }
}

fn trailing_slash(find: &mut Finder<'_>, kind: ApiKind, item: Item, method: Method, path: &str) {
    let message = format!("Path `{path}` ends in a slash");
    let finding = match kind {
        ApiKind::Rest => Diagnostic::warning("path-trailing-slash", message)
            .help("A REST resource has no slash at its end; requests match with and without one"),
        _ => Diagnostic::error("path-trailing-slash", message)
            .help("A route key cannot end in a slash; add a greedy route for requests that do"),
    };
    let fix = Edit::Rename(item, format!("{method} {}", path.trim_end_matches('/')));
    find.push(finding.at(item).at_place("key").fix("Take it away", fix, Certainty::Likely));
}

/// One level of a REST API's resource tree has one variable at most.
fn siblings(find: &mut Finder<'_>, item: Item, path: &str, variables: &mut IndexMap<String, String>) {
    let mut parent = String::new();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        if part.starts_with('{') {
            match variables.get(&parent) {
                None => {
                    variables.insert(parent.clone(), part.to_owned());
                }
                Some(other) if other != part => {
                    let words = refusal_text("resource.second_variable", &[("part", other)]);
                    let message =
                        format!("`{part}` in `{path}` stands beside `{other}`; AWS answers: {words}");
                    let finding = Diagnostic::error("path-second-variable", message).at(item).at_place("key");
                    find.push(finding.help("Use the same variable in both paths"));
                }
                Some(_) => {}
            }
        }
        parent.push('/');
        parent.push_str(part);
    }
}

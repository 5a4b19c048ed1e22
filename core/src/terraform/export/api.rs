//! What every block of one API needs to know.

use super::module::Module;
use super::names::{mark, slug, slug_or};
use crate::aws::ApiKind;
use crate::design::{Api, ApiId, Diagnostic, Item, RouteKey, Stage, StageId};
use crate::terraform::BlockNames;

/// The most characters of an HTTP or WebSocket API's name.
const NAME_LIMIT: usize = 128;

/// An API and the names of its blocks.
#[derive(Clone, Debug)]
pub(super) struct ApiContext<'a> {
    pub(super) id: ApiId,
    pub(super) api: &'a Api,
    /// The name of the API's own block.
    pub(super) name: String,
    /// What the names of its other blocks start with: nothing when the design has one API.
    pub(super) prefix: String,
}

/// The APIs in the user's order; names are given by identity, so that another order changes none.
pub(super) fn contexts<'a>(module: &mut Module<'a>) -> Vec<ApiContext<'a>> {
    let design = module.design;
    let single = design.apis.len() == 1;
    let mut ids: Vec<ApiId> = design.apis.keys().copied().collect();
    ids.sort_unstable();
    let mut contexts: Vec<ApiContext<'a>> = Vec::new();
    for id in ids {
        let Some(api) = design.apis.get(&id) else { continue };
        let wanted = slug_or(&api.name, &format!("api_{id}"));
        let name = module.names.take("api", &wanted, &id.to_string());
        let (name, prefix) = match (single, module.options.block_names) {
            (true, BlockNames::This) => ("this".to_owned(), String::new()),
            (true, BlockNames::OfApi) => (name, String::new()),
            (false, _) => (name.clone(), format!("{name}_")),
        };
        contexts.push(ApiContext { id, api, name, prefix });
    }
    contexts.retain(|context| is_named(module, context));
    contexts.iter().for_each(|context| texts(module, context));
    contexts.sort_by_key(|context| design.apis.get_index_of(&context.id));
    contexts
}

/// Whether AWS takes the API's name; an API that it refuses is left out with everything in it.
fn is_named(module: &mut Module<'_>, context: &ApiContext<'_>) -> bool {
    let length = context.api.name.chars().count();
    let named = length > 0 && (context.is_rest() || length <= NAME_LIMIT);
    if !named {
        let message =
            format!("An API is left out of the files because AWS refuses its name `{}`", context.api.name);
        module.refuse(context.item(), message, format!("Use 1 to {NAME_LIMIT} characters"));
    }
    named
}

/// Says that texts for readers of the design have no argument to stand in.
fn texts(module: &mut Module<'_>, context: &ApiContext<'_>) {
    let any = context.api.routes.values().any(|route| {
        !route.notes.is_empty()
            || route.parameters.iter().any(|parameter| !parameter.description.is_empty())
            || route.responses.values().any(|response| !response.description.is_empty())
    });
    if any {
        let message =
            "Descriptions of parameters and responses, and other notes, are not in the Terraform files";
        let help = "Write them as documentation parts of the API where AWS should keep them";
        module.tell(Diagnostic::note("terraform-texts", message).at(context.item()).help(help));
    }
}

impl ApiContext<'_> {
    /// Whether it is of API Gateway's first version.
    pub(super) fn is_rest(&self) -> bool {
        self.api.kind == ApiKind::Rest
    }

    /// The item of the API.
    pub(super) fn item(&self) -> Item {
        Item::Api(self.id)
    }

    /// A name for a block of this API.
    pub(super) fn take(&self, module: &mut Module<'_>, kind: &str, wanted: &str, mark: &str) -> String {
        let name = if wanted.is_empty() { mark } else { wanted };
        module.names.take(kind, &format!("{}{name}", self.prefix), mark)
    }

    /// A name for a block of a route: what its key says, spelled out where another route's reads the same.
    pub(super) fn take_route(&self, module: &mut Module<'_>, kind: &str, key: &RouteKey) -> String {
        let wanted = [route_slug(key), spelled(&key.to_string())];
        self.take_path(module, kind, wanted, &key.to_string())
    }

    /// A name for the block of a path.
    pub(super) fn take_resource(&self, module: &mut Module<'_>, kind: &str, path: &str) -> String {
        self.take_path(module, kind, [slug_or(path, &unreadable(path)), spelled(path)], path)
    }

    /// The mark is of the text alone, so that the name is the same whatever else is in the design.
    fn take_path(&self, module: &mut Module<'_>, kind: &str, wanted: [String; 2], text: &str) -> String {
        let wanted = wanted.map(|name| format!("{}{name}", self.prefix));
        let free = module.names.first_free(kind, &wanted);
        let [usual, _] = wanted;
        module.names.take(kind, &free.unwrap_or(usual), &mark(text))
    }

    /// The class that blocks of this API are folded in.
    pub(super) fn class(&self) -> &str {
        self.prefix.trim_end_matches('_')
    }

    /// The key of a block among those that it is folded with: its name without what all begin with.
    pub(super) fn key(&self, name: &str) -> String {
        name.strip_prefix(&self.prefix).unwrap_or(name).to_owned()
    }

    /// A name for a stage's block: the stage's own.
    pub(super) fn stage_name(&self, module: &mut Module<'_>, id: StageId, stage: &Stage) -> String {
        let wanted = slug_or(&stage.name, &format!("stage_{id}"));
        self.take(module, "stage", &wanted, &id.to_string())
    }
}

/// A path or route key with its parameters told from its words: `get_orders_by_order_id`, `any_proxy_below`.
fn spelled(text: &str) -> String {
    slug_or(&text.replace("+}", " below}").replace('{', "by "), &unreadable(text))
}

/// A name for what has no letter that can stay.
fn unreadable(text: &str) -> String {
    format!("route_{}", mark(text))
}

/// What a route's blocks are called: `get_orders_order_id`, `default`, `connect`.
pub(super) fn route_slug(key: &RouteKey) -> String {
    match key {
        RouteKey::Path(method, path) if slug(path).is_empty() => {
            let is_root = path.bytes().all(|byte| byte == b'/');
            let name = if is_root { "root".to_owned() } else { unreadable(path) };
            format!("{}_{name}", method.as_str().to_ascii_lowercase())
        }
        key => slug_or(&key.to_string(), &unreadable(&key.to_string())),
    }
}

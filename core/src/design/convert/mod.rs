//! Making an API another kind: what has an equivalent is translated, the rest is named and dropped.

mod around;
mod authorizers;
mod cors;
mod integrations;
mod mappings;
mod routes;

use std::sync::Arc;

use indexmap::IndexSet;

use super::edit::Edit;
use super::{Api, ApiId, Design, Diagnostic, Item, check};
use crate::aws::ApiKind;

/// How often what is left is looked at anew; each round mends every item once.
const MAX_ROUNDS: usize = 40;

/// What would be lost if the API became this kind, each with AWS's reason and alternative.
///
/// Empty when there is no such API, or when it is of this kind already.
pub fn losses(design: &Design, api: ApiId, kind: ApiKind) -> Vec<Diagnostic> {
    run(design, api, kind).map(|work| work.lost).unwrap_or_default()
}

/// The design with the API made this kind; none when there is no such API.
///
/// What this kind does not have is gone: see [`losses`].
pub fn convert(design: &Design, api: ApiId, kind: ApiKind) -> Option<Design> {
    run(design, api, kind).map(|work| work.design)
}

/// A conversion under way.
struct Work {
    design: Design,
    id: ApiId,
    from: ApiKind,
    to: ApiKind,
    lost: Vec<Diagnostic>,
}

impl Work {
    /// The API, to be changed.
    fn api(&mut self) -> Option<&mut Api> {
        self.design.apis.get_mut(&self.id).map(Arc::make_mut)
    }

    /// The API as it is now.
    fn snapshot(&self) -> Option<Arc<Api>> {
        self.design.apis.get(&self.id).cloned()
    }

    /// Names something that the new kind cannot keep.
    fn lose(&mut self, code: &'static str, item: Item, message: String, help: &str) {
        self.lost.push(Diagnostic::warning(code, message).at(item).help(help));
    }
}

fn run(design: &Design, id: ApiId, to: ApiKind) -> Option<Work> {
    let from = design.apis.get(&id)?.kind;
    let mut work = Work { design: design.clone(), id, from, to, lost: Vec::new() };
    if from == to {
        return Some(work);
    }
    cors::to_configuration(&mut work);
    authorizers::translate(&mut work);
    routes::translate(&mut work);
    integrations::translate(&mut work);
    work.api()?.kind = to;
    cors::to_methods(&mut work);
    around::translate(&mut work);
    drop_rest(&mut work);
    Some(work)
}

/// Takes away what is still of the wrong kind, by the fixes of the rules that find it.
fn drop_rest(work: &mut Work) {
    for _ in 0..MAX_ROUNDS {
        let findings = check::wrong_kind(&work.design, work.id);
        let mut mended: IndexSet<Item> = IndexSet::new();
        for mut finding in findings {
            let (Some(item), Some(fix)) = (finding.item, finding.fix.take()) else { continue };
            // A fix puts a whole node: the API's own would undo those of its nodes, so it has a round to itself.
            let alone = matches!(item, Item::Api(_));
            if (alone && !mended.is_empty()) || !mended.insert(item) {
                continue;
            }
            put(&mut work.design, &fix.edit);
            finding.severity = super::Severity::Warning;
            work.lost.push(finding);
            if alone {
                break;
            }
        }
        if mended.is_empty() {
            return;
        }
    }
}

/// The edits that rules about kinds offer; they only put or rename nodes.
fn put(design: &mut Design, edit: &Edit) {
    if let Edit::PutApi(id, node) = edit {
        design.apis.insert(*id, Arc::clone(node));
        return;
    }
    let Some(api) = edit.item().and_then(Item::api).and_then(|id| design.apis.get_mut(&id)) else { return };
    let api = Arc::make_mut(api);
    match edit {
        Edit::PutRoute(_, id, node) => {
            api.routes.insert(*id, Arc::clone(node));
        }
        Edit::PutIntegration(_, id, node) => {
            api.integrations.insert(*id, Arc::clone(node));
        }
        Edit::PutStage(_, id, node) => {
            api.stages.insert(*id, Arc::clone(node));
        }
        _ => {}
    }
}

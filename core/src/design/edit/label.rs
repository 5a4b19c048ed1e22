//! What an edit is called in menus.

use super::Edit;
use crate::design::{Document, Item, Waiver};

impl Edit {
    /// The edit as a short sentence for undo menus, given the document before it: `Delete route GET /orders`.
    pub fn label(&self, before: &Document) -> String {
        match self {
            Self::PutSettings(_) => "Change design settings".to_owned(),
            Self::PutTraffic(_) => "Change traffic".to_owned(),
            Self::PutUsage(_) => "Change monthly quantities".to_owned(),
            Self::PutWaivers(waivers) => waiving(&before.waivers, waivers),
            Self::PutPricing(_) => "Change prices".to_owned(),
            Self::PutTerraform(_) => "Note what was exported".to_owned(),
            Self::Remove(item) => format!("Delete {}", called(before, *item)),
            Self::Rename(item, name) => format!("Rename {} to {name}", called(before, *item)),
            Self::Reorder(item, _) => format!("Move {} in the list", called(before, *item)),
            Self::Move(item, Some(_)) => format!("Move {}", called(before, *item)),
            Self::Move(item, None) => format!("Place {} automatically", called(before, *item)),
            Self::ConvertKind(api, kind) => {
                format!("Convert {} to {}", called(before, Item::Api(*api)), kind.label())
            }
            Self::Batch(edits) => match edits.as_slice() {
                [] => "Change nothing".to_owned(),
                [only] => only.label(before),
                [first, rest @ ..] => {
                    let (count, noun) = (rest.len(), if rest.len() == 1 { "change" } else { "changes" });
                    format!("{} and {count} more {noun}", first.label(before))
                }
            },
            Self::Replace(document) if document.design.name.is_empty() => "Replace the design".to_owned(),
            Self::Replace(document) => format!("Replace the design by {}", document.design.name),
            Self::PutScenario(_, node) => self.put(before, &node.name),
            Self::PutApi(_, node) => self.put(before, &node.name),
            Self::PutRoute(_, _, node) => self.put(before, &node.key.to_string()),
            Self::PutIntegration(_, _, node) => self.put(before, &node.name),
            Self::PutAuthorizer(_, _, node) => self.put(before, &node.name),
            Self::PutModel(_, _, node) => self.put(before, &node.name),
            Self::PutValidator(_, _, node) => self.put(before, &node.name),
            Self::PutStage(_, _, node) => self.put(before, &node.name),
            Self::PutFunction(_, node) => self.put(before, &node.name),
            Self::PutDomain(_, node) => self.put(before, &node.name),
            Self::PutVpcLink(_, node) => self.put(before, &node.name),
            Self::PutApiKey(_, node) => self.put(before, &node.name),
            Self::PutUsagePlan(_, node) => self.put(before, &node.name),
            Self::PutWebAcl(_, node) => self.put(before, &node.name),
            Self::PutClientCertificate(_, node) => self.put(before, &node.description),
            Self::PutAlarm(_, node) => self.put(before, &node.name),
        }
    }

    /// The item that the edit puts, removes or changes; none when it is about several or about no item.
    pub fn item(&self) -> Option<Item> {
        Some(match self {
            Self::PutSettings(_)
            | Self::PutTraffic(_)
            | Self::PutUsage(_)
            | Self::PutPricing(_)
            | Self::PutWaivers(_)
            | Self::PutTerraform(_) => Item::Design,
            Self::PutApi(id, _) | Self::ConvertKind(id, _) => Item::Api(*id),
            Self::PutRoute(api, id, _) => Item::Route(*api, *id),
            Self::PutIntegration(api, id, _) => Item::Integration(*api, *id),
            Self::PutAuthorizer(api, id, _) => Item::Authorizer(*api, *id),
            Self::PutModel(api, id, _) => Item::Model(*api, *id),
            Self::PutValidator(api, id, _) => Item::Validator(*api, *id),
            Self::PutStage(api, id, _) => Item::Stage(*api, *id),
            Self::PutFunction(id, _) => Item::Function(*id),
            Self::PutDomain(id, _) => Item::Domain(*id),
            Self::PutVpcLink(id, _) => Item::VpcLink(*id),
            Self::PutApiKey(id, _) => Item::ApiKey(*id),
            Self::PutUsagePlan(id, _) => Item::UsagePlan(*id),
            Self::PutWebAcl(id, _) => Item::WebAcl(*id),
            Self::PutClientCertificate(id, _) => Item::ClientCertificate(*id),
            Self::PutAlarm(id, _) => Item::Alarm(*id),
            Self::PutScenario(id, _) => Item::Scenario(*id),
            Self::Remove(item) | Self::Rename(item, _) | Self::Reorder(item, _) | Self::Move(item, _) => {
                *item
            }
            Self::Batch(edits) => match edits.as_slice() {
                [only] => return only.item(),
                _ => return None,
            },
            Self::Replace(_) => return None,
        })
    }

    /// The label of an edit that adds or changes the node called `name`.
    fn put(&self, before: &Document, name: &str) -> String {
        let Some(item) = self.item() else { return "Change the design".to_owned() };
        let verb = if before.contains(item) { "Change" } else { "Add" };
        format!("{verb} {}", phrase(item, name))
    }
}

/// What changing the waivers does, told by the first that comes or goes.
fn waiving(before: &[Waiver], after: &[Waiver]) -> String {
    if let Some(new) = after.iter().find(|waiver| !before.contains(waiver)) {
        return format!("Waive {}", new.rule);
    }
    let gone = before.iter().find(|waiver| !after.contains(waiver));
    gone.map_or_else(|| "Change waivers".to_owned(), |gone| format!("Take back the waiver of {}", gone.rule))
}

fn called(document: &Document, item: Item) -> String {
    phrase(item, &document.name_of(item).unwrap_or_default())
}

fn phrase(item: Item, name: &str) -> String {
    if name.is_empty() { item.noun().to_owned() } else { format!("{} {name}", item.noun()) }
}

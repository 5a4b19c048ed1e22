//! Waivers in a file of their own, for designs that are read anew from Terraform files every time.

use serde::Deserialize;
use serde_json::Value;

use crate::design::{Diagnostic, Document, Item, Waiver};

/// A file that holds no waivers.
#[derive(Debug, thiserror::Error)]
#[error("the file is no list of waivers such as `[{{\"rule\": \"open-route\", \"reason\": \"…\"}}]`: {0}")]
pub struct WaiverFileError(#[from] serde_json::Error);

/// A waiver whose item is a number as in a saved design, or a name.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rule: String,
    #[serde(default)]
    item: Option<Value>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    expires_on: Option<String>,
}

/// An item by what the user calls it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    #[serde(rename = "type")]
    noun: String,
    name: String,
    /// The API that it is in.
    #[serde(default)]
    api: Option<String>,
}

/// Reads `[{rule, item?, reason, expires_on?}]`, alone or as the member `waivers` of an object.
///
/// An item is `{"type": "route", "id": [1, 2]}` as in a saved design, or `{"type": "route", "name": "GET /orders"}`,
/// with `api` where several APIs have one of that name. What names nothing is told, and waives nothing.
pub fn read_waivers(
    text: &[u8],
    document: &Document,
) -> Result<(Vec<Waiver>, Vec<Diagnostic>), WaiverFileError> {
    let value: Value = serde_json::from_slice(text)?;
    let list = value.get("waivers").cloned().unwrap_or(value);
    let written: Vec<Written> = serde_json::from_value(list)?;
    let (mut waivers, mut found) = (Vec::new(), Vec::new());
    for (at, Written { rule, item, reason, expires_on }) in written.into_iter().enumerate() {
        let items = match &item {
            None => vec![None],
            Some(item) => items(item, document).into_iter().map(Some).collect(),
        };
        if items.is_empty() {
            let item = item.unwrap_or_default();
            let message = format!("The waiver of `{rule}` is about {item}, which the design does not have");
            found.push(
                Diagnostic::warning("waiver-unknown-item", message)
                    .at(Item::Design)
                    .at_place(format!("/waivers/{at}/item"))
                    .help(
                        "Name it as `{\"type\": \"route\", \"name\": \"GET /orders\", \"api\": \"orders\"}`",
                    ),
            );
        }
        waivers.extend(items.into_iter().map(|item| Waiver {
            rule: rule.clone(),
            item,
            reason: reason.clone(),
            expires_on: expires_on.clone(),
        }));
    }
    Ok((waivers, found))
}

/// The items that are meant.
fn items(written: &Value, document: &Document) -> Vec<Item> {
    if let Ok(item) = serde_json::from_value::<Item>(written.clone()) {
        return if document.contains(item) { vec![item] } else { Vec::new() };
    }
    let Ok(named) = serde_json::from_value::<Named>(written.clone()) else { return Vec::new() };
    let is_meant = |item: &Item| {
        let noun = serde_json::to_value(item)
            .ok()
            .and_then(|value| Some(value.get("type")?.as_str()? == named.noun));
        let api = item.api().and_then(|api| document.design.apis.get(&api));
        noun == Some(true)
            && document.name_of(*item).as_deref() == Some(named.name.as_str())
            && named.api.as_ref().is_none_or(|name| api.is_some_and(|api| api.name == *name))
    };
    document.items().into_iter().filter(is_meant).collect()
}

//! The bodies of a web ACL's own answers, which rules name by their keys.

use super::waf_names::{body_key, body_type};
use crate::design::{Item, WafAction};
use crate::terraform::export::module::Module;
use crate::terraform::syntax::{Fields, text};

/// The bodies of a web ACL, each once.
#[derive(Debug, Default)]
pub(super) struct Bodies(Vec<Body>);

#[derive(Debug)]
struct Body {
    key: String,
    kind: String,
    content: String,
}

impl Bodies {
    /// The key of an action's body: that of the user's files, unless another body has it by now.
    pub(super) fn key(
        &mut self,
        module: &Module<'_>,
        item: Item,
        (of, name): (&str, &str),
        action: &WafAction,
    ) -> Option<String> {
        let WafAction::Block { body: Some(content), .. } = action else { return None };
        let kept = |argument: &str| {
            let kept = module.kept_argument(item, of, argument);
            kept.and_then(|kept| serde_json::from_str::<String>(kept).ok())
        };
        let kind = kept("content_type").unwrap_or_else(|| body_type(content).to_owned());
        let usual = body_key(name);
        let others = (2..).map(|round| format!("{usual}-{round}"));
        let wanted = kept("custom_response_body_key").into_iter().chain([usual.clone()]).chain(others);
        for key in wanted {
            match self.0.iter().find(|known| known.key == key) {
                Some(known) if known.kind == kind && known.content == *content => return Some(key),
                Some(_) => {}
                None => {
                    self.0.push(Body { key: key.clone(), kind, content: content.clone() });
                    return Some(key);
                }
            }
        }
        None
    }

    /// Adds their blocks.
    pub(super) fn fields(self, fields: Fields) -> Fields {
        self.0.into_iter().fold(fields, |fields, body| {
            let body = Fields::new()
                .set("key", text(body.key))
                .set("content_type", text(body.kind))
                .set("content", text(body.content));
            fields.block("custom_response_body", body)
        })
    }
}

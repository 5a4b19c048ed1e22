//! The sets of addresses that rules look at, which a design has in their statements.

use super::waf_statement::Reader;
use crate::design::WafStatement;
use crate::terraform::export::waf_names::{IP_SET, SIXTH, Spot};
use crate::terraform::import::build::body::Body;
use crate::terraform::import::config::Value;

/// A set that a statement refers to.
struct Set {
    at: usize,
    name: String,
    sixth: bool,
}

impl Reader<'_, '_, '_> {
    /// The statement of a reference to a set.
    pub(super) fn set(&mut self, body: &Body<'_, '_>, spot: &Spot) -> Option<WafStatement> {
        let set = self.referred(body)?;
        let own = set.name == spot.set_name(set.sixth);
        let addresses = self.addresses(&set, spot)?;
        Some(WafStatement::IpSet { addresses, name: (!own).then_some(set.name) })
    }

    /// Two sets of addresses, one for each version of the protocol, are one statement in a design.
    pub(super) fn joined(&mut self, either: &Body<'_, '_>, spot: &Spot) -> Option<WafStatement> {
        let statements = either.blocks("statement");
        let [fourth, sixth] = statements.as_slice() else { return None };
        let fourth = self.referred(&fourth.block("ip_set_reference_statement")?)?;
        let sixth = self.referred(&sixth.block("ip_set_reference_statement")?)?;
        let own = fourth.name == spot.set_name(false) && sixth.name == spot.set_name(true);
        let named = sixth.name.strip_suffix(SIXTH) == Some(fourth.name.as_str());
        if fourth.sixth || !sixth.sixth || !(own || named) {
            return None;
        }
        let mut addresses = self.addresses(&fourth, spot)?;
        addresses.extend(self.addresses(&sixth, spot)?);
        Some(WafStatement::IpSet { addresses, name: (!own).then_some(fourth.name) })
    }

    fn referred(&self, body: &Body<'_, '_>) -> Option<Set> {
        let at = body.who("arn", &[IP_SET])?;
        let set = self.build.body(at, self.item)?;
        let sixth = set.glance("ip_address_version").as_deref() == Some("IPV6");
        Some(Set { at, name: set.text("name"), sixth })
    }

    /// The addresses of a set. What else its files say is kept for it, as one set may be looked at from many rules.
    fn addresses(&mut self, set: &Set, spot: &Spot) -> Option<Vec<String>> {
        let part = spot.part(&set.name, set.sixth);
        let body = self.build.body(set.at, self.item)?.for_part(&part);
        body.skip(&["scope", "ip_address_version"]);
        body.keep_beside("description");
        self.tags(&body, &part);
        self.sets.push((set.at, part));
        Some(body.texts("addresses"))
    }

    /// The tags of a set, where they are not those of everything.
    fn tags(&self, body: &Body<'_, '_>, part: &str) {
        let shared = &self.build.design.tags;
        let has_none =
            body.peek("tags").is_none_or(|tags| matches!(tags, Value::Map(tags) if tags.is_empty()));
        if has_none && !shared.is_empty() {
            let key = format!("{} {IP_SET} [{part}] tags", self.item.key());
            self.build.work.keep(key, "null".to_owned());
            return;
        }
        let tags = body.text_map("tags");
        if tags != *shared && !tags.is_empty() {
            body.keep_beside("tags");
        }
    }
}

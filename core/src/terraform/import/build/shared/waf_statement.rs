//! What WAF rules look for and do.

use indexmap::IndexMap;

use crate::design::{Diagnostic, Item, WafAction, WafStatement};
use crate::terraform::export::waf_names::{Spot, TRANSFORMED, body_key, body_type};
use crate::terraform::import::build::Build;
use crate::terraform::import::build::body::Body;
use crate::terraform::import::build::work::written;
use crate::terraform::import::config::Value;

/// How deep statements are read; the provider nests them three deep.
const DEPTH: usize = 8;

/// The status of WAF's own refusal.
const OWN_STATUS: u16 = 403;
/// The parts of a request that are named by a block without arguments.
const PARTS: &[&str] = &["uri_path", "query_string", "body", "method"];
/// The window that is taken when none is given.
const WINDOW_S: u32 = 300;

/// What rules answer with by its key: the text and, where it is given, its type.
pub(super) type Answers = IndexMap<String, (String, Option<String>)>;

/// Reads the rules of a web ACL.
pub(super) struct Reader<'b, 'w, 'c> {
    pub(super) build: &'b Build<'w, 'c>,
    /// What the web ACL becomes.
    pub(super) item: Item,
    /// The bodies of its answers.
    pub(super) answers: Answers,
    /// The sets of addresses that its rules look at, and what tells each from the others.
    pub(super) sets: Vec<(usize, String)>,
}

impl Reader<'_, '_, '_> {
    /// What an `action` or `default_action` block does. What the export would not make again of the body's key and
    /// type is kept under `kind`.
    pub(super) fn action(&self, body: &Body<'_, '_>, (kind, name): (&str, &str)) -> Option<WafAction> {
        if let Some(block) = body.block("block") {
            let Some(response) = block.block("custom_response") else {
                return Some(WafAction::Block { status: None, body: None });
            };
            let key = response.some_text("custom_response_body_key");
            let text = key.and_then(|key| self.answer(key, (kind, name)));
            let status = response.number::<u16>("response_code");
            // The export gives a body WAF's own status where the design names none.
            let status = status.filter(|status| text.is_none() || *status != OWN_STATUS);
            return Some(WafAction::Block { status, body: text });
        }
        let simple = [
            ("allow", WafAction::Allow),
            ("count", WafAction::Count),
            ("captcha", WafAction::Captcha),
            ("challenge", WafAction::Challenge),
        ];
        simple.into_iter().find(|(name, _)| body.block(name).is_some()).map(|(_, action)| action)
    }

    fn answer(&self, key: String, (kind, name): (&str, &str)) -> Option<String> {
        let (text, given) = self.answers.get(&key)?;
        if key != body_key(name) {
            self.keep(kind, "custom_response_body_key", &key);
        }
        if let Some(given) = given.as_deref().filter(|given| *given != body_type(text)) {
            self.keep(kind, "content_type", given);
        }
        Some(text.clone())
    }

    fn keep(&self, kind: &str, name: &str, value: &str) {
        let value = written(&Value::Text(value.to_owned()));
        self.build.work.keep(format!("{} {kind} {name}", self.item.key()), value);
    }

    /// What a `statement` block looks for; none when the design does not know it.
    pub(super) fn statement(
        &mut self,
        body: &Body<'_, '_>,
        spot: &Spot,
        depth: usize,
    ) -> Option<WafStatement> {
        let (kind, inner) = body
            .names()
            .filter(|name| name.ends_with("_statement"))
            .find_map(|name| Some((name, body.block(name)?)))?;
        if depth > DEPTH {
            return None;
        }
        Some(match kind {
            "managed_rule_group_statement" => managed(&inner)?,
            "rate_based_statement" => self.rate(&inner, spot, depth)?,
            "ip_set_reference_statement" => self.set(&inner, spot)?,
            "and_statement" => WafStatement::And { statements: self.several(&inner, spot, depth)? },
            "or_statement" => match self.joined(&inner, spot) {
                Some(joined) => joined,
                None => WafStatement::Or { statements: self.several(&inner, spot, depth)? },
            },
            "not_statement" => {
                let inner = inner.block("statement")?;
                WafStatement::Not { statement: Box::new(self.statement(&inner, spot, depth + 1)?) }
            }
            _ => {
                self.keep_priorities(&inner, spot);
                self.keep_transformations(kind, &inner, spot);
                plain(kind, &inner)?
            }
        })
    }

    fn several(&mut self, body: &Body<'_, '_>, spot: &Spot, depth: usize) -> Option<Vec<WafStatement>> {
        let inner = body.blocks("statement");
        let each = inner.iter().enumerate();
        each.map(|(at, inner)| self.statement(inner, &spot.inner(at), depth + 1)).collect()
    }

    fn rate(&mut self, body: &Body<'_, '_>, spot: &Spot, depth: usize) -> Option<WafStatement> {
        let key = body.some_text("aggregate_key_type").unwrap_or_else(|| "IP".to_owned());
        let forwarded = body.block("forwarded_ip_config");
        if key != "IP" && key != "FORWARDED_IP" {
            return None;
        }
        let scope = match body.block("scope_down_statement") {
            Some(scope) => Some(Box::new(self.statement(&scope, spot, depth + 1)?)),
            None => None,
        };
        let window = "evaluation_window_sec";
        if body.peek(window).is_none() {
            // The rules are a set to the provider, so that one with AWS's own window is another one.
            let key = format!("{} {} {window}", self.item.key(), spot.kind());
            self.build.work.keep(key, "null".to_owned());
        }
        Some(WafStatement::RateBased {
            limit: body.number("limit").unwrap_or_default(),
            window_s: body.number(window).unwrap_or(WINDOW_S),
            forwarded_header: forwarded.map(|block| header_name(&block)),
            scope_down: scope,
        })
    }

    /// The export counts transformations from 0.
    fn keep_priorities(&self, body: &Body<'_, '_>, spot: &Spot) {
        let found: Vec<u32> = transformations_of(body).into_iter().map(|(priority, _)| priority).collect();
        if !(0..).zip(&found).all(|(made, priority)| made == *priority) {
            let value = format!("{found:?}");
            self.build.work.keep(format!("{} {} priorities", self.item.key(), spot.kind()), value);
        }
    }

    /// The export writes them again; the simulation does without.
    fn keep_transformations(&self, kind: &str, body: &Body<'_, '_>, spot: &Spot) {
        let found = transformations(body);
        if !UNTRANSFORMED.contains(&kind) || found.is_empty() {
            return;
        }
        let key = format!("{} {} {TRANSFORMED}", self.item.key(), spot.kind());
        self.build.work.keep(key, format!("{found:?}"));
        let shown = found.join(", ");
        let message = format!("The design has no place for the transformations {shown} of a `{kind}`");
        let help = "The export writes them as they are; the simulation looks at that part of a request as it arrives";
        body.say(Diagnostic::note("terraform-waf", message).help(help));
    }
}

/// Statements whose part of the request is looked at as it arrives in the design.
const UNTRANSFORMED: &[&str] = &["size_constraint_statement", "sqli_match_statement", "xss_match_statement"];

/// The name of the header; what happens without it is the export's own choice, `NO_MATCH`.
fn header_name(block: &Body<'_, '_>) -> String {
    if block.peek("fallback_behavior").is_some_and(|value| *value == Value::Text("NO_MATCH".to_owned())) {
        block.skip(&["fallback_behavior"]);
    }
    block.text("header_name")
}

fn managed(body: &Body<'_, '_>) -> Option<WafStatement> {
    // The way in which older versions of the provider let rules count.
    let mut count_rules: Vec<String> =
        body.blocks("excluded_rule").iter().map(|rule| rule.text("name")).collect();
    for rule in body.blocks("rule_action_override") {
        let only_counts = rule.block("action_to_use").is_some_and(|action| action.block("count").is_some());
        if !only_counts {
            return None;
        }
        count_rules.push(rule.text("name"));
    }
    Some(WafStatement::ManagedGroup {
        vendor: body.text("vendor_name"),
        name: body.text("name"),
        version: body.some_text("version"),
        count_rules,
    })
}

/// Statements about one part of the request.
fn plain(kind: &str, body: &Body<'_, '_>) -> Option<WafStatement> {
    Some(match kind {
        "geo_match_statement" => {
            if body.block("forwarded_ip_config").is_some() {
                return None;
            }
            WafStatement::Geo { countries: body.texts("country_codes") }
        }
        "label_match_statement" => {
            if body.known_text("scope").is_some_and(|scope| scope != "LABEL") {
                return None;
            }
            WafStatement::Label { key: body.text("key") }
        }
        "byte_match_statement" => WafStatement::ByteMatch {
            field: field(body)?,
            position: body.text("positional_constraint"),
            text: body.text("search_string"),
            transformations: transformations(body),
        },
        "regex_match_statement" => WafStatement::RegexMatch {
            field: field(body)?,
            regex: body.text("regex_string"),
            transformations: transformations(body),
        },
        "size_constraint_statement" => WafStatement::Size {
            field: field(body)?,
            comparison: body.text("comparison_operator"),
            size_bytes: body.number("size").unwrap_or_default(),
        },
        "sqli_match_statement" => WafStatement::SqlInjection { field: field(body)? },
        "xss_match_statement" => WafStatement::CrossSiteScripting { field: field(body)? },
        _ => return None,
    })
}

fn field(body: &Body<'_, '_>) -> Option<String> {
    let part = body.block("field_to_match")?;
    if let Some(header) = part.block("single_header") {
        return Some(format!("header:{}", header.text("name")));
    }
    let found = PARTS.iter().find(|name| part.block(name).is_some())?;
    Some((*found).to_owned())
}

/// The transformations by priority; `NONE` alone is none.
fn transformations(body: &Body<'_, '_>) -> Vec<String> {
    let found: Vec<String> = transformations_of(body).into_iter().map(|(_, kind)| kind).collect();
    if found == ["NONE"] { Vec::new() } else { found }
}

/// The transformations and their priorities, in this order.
fn transformations_of(body: &Body<'_, '_>) -> Vec<(u32, String)> {
    let mut found: Vec<(u32, String)> = body
        .blocks("text_transformation")
        .iter()
        .map(|block| (block.number("priority").unwrap_or_default(), block.text("type")))
        .collect();
    found.sort_by_key(|(priority, _)| *priority);
    found
}

//! What WAF rules look for and do.

use super::waf_ip_set::{DEPTH, ip_sets};
use super::waf_names::{Spot, TRANSFORMED};
use crate::design::{Item, WafAction, WafStatement};
use crate::terraform::export::module::Module;
use crate::terraform::syntax::{Expr, Fields, number, text, texts};

/// The window that AWS takes where none is given.
const WINDOW_S: u32 = 300;

/// Where a text must be.
const POSITIONS: &[&str] = &["EXACTLY", "STARTS_WITH", "ENDS_WITH", "CONTAINS", "CONTAINS_WORD"];
/// How a size is compared.
const COMPARISONS: &[&str] = &["EQ", "NE", "LE", "LT", "GE", "GT"];
/// The greatest size.
const SIZE_LIMIT: u64 = 21_474_836_480;
/// How a part of a request can be changed before it is looked at.
const TRANSFORMATIONS: &[&str] = &[
    "NONE",
    "COMPRESS_WHITE_SPACE",
    "HTML_ENTITY_DECODE",
    "LOWERCASE",
    "CMD_LINE",
    "URL_DECODE",
    "BASE64_DECODE",
    "HEX_DECODE",
    "MD5",
    "REPLACE_COMMENTS",
    "ESCAPE_SEQ_DECODE",
    "SQL_HEX_DECODE",
    "CSS_DECODE",
    "JS_DECODE",
    "NORMALIZE_PATH",
    "NORMALIZE_PATH_WIN",
    "REMOVE_NULLS",
    "REPLACE_NULLS",
    "BASE64_DECODE_EXT",
    "URL_DECODE_UNI",
    "UTF8_TO_UNICODE",
];

/// Whether WAF takes a text as a label.
pub(super) fn is_label(text: &str) -> bool {
    (1..=1024).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b':'))
}

fn is_header(text: &str) -> bool {
    (1..=255).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn is_country(text: &str) -> bool {
    text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The body of an `action` or `default_action` block.
pub(super) fn action(action: &WafAction, body_key: Option<&str>) -> Fields {
    let (kind, fields) = match action {
        WafAction::Allow => ("allow", Fields::new()),
        WafAction::Count => ("count", Fields::new()),
        WafAction::Captcha => ("captcha", Fields::new()),
        WafAction::Challenge => ("challenge", Fields::new()),
        WafAction::Block { status: None, body: None } => ("block", Fields::new()),
        WafAction::Block { status, body } => {
            let response = Fields::new()
                .set("response_code", number(status.unwrap_or(403)))
                .set_some("custom_response_body_key", body.as_ref().and(body_key).map(text));
            ("block", Fields::new().block("custom_response", response))
        }
    };
    Fields::new().block(kind, fields)
}

/// The body of a `statement` block; none when it cannot be written.
pub(super) fn statement(
    module: &mut Module<'_>,
    item: Item,
    what: &WafStatement,
    spot: &Spot,
    depth: usize,
) -> Option<Fields> {
    let (kind, fields) = match what {
        WafStatement::ManagedGroup { vendor, name, version, count_rules } => {
            let named = [vendor, name].iter().all(|text| (1..=128).contains(&text.len()) && is_label(text));
            if depth > 1
                || !named
                || !version.as_deref().is_none_or(|version| (1..=64).contains(&version.len()))
            {
                return None;
            }
            if count_rules.len() > 100 || !count_rules.iter().all(|rule| (1..=128).contains(&rule.len())) {
                return None;
            }
            ("managed_rule_group_statement", managed(vendor, name, version.as_deref(), count_rules))
        }
        WafStatement::RateBased { limit, window_s, forwarded_header, scope_down } => {
            if depth > 1 || !(10..=2_000_000_000).contains(limit) || ![60, 120, 300, 600].contains(window_s) {
                return None;
            }
            let key = if forwarded_header.is_some() { "FORWARDED_IP" } else { "IP" };
            let left = module.kept_argument(item, &spot.kind(), "evaluation_window_sec");
            let is_left = *window_s == WINDOW_S && left == Some("null");
            let mut fields = Fields::new()
                .set("limit", number(*limit))
                .set("aggregate_key_type", text(key))
                .set_some("evaluation_window_sec", (!is_left).then(|| number(*window_s)));
            if forwarded_header.as_deref().is_some_and(|header| !is_header(header)) {
                return None;
            }
            if let Some(header) = forwarded_header {
                fields = fields.block("forwarded_ip_config", forwarded(header));
            }
            if let Some(scope) = scope_down {
                fields =
                    fields.block("scope_down_statement", statement(module, item, scope, spot, depth + 1)?);
            }
            ("rate_based_statement", fields)
        }
        WafStatement::IpSet { addresses, name } => {
            return ip_sets(module, item, (addresses, name.as_deref()), spot, depth);
        }
        WafStatement::Label { key } => {
            if !is_label(key) {
                return None;
            }
            let fields = Fields::new().set("scope", text("LABEL")).set("key", text(key.as_str()));
            ("label_match_statement", fields)
        }
        WafStatement::And { statements } => {
            ("and_statement", several(module, item, statements, spot, depth)?)
        }
        WafStatement::Or { statements } => ("or_statement", several(module, item, statements, spot, depth)?),
        WafStatement::Not { statement: inner } => {
            if depth >= DEPTH {
                return None;
            }
            let inner = statement(module, item, inner, spot, depth + 1)?;
            ("not_statement", Fields::new().block("statement", inner))
        }
        part => plain(part, &Own::of(module, item, spot))?,
    };
    Some(Fields::new().block(kind, fields))
}

fn managed(vendor: &str, name: &str, version: Option<&str>, count_rules: &[String]) -> Fields {
    let fields = Fields::new()
        .set("vendor_name", text(vendor))
        .set("name", text(name))
        .set_some("version", version.map(text));
    count_rules.iter().fold(fields, |fields, rule| {
        let count = Fields::new().block("count", Fields::new());
        let rule = Fields::new().set("name", text(rule.as_str())).block("action_to_use", count);
        fields.block("rule_action_override", rule)
    })
}

fn forwarded(header: &str) -> Fields {
    Fields::new().set("header_name", text(header)).set("fallback_behavior", text("NO_MATCH"))
}

fn several(
    module: &mut Module<'_>,
    item: Item,
    statements: &[WafStatement],
    spot: &Spot,
    depth: usize,
) -> Option<Fields> {
    if depth >= DEPTH || statements.len() < 2 {
        return None;
    }
    let mut fields = Fields::new();
    for (at, inner) in statements.iter().enumerate() {
        fields = fields.block("statement", statement(module, item, inner, &spot.inner(at), depth + 1)?);
    }
    Some(fields)
}

/// What the user's files say of a statement's transformations.
struct Own {
    priorities: Vec<u32>,
    /// Their types, where the design has no place for them.
    kinds: Vec<String>,
}

impl Own {
    fn of(module: &Module<'_>, item: Item, spot: &Spot) -> Self {
        let kept = |argument: &str| module.kept_argument(item, &spot.kind(), argument);
        let priorities = kept("priorities").and_then(|kept| serde_json::from_str(kept).ok());
        let kinds = kept(TRANSFORMED).and_then(|kept| serde_json::from_str(kept).ok());
        Self { priorities: priorities.unwrap_or_default(), kinds: kinds.unwrap_or_default() }
    }
}

/// Statements about one part of the request.
fn plain(what: &WafStatement, own: &Own) -> Option<(&'static str, Fields)> {
    Some(match what {
        WafStatement::Geo { countries }
            if !countries.is_empty() && countries.iter().all(|country| is_country(country)) =>
        {
            ("geo_match_statement", Fields::new().set("country_codes", texts(countries)))
        }
        WafStatement::ByteMatch { field, position, text: search, transformations }
            if POSITIONS.contains(&position.as_str()) && (1..=200).contains(&search.len()) =>
        {
            let fields = Fields::new()
                .set("positional_constraint", text(position.as_str()))
                .set("search_string", text(search.as_str()));
            ("byte_match_statement", matched(fields, field, transformations, own)?)
        }
        WafStatement::RegexMatch { field, regex, transformations } if (1..=512).contains(&regex.len()) => {
            let fields = Fields::new().set("regex_string", text(regex.as_str()));
            ("regex_match_statement", matched(fields, field, transformations, own)?)
        }
        WafStatement::Size { field, comparison, size_bytes }
            if COMPARISONS.contains(&comparison.as_str()) && *size_bytes <= SIZE_LIMIT =>
        {
            let fields = Fields::new()
                .set("comparison_operator", text(comparison.as_str()))
                .set("size", number(*size_bytes));
            ("size_constraint_statement", matched(fields, field, &own.kinds, own)?)
        }
        WafStatement::SqlInjection { field } => {
            ("sqli_match_statement", matched(Fields::new(), field, &own.kinds, own)?)
        }
        WafStatement::CrossSiteScripting { field } => {
            ("xss_match_statement", matched(Fields::new(), field, &own.kinds, own)?)
        }
        _ => return None,
    })
}

fn matched(fields: Fields, field: &str, transformations: &[String], own: &Own) -> Option<Fields> {
    let part = match field.split_once(':') {
        Some(("header", name)) if (1..=64).contains(&name.len()) => {
            Fields::new().block("single_header", Fields::new().set("name", text(name.to_ascii_lowercase())))
        }
        None if matches!(field, "uri_path" | "query_string" | "body" | "method") => {
            Fields::new().block(field, Fields::new())
        }
        _ => return None,
    };
    let fields = fields.block("field_to_match", part);
    if transformations.len() > 10
        || !transformations.iter().all(|kind| TRANSFORMATIONS.contains(&kind.as_str()))
    {
        return None;
    }
    let none = [String::from("NONE")];
    let transformations = if transformations.is_empty() { none.as_slice() } else { transformations };
    // Since then another one may have been added.
    let own = Some(&own.priorities).filter(|own| own.len() == transformations.len());
    Some(transformations.iter().enumerate().fold(fields, |fields, (at, kind)| {
        let own = own.and_then(|own| own.get(at)).map(|own| number(*own));
        let priority = own.unwrap_or_else(|| Expr::from(at));
        let transformation = Fields::new().set("priority", priority).set("type", text(kind.as_str()));
        fields.block("text_transformation", transformation)
    }))
}

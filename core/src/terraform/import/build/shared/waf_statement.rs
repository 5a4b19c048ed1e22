//! What WAF rules look for and do.

use crate::design::{Item, TextMap, WafAction, WafStatement};
use crate::terraform::import::build::Build;
use crate::terraform::import::build::body::Body;
use crate::terraform::import::config::Value;

/// How deep statements are read; the provider nests them three deep.
const DEPTH: usize = 8;

/// The type of sets of addresses.
const IP_SET: &str = "aws_wafv2_ip_set";
/// The status of WAF's own refusal.
const OWN_STATUS: u16 = 403;
/// The parts of a request that are named by a block without arguments.
const PARTS: &[&str] = &["uri_path", "query_string", "body", "method"];
/// The window that is taken when none is given.
const WINDOW_S: u32 = 300;

/// What an `action` or `default_action` block does.
pub(super) fn action(body: &Body<'_, '_>, bodies: &TextMap) -> Option<WafAction> {
    if let Some(block) = body.block("block") {
        let Some(response) = block.block("custom_response") else {
            return Some(WafAction::Block { status: None, body: None });
        };
        let key = response.some_text("custom_response_body_key");
        let text = key.and_then(|key| bodies.get(&key).cloned());
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
    simple.into_iter().find(|(name, _)| body.has(name)).map(|(_, action)| action)
}

/// What a `statement` block looks for; none when the design does not know it.
pub(super) fn statement(build: &mut Build<'_, '_>, body: &Body<'_, '_>, item: Item) -> Option<WafStatement> {
    read(build, body, item, 0)
}

fn read(build: &mut Build<'_, '_>, body: &Body<'_, '_>, item: Item, depth: usize) -> Option<WafStatement> {
    let kind = body.names().find(|name| name.ends_with("_statement"))?;
    let inner = body.block(kind)?;
    if depth > DEPTH {
        return None;
    }
    let several = |build: &mut Build<'_, '_>| -> Option<Vec<WafStatement>> {
        inner.blocks("statement").iter().map(|inner| read(build, inner, item, depth + 1)).collect()
    };
    Some(match kind {
        "managed_rule_group_statement" => managed(&inner)?,
        "rate_based_statement" => {
            let key = inner.some_text("aggregate_key_type").unwrap_or_else(|| "IP".to_owned());
            let forwarded = inner.block("forwarded_ip_config");
            if key != "IP" && key != "FORWARDED_IP" {
                return None;
            }
            let scope = match inner.block("scope_down_statement") {
                Some(scope) => Some(Box::new(read(build, &scope, item, depth + 1)?)),
                None => None,
            };
            WafStatement::RateBased {
                limit: inner.number("limit").unwrap_or_default(),
                window_s: inner.number("evaluation_window_sec").unwrap_or(WINDOW_S),
                forwarded_header: forwarded.map(|block| header_name(&block)),
                scope_down: scope,
            }
        }
        "ip_set_reference_statement" => WafStatement::IpSet { addresses: addresses(build, &inner, item)? },
        "and_statement" => WafStatement::And { statements: several(build)? },
        "or_statement" => joined(several(build)?),
        "not_statement" => {
            let mut inner = several(build)?;
            if inner.len() != 1 {
                return None;
            }
            WafStatement::Not { statement: Box::new(inner.swap_remove(0)) }
        }
        _ => plain(kind, &inner)?,
    })
}

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
        let only_counts = rule.block("action_to_use").is_some_and(|action| action.has("count"));
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

/// The addresses of a set, which belongs to the statement in a design.
fn addresses(build: &mut Build<'_, '_>, body: &Body<'_, '_>, item: Item) -> Option<Vec<String>> {
    if body.has("ip_set_forwarded_ip_config") && body.block("ip_set_forwarded_ip_config").is_some() {
        return None;
    }
    let at = body.who("arn", &[IP_SET])?;
    let set = build.body(at, item)?;
    let Some(Value::List(_)) = set.peek("addresses") else { return None };
    let name = build.work.graph.resource(at).map(|set| set.address.name.clone()).unwrap_or_default();
    build.work.claim(at, item, &name);
    set.skip(&["scope", "ip_address_version"]);
    if set.glance("name").is_some_and(|known| known == name.replace('_', "-")) {
        set.skip(&["name"]);
    }
    if build.tags(&set).is_empty() {
        set.skip(&["tags"]);
    } else {
        build.own_tags(&set);
    }
    Some(set.texts("addresses"))
}

/// Two sets of addresses, one for each version of the protocol, are one statement in a design.
fn joined(statements: Vec<WafStatement>) -> WafStatement {
    if let [WafStatement::IpSet { addresses: fourth }, WafStatement::IpSet { addresses: sixth }] =
        statements.as_slice()
        && !fourth.iter().any(|address| address.contains(':'))
        && sixth.iter().all(|address| address.contains(':'))
    {
        return WafStatement::IpSet { addresses: fourth.iter().chain(sixth).cloned().collect() };
    }
    WafStatement::Or { statements }
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
        "size_constraint_statement" => {
            untransformed(body)?;
            WafStatement::Size {
                field: field(body)?,
                comparison: body.text("comparison_operator"),
                size_bytes: body.number("size").unwrap_or_default(),
            }
        }
        "sqli_match_statement" => {
            untransformed(body)?;
            WafStatement::SqlInjection { field: field(body)? }
        }
        "xss_match_statement" => {
            untransformed(body)?;
            WafStatement::CrossSiteScripting { field: field(body)? }
        }
        _ => return None,
    })
}

fn field(body: &Body<'_, '_>) -> Option<String> {
    let part = body.block("field_to_match")?;
    if let Some(header) = part.block("single_header") {
        return Some(format!("header:{}", header.text("name")));
    }
    let found = PARTS.iter().find(|name| part.has(name))?;
    Some((*found).to_owned())
}

/// The transformations by priority; `NONE` alone is none.
fn transformations(body: &Body<'_, '_>) -> Vec<String> {
    let mut found: Vec<(u32, String)> = body
        .blocks("text_transformation")
        .iter()
        .map(|block| (block.number("priority").unwrap_or_default(), block.text("type")))
        .collect();
    found.sort_by_key(|(priority, _)| *priority);
    let found: Vec<String> = found.into_iter().map(|(_, kind)| kind).collect();
    if found == ["NONE"] { Vec::new() } else { found }
}

/// Statements whose part of the request the design does not transform.
fn untransformed(body: &Body<'_, '_>) -> Option<()> {
    transformations(body).is_empty().then_some(())
}

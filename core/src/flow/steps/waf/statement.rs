//! Whether a statement matches.

use crate::design::WafStatement;
use crate::flow::Fidelity;
use crate::lang::pattern::Pattern;

use super::inspection::{Found, Inspection};
use super::part::{self, Part};
use super::{address, rate, text};

/// Whether the statement matches; labels that it sets are kept for later rules.
pub(super) fn look(i: &mut Inspection<'_, '_>, statement: &WafStatement) -> Found {
    match statement {
        WafStatement::ManagedGroup { name, .. } => {
            Found::new(false, format!("AWS takes the managed group `{name}` only as a rule of its own"))
        }
        WafStatement::RateBased { limit, window_s, forwarded_header, scope_down } => {
            let rate = rate::Rate {
                limit: *limit,
                window_s: *window_s,
                forwarded_header: forwarded_header.as_deref(),
                scope_down: scope_down.as_deref(),
            };
            rate::look(i, statement, &rate)
        }
        WafStatement::IpSet { addresses, .. } => ip_set(i, addresses),
        WafStatement::Geo { countries } => geo(i, countries),
        WafStatement::ByteMatch { field, position, text: wanted, transformations } => within(
            i,
            field,
            transformations,
            |bytes| text::matches(bytes, wanted.as_bytes(), position),
            || format!("{} `{wanted}`", text::words(position)),
        ),
        WafStatement::RegexMatch { field, regex, transformations } => {
            regex_match(i, field, regex, transformations)
        }
        WafStatement::Size { field, comparison, size_bytes } => size(i, field, comparison, *size_bytes),
        WafStatement::SqlInjection { field } => detector(i, field, "SQL injection"),
        WafStatement::CrossSiteScripting { field } => detector(i, field, "cross-site scripting"),
        WafStatement::Label { key } => label(i, key),
        WafStatement::And { statements } => all(i, statements),
        WafStatement::Or { statements } => any(i, statements),
        WafStatement::Not { statement } => {
            let inner = look(i, statement);
            Found::new(!inner.matched, format!("not ({})", inner.why)).founded_on(inner.fidelity)
        }
    }
}

fn all(i: &mut Inspection<'_, '_>, statements: &[WafStatement]) -> Found {
    let (mut whys, mut fidelity) = (Vec::new(), Fidelity::Documented);
    for statement in statements {
        let found = look(i, statement);
        fidelity = fidelity.max(found.fidelity);
        if !found.matched {
            return Found::new(false, found.why).founded_on(fidelity);
        }
        whys.push(found.why);
    }
    Found::new(!statements.is_empty(), whys.join(" and ")).founded_on(fidelity)
}

fn any(i: &mut Inspection<'_, '_>, statements: &[WafStatement]) -> Found {
    let (mut whys, mut fidelity) = (Vec::new(), Fidelity::Documented);
    for statement in statements {
        let found = look(i, statement);
        fidelity = fidelity.max(found.fidelity);
        if found.matched {
            return Found::new(true, found.why).founded_on(fidelity);
        }
        whys.push(found.why);
    }
    Found::new(false, whys.join(", and ")).founded_on(fidelity)
}

fn ip_set(i: &Inspection<'_, '_>, addresses: &[String]) -> Found {
    let client = i.x.source_ip();
    let Some(parsed) = address::parse(client) else {
        return Found::new(false, format!("`{client}` is no IP address")).assumed();
    };
    match addresses.iter().find(|range| address::contains(range, parsed)) {
        Some(range) => Found::new(true, format!("the address {client} lies in {range}")),
        None => Found::new(false, format!("the address {client} lies in none of {}", addresses.join(", "))),
    }
}

fn geo(i: &mut Inspection<'_, '_>, countries: &[String]) -> Found {
    let signs = i.signs();
    let Some(country) = signs.and_then(|signs| signs.country.as_deref()) else {
        return Found::new(false, "the request does not say which country its address belongs to").assumed();
    };
    let country = country.to_ascii_uppercase();
    // A geo statement labels whether it matches or not.
    i.label(format!("awswaf:clientip:geo:country:{country}"));
    if let Some(region) = signs.and_then(|signs| signs.region.as_deref()) {
        i.label(format!("awswaf:clientip:geo:region:{country}-{}", region.to_ascii_uppercase()));
    }
    let matched = countries.contains(&country);
    let which = if matched { "is one of" } else { "is none of" };
    Found::new(matched, format!("the country {country} {which} {}", countries.join(", ")))
}

/// A label matches by its whole name, or by the end of it that begins after a colon.
fn label(i: &Inspection<'_, '_>, key: &str) -> Found {
    let is = |label: &String| {
        label == key || label.strip_suffix(key).is_some_and(|before| before.ends_with(':') && !key.is_empty())
    };
    match i.labels.iter().find(|label| is(label)) {
        Some(label) => Found::new(true, format!("an earlier rule set the label `{label}`")),
        None => Found::new(false, format!("no earlier rule set the label `{key}`")),
    }
}

/// Looks into a part of the request; what is absent does not match.
fn within(
    i: &mut Inspection<'_, '_>,
    field: &str,
    transformations: &[String],
    matches: impl Fn(&[u8]) -> bool,
    what: impl Fn() -> String,
) -> Found {
    match part::contents(i, field, transformations) {
        Part::Unknown => unknown(field),
        Part::Absent => Found::new(false, format!("the request has no {}", part::words(field))),
        Part::Values { values, fidelity } => {
            let matched = values.iter().any(|value| matches(value));
            let not = if matched { "" } else { "not: " };
            Found::new(matched, format!("{not}the {} {}", part::words(field), what())).founded_on(fidelity)
        }
    }
}

fn regex_match(i: &mut Inspection<'_, '_>, field: &str, regex: &str, transformations: &[String]) -> Found {
    let pattern = match Pattern::new(regex) {
        Ok(pattern) => pattern,
        Err(error) => {
            return Found::new(false, format!("the expression cannot be used: {error}")).assumed();
        }
    };
    let matches = |bytes: &[u8]| pattern.is_match(&String::from_utf8_lossy(bytes)).unwrap_or(false);
    within(i, field, transformations, matches, || format!("matches `{regex}`"))
}

fn size(i: &mut Inspection<'_, '_>, field: &str, comparison: &str, limit: u64) -> Found {
    let sizes = match part::sizes(i, field) {
        None => return unknown(field),
        Some(sizes) if sizes.is_empty() => {
            return Found::new(false, format!("the request has no {}", part::words(field)));
        }
        Some(sizes) => sizes,
    };
    let compare = |size: u64| match comparison {
        "EQ" => Some(size == limit),
        "NE" => Some(size != limit),
        "LE" => Some(size <= limit),
        "LT" => Some(size < limit),
        "GE" => Some(size >= limit),
        "GT" => Some(size > limit),
        _ => None,
    };
    let size = sizes.iter().copied().find(|size| compare(*size) == Some(true));
    let shown = size.or(sizes.first().copied()).unwrap_or_default();
    if compare(shown).is_none() {
        return Found::new(false, format!("`{comparison}` is no comparison that AWS knows")).assumed();
    }
    let not = if size.is_some() { "" } else { "not " };
    Found::new(
        size.is_some(),
        format!("the {} has {shown} bytes, {not}{comparison} {limit}", part::words(field)),
    )
}

/// AWS publishes no detector, so the scenario says whether it fires.
fn detector(i: &mut Inspection<'_, '_>, field: &str, what: &str) -> Found {
    if part::sizes(i, field).is_none() {
        return unknown(field);
    }
    let rule = i.rule.clone();
    let part = part::words(field);
    if i.is_triggered(&rule) {
        return Found::new(true, format!("the request is said to hold {what} in its {part}")).assumed();
    }
    Found::new(
        false,
        format!(
            "the request is not said to hold {what} in its {part}, and AWS does not publish what it looks for"
        ),
    )
    .assumed()
}

fn unknown(field: &str) -> Found {
    Found::new(false, format!("`{field}` is no part of a request that can be looked at")).assumed()
}

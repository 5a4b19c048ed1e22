//! What a WAF rule looks for.

use leptos::prelude::*;
use studio_core::design::WafStatement;

use super::fields::{Number, choice, code_line, list, list_of, optional, whole};
use super::form::Form;
use super::sections::records;

/// How deep statements may stand in each other in the form; deeper ones are kept and shown as text.
const MAX_DEPTH: usize = 4;
/// The parts of a request that a statement can look at.
const FIELDS: [&str; 5] = ["uri_path", "query_string", "body", "method", "header:user-agent"];
const POSITIONS: [&str; 5] = ["EXACTLY", "STARTS_WITH", "ENDS_WITH", "CONTAINS", "CONTAINS_WORD"];
const COMPARISONS: [&str; 6] = ["EQ", "NE", "LE", "LT", "GE", "GT"];
const TRANSFORMATIONS: [&str; 6] =
    ["NONE", "LOWERCASE", "URL_DECODE", "HTML_ENTITY_DECODE", "COMPRESS_WHITE_SPACE", "CMD_LINE"];

/// The sorts of statements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Managed,
    Rate,
    Ip,
    Geo,
    Bytes,
    Regex,
    Size,
    Sql,
    Script,
    Label,
    All,
    Any,
    Not,
}

const SORTS: [(Sort, &str); 13] = [
    (Sort::Managed, "Managed rule group"),
    (Sort::Rate, "Too many requests of one source"),
    (Sort::Ip, "Addresses"),
    (Sort::Geo, "Countries"),
    (Sort::Bytes, "Text in the request"),
    (Sort::Regex, "Regular expression"),
    (Sort::Size, "Size"),
    (Sort::Sql, "SQL injection"),
    (Sort::Script, "Cross-site scripting"),
    (Sort::Label, "Label of an earlier rule"),
    (Sort::All, "All of several"),
    (Sort::Any, "Any of several"),
    (Sort::Not, "Everything but"),
];

impl Sort {
    fn of(statement: &WafStatement) -> Self {
        match statement {
            WafStatement::ManagedGroup { .. } => Self::Managed,
            WafStatement::RateBased { .. } => Self::Rate,
            WafStatement::IpSet { .. } => Self::Ip,
            WafStatement::Geo { .. } => Self::Geo,
            WafStatement::ByteMatch { .. } => Self::Bytes,
            WafStatement::RegexMatch { .. } => Self::Regex,
            WafStatement::Size { .. } => Self::Size,
            WafStatement::SqlInjection { .. } => Self::Sql,
            WafStatement::CrossSiteScripting { .. } => Self::Script,
            WafStatement::Label { .. } => Self::Label,
            WafStatement::And { .. } => Self::All,
            WafStatement::Or { .. } => Self::Any,
            WafStatement::Not { .. } => Self::Not,
        }
    }

    fn statement(self) -> WafStatement {
        let field = || FIELDS[0].to_owned();
        match self {
            Self::Managed => WafStatement::ManagedGroup {
                vendor: "AWS".to_owned(),
                name: "AWSManagedRulesCommonRuleSet".to_owned(),
                version: None,
                count_rules: Vec::new(),
            },
            Self::Rate => WafStatement::RateBased {
                limit: 2000,
                window_s: 300,
                forwarded_header: None,
                scope_down: None,
            },
            Self::Ip => WafStatement::default(),
            Self::Geo => WafStatement::Geo { countries: Vec::new() },
            Self::Bytes => WafStatement::ByteMatch {
                field: field(),
                position: POSITIONS[0].to_owned(),
                text: String::new(),
                transformations: Vec::new(),
            },
            Self::Regex => {
                WafStatement::RegexMatch { field: field(), regex: String::new(), transformations: Vec::new() }
            }
            Self::Size => {
                WafStatement::Size { field: "body".to_owned(), comparison: "GT".to_owned(), size_bytes: 8192 }
            }
            Self::Sql => WafStatement::SqlInjection { field: field() },
            Self::Script => WafStatement::CrossSiteScripting { field: field() },
            Self::Label => WafStatement::Label { key: String::new() },
            Self::All => WafStatement::And { statements: Vec::new() },
            Self::Any => WafStatement::Or { statements: Vec::new() },
            Self::Not => WafStatement::Not { statement: Box::default() },
        }
    }
}

/// Makes a form of one field of one variant.
macro_rules! of_variant {
    ($form:expr, $variant:ident, $field:ident, $type:ty) => {{
        let form: Form<$type> = $form.at(
            |value| {
                if let WafStatement::$variant { $field, .. } = value {
                    $field.clone()
                } else {
                    Default::default()
                }
            },
            |value, next| {
                if let WafStatement::$variant { $field, .. } = value {
                    *$field = next;
                }
            },
        );
        form
    }};
}

/// Words as a form takes them.
pub(super) fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn words(list: &[&str]) -> Vec<(String, String)> {
    list.iter().map(|word| ((*word).to_owned(), (*word).to_owned())).collect()
}

fn part(form: Form<String>) -> AnyView {
    code_line(form, "Part of the request", "A header as header:name", owned(&FIELDS))
}

fn transformed(form: Form<Vec<String>>) -> AnyView {
    list_of(
        form,
        "Transformations before the match",
        "transformation",
        "",
        Signal::stored(owned(&TRANSFORMATIONS)),
    )
}

/// The fields of a statement; `depth` counts the statements around it.
pub(super) fn view(form: Form<WafStatement>, depth: usize) -> AnyView {
    let sort = form.at(Sort::of, |statement, sort| {
        if Sort::of(statement) != sort {
            *statement = sort.statement();
        }
    });
    let nests = |sort: Sort| matches!(sort, Sort::All | Sort::Any | Sort::Not);
    let now = sort.get();
    let offered = SORTS.iter().filter(|(sort, _)| depth < MAX_DEPTH || !nests(*sort) || *sort == now);
    let offered = offered.map(|(sort, words)| (*sort, (*words).to_owned())).collect();
    view! {
        {choice(sort, "Looks for", "", offered)}
        {move || fields(form, sort.get(), depth)}
    }
    .into_any()
}

fn fields(form: Form<WafStatement>, sort: Sort, depth: usize) -> AnyView {
    match sort {
        Sort::Managed => managed(form),
        Sort::Rate => rate(form),
        Sort::Ip => view! {
            {list(
                of_variant!(form, IpSet, addresses, Vec<String>),
                "Addresses",
                "CIDR block",
                "Such as `192.0.2.0/24`",
            )}
            {optional(
                of_variant!(form, IpSet, name, Option<String>),
                "Name of the IP set",
                "Rules that name the same one share it; empty: a set of this rule's own",
            )}
        }
        .into_any(),
        Sort::Geo => {
            list(of_variant!(form, Geo, countries, Vec<String>), "Countries", "country code", "Two letters")
        }
        Sort::Bytes => bytes(form),
        Sort::Regex => view! {
            {part(of_variant!(form, RegexMatch, field, String))}
            {code_line(of_variant!(form, RegexMatch, regex, String), "Expression", "", Vec::new())}
            {transformed(of_variant!(form, RegexMatch, transformations, Vec<String>))}
        }
        .into_any(),
        Sort::Size => view! {
            {part(of_variant!(form, Size, field, String))}
            {choice(of_variant!(form, Size, comparison, String), "Comparison", "", words(&COMPARISONS))}
            {whole(of_variant!(form, Size, size_bytes, u64), Number::new("Size", "bytes", ""))}
        }
        .into_any(),
        Sort::Sql => part(of_variant!(form, SqlInjection, field, String)),
        Sort::Script => part(of_variant!(form, CrossSiteScripting, field, String)),
        Sort::Label => code_line(of_variant!(form, Label, key, String), "Label", "", Vec::new()),
        Sort::All => several(of_variant!(form, And, statements, Vec<WafStatement>), depth),
        Sort::Any => several(of_variant!(form, Or, statements, Vec<WafStatement>), depth),
        Sort::Not => {
            let inner = form.at(
                |value| {
                    if let WafStatement::Not { statement } = value {
                        (**statement).clone()
                    } else {
                        WafStatement::default()
                    }
                },
                |value, next| {
                    if let WafStatement::Not { statement } = value {
                        **statement = next;
                    }
                },
            );
            view! { <div class="indent stack">{view(inner, depth + 1)}</div> }.into_any()
        }
    }
}

fn several(form: Form<Vec<WafStatement>>, depth: usize) -> AnyView {
    let title = |statement: &WafStatement| {
        let sort = Sort::of(statement);
        SORTS
            .iter()
            .find(|(known, _)| *known == sort)
            .map(|(_, words)| (*words).to_owned())
            .unwrap_or_default()
    };
    records(form, "statement", WafStatement::default, title, move |one| view(one, depth + 1))
}

fn managed(form: Form<WafStatement>) -> AnyView {
    let groups = [
        "AWSManagedRulesCommonRuleSet",
        "AWSManagedRulesKnownBadInputsRuleSet",
        "AWSManagedRulesSQLiRuleSet",
        "AWSManagedRulesAmazonIpReputationList",
        "AWSManagedRulesAnonymousIpList",
        "AWSManagedRulesLinuxRuleSet",
    ];
    view! {
        {code_line(of_variant!(form, ManagedGroup, vendor, String), "Vendor", "", vec!["AWS".to_owned()])}
        {code_line(of_variant!(form, ManagedGroup, name, String), "Group", "", owned(&groups))}
        {optional(of_variant!(form, ManagedGroup, version, Option<String>), "Version", "Empty: the vendor's default")}
        {list(of_variant!(form, ManagedGroup, count_rules, Vec<String>), "Rules that only count", "rule name", "")}
    }
    .into_any()
}

fn rate(form: Form<WafStatement>) -> AnyView {
    let header = of_variant!(form, RateBased, forwarded_header, Option<String>);
    view! {
        {whole(of_variant!(form, RateBased, limit, u32), Number::new("More than", "requests", ""))}
        {whole(of_variant!(form, RateBased, window_s, u32), Number::new("Within", "s", "60, 120, 300 or 600"))}
        {optional(header, "Address from a header", "Such as `X-Forwarded-For`; empty: the connection's address")}
    }
    .into_any()
}

fn bytes(form: Form<WafStatement>) -> AnyView {
    view! {
        {part(of_variant!(form, ByteMatch, field, String))}
        {choice(of_variant!(form, ByteMatch, position, String), "Where", "", words(&POSITIONS))}
        {code_line(of_variant!(form, ByteMatch, text, String), "Text", "", Vec::new())}
        {transformed(of_variant!(form, ByteMatch, transformations, Vec<String>))}
    }
    .into_any()
}

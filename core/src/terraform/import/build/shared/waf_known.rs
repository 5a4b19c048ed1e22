//! The arguments and nested blocks of web ACLs that a design has a place for.

/// What each nested block may hold; `acl`, `log` and `set` are the resources.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "acl",
        &[
            "name",
            "description",
            "scope",
            "tags",
            "default_action",
            "rule",
            "custom_response_body",
            "visibility_config",
        ],
    ),
    ("set", &["name", "description", "scope", "ip_address_version", "addresses", "tags"]),
    ("log", &["resource_arn", "log_destination_configs", "redacted_fields", "logging_filter"]),
    ("redacted_fields", &["method", "query_string", "single_header", "uri_path"]),
    ("logging_filter", &["default_behavior", "filter"]),
    ("filter", &["behavior", "requirement", "condition"]),
    ("condition", &["action_condition", "label_name_condition"]),
    ("action_condition", &["action"]),
    ("label_name_condition", &["label_name"]),
    ("custom_response_body", &["key", "content", "content_type"]),
    ("visibility_config", &["cloudwatch_metrics_enabled", "metric_name", "sampled_requests_enabled"]),
    ("default_action", &["allow", "block"]),
    (
        "rule",
        &["name", "priority", "action", "override_action", "rule_label", "statement", "visibility_config"],
    ),
    ("rule_label", &["name"]),
    ("action", &["allow", "block", "count", "captcha", "challenge"]),
    ("override_action", &["none", "count"]),
    ("allow", &[]),
    ("block", &["custom_response"]),
    ("custom_response", &["response_code", "custom_response_body_key"]),
    ("count", &[]),
    ("captcha", &[]),
    ("challenge", &[]),
    ("none", &[]),
    ("statement", STATEMENTS),
    ("scope_down_statement", STATEMENTS),
    (
        "managed_rule_group_statement",
        &["vendor_name", "name", "version", "rule_action_override", "excluded_rule"],
    ),
    ("rule_action_override", &["name", "action_to_use"]),
    ("action_to_use", &["count"]),
    ("excluded_rule", &["name"]),
    (
        "rate_based_statement",
        &[
            "limit",
            "aggregate_key_type",
            "evaluation_window_sec",
            "forwarded_ip_config",
            "scope_down_statement",
        ],
    ),
    ("forwarded_ip_config", &["header_name", "fallback_behavior"]),
    ("ip_set_reference_statement", &["arn"]),
    ("and_statement", &["statement"]),
    ("or_statement", &["statement"]),
    ("not_statement", &["statement"]),
    ("geo_match_statement", &["country_codes"]),
    ("label_match_statement", &["scope", "key"]),
    (
        "byte_match_statement",
        &["field_to_match", "positional_constraint", "search_string", "text_transformation"],
    ),
    ("regex_match_statement", &["field_to_match", "regex_string", "text_transformation"]),
    ("size_constraint_statement", &["field_to_match", "comparison_operator", "size", "text_transformation"]),
    ("sqli_match_statement", &["field_to_match", "text_transformation"]),
    ("xss_match_statement", &["field_to_match", "text_transformation"]),
    ("field_to_match", &["single_header", "uri_path", "query_string", "body", "method"]),
    ("single_header", &["name"]),
    ("uri_path", &[]),
    ("query_string", &[]),
    ("body", &[]),
    ("method", &[]),
    ("text_transformation", &["priority", "type"]),
];

/// What a statement looks for.
const STATEMENTS: &[&str] = &[
    "managed_rule_group_statement",
    "rate_based_statement",
    "ip_set_reference_statement",
    "and_statement",
    "or_statement",
    "not_statement",
    "geo_match_statement",
    "label_match_statement",
    "byte_match_statement",
    "regex_match_statement",
    "size_constraint_statement",
    "sqli_match_statement",
    "xss_match_statement",
];

/// Blocks that say nothing without the one that they hold: another one is another rule.
const DECIDING: &[&str] = &[
    "statement",
    "scope_down_statement",
    "field_to_match",
    "action",
    "default_action",
    "override_action",
    "action_to_use",
    "redacted_fields",
    "condition",
];

/// Whole numbers, which an expression cannot stand for in a design.
const NUMBERS: &[(&str, &str)] = &[
    ("rule", "priority"),
    ("custom_response", "response_code"),
    ("rate_based_statement", "limit"),
    ("rate_based_statement", "evaluation_window_sec"),
    ("size_constraint_statement", "size"),
    ("text_transformation", "priority"),
];

/// AWS's words, which have to be known, and those of them that a design has a place for; all where none is named.
const WORDS: &[(&str, &str, &[&str])] = &[
    ("acl", "scope", &["REGIONAL"]),
    ("set", "scope", &["REGIONAL"]),
    ("set", "ip_address_version", &["IPV4", "IPV6"]),
    ("custom_response_body", "key", &[]),
    ("custom_response_body", "content_type", &[]),
    ("custom_response", "custom_response_body_key", &[]),
    ("rate_based_statement", "aggregate_key_type", &["IP", "FORWARDED_IP"]),
    ("forwarded_ip_config", "fallback_behavior", &["NO_MATCH"]),
    ("label_match_statement", "scope", &["LABEL"]),
    ("byte_match_statement", "positional_constraint", &[]),
    ("size_constraint_statement", "comparison_operator", &[]),
    ("text_transformation", "type", &[]),
    ("logging_filter", "default_behavior", &["KEEP", "DROP"]),
    ("filter", "behavior", &["KEEP", "DROP"]),
    ("filter", "requirement", &["MEETS_ALL", "MEETS_ANY"]),
    ("action_condition", "action", &[]),
];

/// What a block may hold.
pub(super) fn known(block: &str) -> Option<&'static [&'static str]> {
    KNOWN.iter().find(|(name, _)| *name == block).map(|(_, known)| *known)
}

/// Whether what stands in a block decides what it means.
pub(super) fn decides(block: &str) -> bool {
    DECIDING.contains(&block)
}

/// Whether an argument is a whole number.
pub(super) fn is_number(block: &str, name: &str) -> bool {
    NUMBERS.contains(&(block, name))
}

/// The words that an argument may be, where it has to be one; any where none is named.
pub(super) fn words(block: &str, name: &str) -> Option<&'static [&'static str]> {
    WORDS.iter().find(|(of, argument, _)| *of == block && *argument == name).map(|(.., words)| *words)
}

//! What a field of a saved document is called for who looks at a fix: AWS's words, and units in full.

/// Words that are not those of the document.
const WORDS: &[(&str, &str)] = &[
    ("access_log", "access logging"),
    ("api_key_required", "API key required"),
    ("arn", "ARN"),
    ("auto_deploy", "automatic deployment"),
    ("body_models", "request models"),
    ("cache_cluster", "cache capacity in GB"),
    ("cors", "CORS"),
    ("data_trace", "data tracing"),
    ("defaults", "method settings of all methods"),
    ("detailed_metrics", "detailed metrics"),
    ("encrypted", "encrypt cache data"),
    ("existing_id", "API ID"),
    ("jwt", "JWT"),
    ("kms_key_arn", "KMS key"),
    ("mutual_tls", "mutual TLS"),
    ("overrides", "method settings of a method"),
    ("passing", "proxy integration"),
    ("retention_days", "retention in days"),
    ("settings", ""),
    ("throttle", "throttling"),
    ("topic_arn", "SNS topic"),
    ("ttl_s", "time to live in seconds"),
    ("unauthorized_strategy", "handling of unauthorized requests"),
    ("url", "URL"),
    ("validator", "request validator"),
    ("vpc_endpoint_ids", "VPC endpoint IDs"),
    ("web_acl", "web ACL"),
    ("xray_tracing", "X-Ray tracing"),
];

/// Units at the end of names, and what they are in full.
const UNITS: &[(&str, &str)] = &[
    ("_bytes", " in bytes"),
    ("_days", " in days"),
    ("_mb", " in MB"),
    ("_ms", " in milliseconds"),
    ("_permille", " in thousandths"),
    ("_rps", " in requests a second"),
    ("_s", " in seconds"),
];

/// `defaults/cache/encrypted` as `Method settings of all methods · cache · encrypt cache data`. Numbers of nodes and of
/// places in lists are left out.
pub fn field_words(field: &str) -> String {
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts = field.split('/').filter(|part| !is_number(part));
    let words: Vec<String> = parts.map(word).filter(|word| !word.is_empty()).collect();
    let all = words.join(" · ");
    let mut signs = all.chars();
    // Words that begin with an abbreviation, as `X-Ray`, stay as they are.
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

fn word(part: &str) -> String {
    if let Some((_, word)) = WORDS.iter().find(|(name, _)| *name == part) {
        return (*word).to_owned();
    }
    // A header, a content type or a path is the user's own.
    if part.contains(|sign: char| !(sign.is_ascii_lowercase() || sign == '_')) {
        return part.to_owned();
    }
    let unit = UNITS.iter().find_map(|(end, unit)| Some((part.strip_suffix(end)?, *unit)));
    let (name, unit) = unit.unwrap_or((part, ""));
    let abbreviated = |word: &str| match word {
        "api" | "arn" | "http" | "id" | "iam" | "tls" | "url" | "vpc" => word.to_ascii_uppercase(),
        other => other.to_owned(),
    };
    name.split('_').map(abbreviated).collect::<Vec<_>>().join(" ") + unit
}

#[cfg(test)]
mod tests {
    use super::field_words;

    #[test]
    fn fields_are_named_in_words() {
        for (field, want) in [
            ("defaults/cache/encrypted", "Method settings of all methods · cache · encrypt cache data"),
            (
                "overrides/12/throttle/rate_rps",
                "Method settings of a method · throttling · rate in requests a second",
            ),
            ("settings/endpoint/vpc_endpoint_ids/0", "Endpoint · VPC endpoint IDs"),
            ("request_templates/application/json", "Request templates · application · json"),
            (
                "responses/0/headers/Access-Control-Allow-Origin",
                "Responses · headers · Access-Control-Allow-Origin",
            ),
            ("timeout_ms", "Timeout in milliseconds"),
            ("xray_tracing", "X-Ray tracing"),
            ("statements", "Statements"),
            ("", ""),
        ] {
            assert_eq!(field_words(field), want, "{field}");
        }
    }
}

//! The forgiving reading of `{"statusCode": 200}` that API Gateway has for mock integrations.

use super::json::{Json, parse_lenient};

/// The integer `statusCode` of a JSON-like object, read as the JSON library of the templates reads.
///
/// Keys may be bare or in single quotes, and commas may be doubled or trail; a status in quotes, mismatched
/// quotes or a text without braces is none.
pub fn status_code(document: &str) -> Option<i64> {
    match parse_lenient(document).ok()?.get("statusCode")? {
        Json::Int(status) => Some(*status),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::status_code;

    #[test]
    fn what_passes_and_what_does_not() {
        for document in [
            "{\"statusCode\": 200}",
            "\n  {statusCode: 200}\n",
            "{'statusCode':200,}",
            "{\"a\": 1, \"statusCode\" : 200,,}",
            "{statusCode: 200,super{ f}oo: [ba r]}",
            "{statusCode: 200, \"value\": 'goog'}",
            "{statusCode: 200, foo'}: [ba r]}",
            "{statusCode: 200, }foo: ''}",
            "{statusCode: 200, \"\": \"\"}",
        ] {
            assert_eq!(status_code(document), Some(200), "{document}");
        }
        for document in [
            "",
            "{}",
            "statusCode: 200",
            "{\"statusCode\": \"200\"}",
            "{\"statusCode': 200}",
            "{\"statusCode\": 200",
            "{statusCode: 200, {foo: [ba r]}",
        ] {
            assert_eq!(status_code(document), None, "{document}");
        }
        assert_eq!(status_code("{\"statusCode\": -1000}"), Some(-1000));
    }
}

//! Why a text is not JSON, in the Java library's words.

/// Why json-smart refuses a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct JsonError {
    /// The exception's message, such as `Unexpected End Of File position 1: null`.
    pub message: String,
    /// The exception's class, such as `net.minidev.json.parser.ParseException`.
    pub class: &'static str,
    /// Where it is wrong, in UTF-16 units from the start; json-smart does not say it of a number.
    pub at: Option<usize>,
}

const PARSE: &str = "net.minidev.json.parser.ParseException";
const NUMBER: &str = "java.lang.NumberFormatException";

impl JsonError {
    /// Class and message as Java's `Throwable.toString` joins them.
    pub fn java_text(&self) -> String {
        if self.message.is_empty() {
            return self.class.to_owned();
        }
        format!("{}: {}", self.class, self.message)
    }

    pub(crate) fn character(symbol: char, at: usize) -> JsonError {
        JsonError::parse(format!("Unexpected character ({symbol}) at position {at}."), at)
    }

    pub(crate) fn token(token: &str, at: usize) -> JsonError {
        JsonError::parse(format!("Unexpected token {token} at position {at}."), at)
    }

    /// `found` is `EOF` where a value was due and `null` elsewhere.
    pub(crate) fn end(found: &str, at: usize) -> JsonError {
        JsonError::parse(format!("Unexpected End Of File position {at}: {found}"), at)
    }

    pub(crate) fn unicode(symbol: char, at: usize) -> JsonError {
        JsonError::parse(format!("Unexpected unicode escape sequence {symbol} at position {at}."), at)
    }

    pub(crate) fn too_deep(symbol: char, at: usize) -> JsonError {
        let message = format!(
            "Malicious payload, having non natural depths, parsing stoped on {symbol} at position {at}."
        );
        JsonError::parse(message, at)
    }

    pub(crate) fn number(message: String) -> JsonError {
        JsonError { message, class: NUMBER, at: None }
    }

    fn parse(message: String, at: usize) -> JsonError {
        JsonError { message, class: PARSE, at: Some(at) }
    }
}

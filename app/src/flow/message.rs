//! Requests and responses as text.

use studio_core::flow::Message;

/// Bytes of a body that are shown; longer ones are cut with a line that says so.
const BODY_SHOWN_BYTES: usize = 200_000;

/// A message as a person reads it: first line, headers, body; JSON bodies are laid out.
pub fn text(message: &Message) -> String {
    let mut lines = Vec::new();
    if let Some(status) = message.status {
        lines.push(status.to_string());
    } else if !message.method.is_empty() || !message.url.is_empty() {
        lines.push(format!("{} {}", message.method, message.url).trim().to_owned());
    }
    lines.extend(message.headers.iter().map(|(name, value)| format!("{name}: {value}")));
    let body = body(&message.body);
    if !body.is_empty() {
        lines.push(String::new());
        lines.push(body);
    }
    lines.join("\n")
}

/// A body as a person reads it.
pub fn body(bytes: &[u8]) -> String {
    let Ok(text) = std::str::from_utf8(bytes) else {
        return format!("({} bytes that are not text)", bytes.len());
    };
    if text.len() > BODY_SHOWN_BYTES {
        let cut = (0..=BODY_SHOWN_BYTES).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        return format!("{}\n… {} bytes more", text.get(..cut).unwrap_or_default(), text.len() - cut);
    }
    laid_out(text).unwrap_or_else(|| text.to_owned())
}

/// JSON objects and lists over several lines; none for other text.
pub fn laid_out(text: &str) -> Option<String> {
    let value: serde_json::Value = serde_json::from_str(text).ok()?;
    (value.is_object() || value.is_array()).then(|| serde_json::to_string_pretty(&value).ok())?
}

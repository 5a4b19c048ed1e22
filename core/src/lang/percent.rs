//! Percent-encoding of paths and query strings.

/// Decodes `%XX`; a percent sign without two hexadecimal digits stays as it is. Bytes that are not UTF-8
/// become replacement characters.
pub fn decode(text: &str) -> String {
    decode_with(text, false)
}

/// Decodes a query string's part, where `+` stands for a space.
pub fn decode_query(text: &str) -> String {
    decode_with(text, true)
}

fn decode_with(text: &str, plus_is_space: bool) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let hex = |offset: usize| bytes.get(at + offset).and_then(|digit| char::from(*digit).to_digit(16));
        match (*byte, hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'%'));
                at += 3;
            }
            (b'+', ..) if plus_is_space => {
                out.push(b' ');
                at += 1;
            }
            (other, ..) => {
                out.push(other);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Encodes everything but letters, digits and `-_.~`, and the characters of `keep`.
pub fn encode(text: &str, keep: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        let symbol = char::from(byte);
        if byte.is_ascii_alphanumeric()
            || "-_.~".contains(symbol)
            || (byte.is_ascii() && keep.contains(symbol))
        {
            out.push(symbol);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// The name and value pairs of a query string, decoded, in order.
pub fn query_pairs(query: &str) -> Vec<(String, String)> {
    query
        .split('&')
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (name, value) = part.split_once('=').unwrap_or((part, ""));
            (decode_query(name), decode_query(value))
        })
        .collect()
}

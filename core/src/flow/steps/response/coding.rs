//! Which content coding a client wants.

/// The codings that API Gateway compresses with.
const CODINGS: [&str; 2] = ["gzip", "deflate"];
/// Any coding; AWS does not document which one it takes then.
const ANY: &str = "*";

/// The coding that the answer is sent with: the client's most wanted one, of several the first, if it is one that API
/// Gateway compresses with. It looks at no other (Source: `api-gateway-enable-compression`).
pub(super) fn chosen(accept: &str) -> Option<&'static str> {
    let parts = accept.split(',').filter_map(part).filter(|(_, quality)| *quality > 0);
    let (wanted, _) = parts.reduce(|best, next| if next.1 > best.1 { next } else { best })?;
    let wanted = if wanted == ANY { CODINGS[0] } else { wanted.as_str() };
    CODINGS.into_iter().find(|coding| *coding == wanted)
}

/// A coding with its quality in thousandths.
fn part(text: &str) -> Option<(String, u32)> {
    let (name, rest) = text.split_once(';').unwrap_or((text, ""));
    let name = name.trim().to_ascii_lowercase();
    let given = rest.trim().strip_prefix("q=").and_then(|it| it.trim().parse::<f64>().ok());
    let quality = given.map_or(1000, |it| (it.clamp(0.0, 1.0) * 1000.0) as u32);
    (!name.is_empty()).then_some((name, quality))
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn the_client_says_which_coding() {
        let cases = [
            ("gzip", Some("gzip")),
            ("deflate, gzip", Some("deflate")),
            ("gzip, deflate, br", Some("gzip")),
            ("br, gzip", None),
            ("br;q=0.5, gzip;q=0.8", Some("gzip")),
            ("identity;q=0, gzip;q=0.1", Some("gzip")),
            ("deflate;q=1.0, gzip;q=0.5", Some("deflate")),
            ("gzip;q=0, *;q=0", None),
            ("*", Some("gzip")),
            ("identity", None),
            ("identity;q=1, gzip;q=0.5", None),
            ("br", None),
            ("", None),
            ("gzip;q=x", Some("gzip")),
        ];
        for (accept, wanted) in cases {
            assert_eq!(chosen(accept), wanted, "{accept}");
        }
    }
}

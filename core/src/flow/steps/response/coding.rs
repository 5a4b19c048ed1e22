//! Which content coding a client wants.

/// The codings that API Gateway compresses with; where a client takes several equally, the first is chosen, which AWS
/// does not document.
const CODINGS: [&str; 2] = ["gzip", "deflate"];

/// The coding that the answer is sent with; none where the client takes none, or rather has the answer as it is.
pub(super) fn chosen(accept: &str) -> Option<&'static str> {
    let parts: Vec<(String, u32)> = accept.split(',').filter_map(part).collect();
    let quality = |name: &str| {
        let named = parts.iter().find(|(other, _)| other == name);
        named.or_else(|| parts.iter().find(|(other, _)| other == "*")).map_or(0, |(_, quality)| *quality)
    };
    let plain = parts.iter().find(|(name, _)| name == "identity").map_or(0, |(_, quality)| *quality);
    let best = CODINGS.into_iter().map(|name| (quality(name), name)).filter(|(quality, _)| *quality > 0);
    let best = best.reduce(|best, next| if next.0 > best.0 { next } else { best })?;
    (best.0 >= plain).then_some(best.1)
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
            ("deflate, gzip", Some("gzip")),
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

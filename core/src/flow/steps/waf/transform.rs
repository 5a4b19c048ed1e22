//! Transformations of a part of the request before it is looked at.
//!
//! Source: `waf-rule-statement-transformation` in the WAF developer guide.

use md5::{Digest, Md5};

use super::{decode, path};

/// The bytes after a transformation; none when it is none of AWS's that statements of a design may have.
pub(super) fn apply(kind: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    Some(match kind {
        "NONE" => bytes.to_vec(),
        "LOWERCASE" => bytes.to_ascii_lowercase(),
        "COMPRESS_WHITE_SPACE" => compress_white_space(bytes),
        "CMD_LINE" => command_line(bytes),
        "REMOVE_NULLS" => bytes.iter().copied().filter(|byte| *byte != 0).collect(),
        "REPLACE_NULLS" => bytes.iter().map(|byte| if *byte == 0 { b' ' } else { *byte }).collect(),
        "REPLACE_COMMENTS" => replace_comments(bytes),
        "NORMALIZE_PATH" => path::normalize(bytes),
        "NORMALIZE_PATH_WIN" => {
            let forward: Vec<u8> =
                bytes.iter().map(|byte| if *byte == b'\\' { b'/' } else { *byte }).collect();
            path::normalize(&forward)
        }
        "MD5" => Md5::digest(bytes).to_vec(),
        "URL_DECODE" => decode::url(bytes, decode::Unicode::No),
        "URL_DECODE_UNI" => decode::url(bytes, decode::Unicode::Yes),
        "HTML_ENTITY_DECODE" => decode::html(bytes),
        "BASE64_DECODE" => decode::base64(bytes),
        "BASE64_DECODE_EXT" => decode::base64_forgiving(bytes),
        "HEX_DECODE" => decode::hex(bytes),
        "SQL_HEX_DECODE" => decode::sql_hex(bytes),
        "ESCAPE_SEQ_DECODE" => decode::escapes(bytes, decode::Dialect::C),
        "JS_DECODE" => decode::escapes(bytes, decode::Dialect::JavaScript),
        "CSS_DECODE" => decode::css(bytes),
        "UTF8_TO_UNICODE" => decode::to_unicode(bytes),
        _ => return None,
    })
}

/// Deletes `\ " ' ^`, deletes spaces before `/ (`, makes `, ;` spaces, many spaces one, and capitals small.
fn command_line(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for byte in bytes {
        match byte {
            b'\\' | b'"' | b'\'' | b'^' => {}
            b' ' | b',' | b';' => {
                if out.last() != Some(&b' ') {
                    out.push(b' ');
                }
            }
            b'/' | b'(' => {
                if out.last() == Some(&b' ') {
                    out.pop();
                }
                out.push(*byte);
            }
            other => out.push(other.to_ascii_lowercase()),
        }
    }
    out
}

/// White space becomes spaces, and many of them one; a non-breaking space counts, as UTF-8 writes it.
fn compress_white_space(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, tail)) = rest.split_first() {
        let wide = *byte == 0xC2 && tail.first() == Some(&0xA0);
        rest = if wide { tail.get(1..).unwrap_or_default() } else { tail };
        if !wide && !matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C) {
            out.push(*byte);
        } else if out.last() != Some(&b' ') {
            out.push(b' ');
        }
    }
    out
}

/// Each C comment becomes a space, one without an end too; an end alone stays.
fn replace_comments(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((byte, tail)) = rest.split_first() {
        if !rest.starts_with(b"/*") {
            out.push(*byte);
            rest = tail;
            continue;
        }
        out.push(b' ');
        let inside = rest.get(2..).unwrap_or_default();
        let end = inside.windows(2).position(|pair| pair == b"*/");
        rest = end.and_then(|end| inside.get(end + 2..)).unwrap_or_default();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::apply;

    #[test]
    fn md5_is_the_digest_of_rfc_1321() {
        let digest = apply("MD5", b"message digest").expect("a transformation");
        let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "f96b697d7cb7938d525a2f31aaf161d0");
    }

    /// What each transformation makes of a text, after AWS's description of it.
    #[test]
    fn as_documented() {
        let cases: [(&str, &str, &str); 22] = [
            ("NONE", "A b", "A b"),
            ("LOWERCASE", "DROP TABLE", "drop table"),
            ("COMPRESS_WHITE_SPACE", "a \t\n\u{a0}b", "a b"),
            ("CMD_LINE", "C^M\"D  ,/C (DIR", "cmd/c(dir"),
            ("REPLACE_COMMENTS", "a/* x */b*/c/*d", "a b*/c "),
            ("REMOVE_NULLS", "a\0b", "ab"),
            ("REPLACE_NULLS", "a\0b", "a b"),
            ("NORMALIZE_PATH", "/a//b/./c/../d", "/a/b/d"),
            ("NORMALIZE_PATH", "../a/../b", "../b"),
            ("NORMALIZE_PATH_WIN", "\\a\\..\\b", "/b"),
            ("URL_DECODE", "a%20b%zz", "a b%zz"),
            ("URL_DECODE_UNI", "%u003c%uFF1C", "<<"),
            ("HTML_ENTITY_DECODE", "&lt;&#x41;&#66;&quot;&nope;", "<AB\"&nope;"),
            ("BASE64_DECODE", "PHNjcmlwdD4=", "<script>"),
            ("BASE64_DECODE_EXT", "PHNj.cmlwdD4", "<script>"),
            ("HEX_DECODE", "4142", "AB"),
            ("SQL_HEX_DECODE", "x=0x414243;", "x=ABC;"),
            ("ESCAPE_SEQ_DECODE", "\\x41\\n\\q", "A\n\\q"),
            ("JS_DECODE", "\\u0041\\x42", "AB"),
            ("CSS_DECODE", "ja\\vascript\\41 b", "javascriptAb"),
            ("UTF8_TO_UNICODE", "aé", "a%u00e9"),
            ("ESCAPE_SEQ_DECODE", "\\0101", "A"),
        ];
        for (kind, text, wanted) in cases {
            let found =
                apply(kind, text.as_bytes()).map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
            assert_eq!(found.as_deref(), Some(wanted), "{kind} of {text:?}");
        }
        assert_eq!(apply("BREW", b"a"), None);
    }
}

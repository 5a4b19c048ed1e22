//! Whether one of the keys of a JSON Web Key Set (RFC 7517) signed a token.

use serde_json::Value;

use super::{Token, bytes, rsa, sha2};

/// What a key set says about a token's signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signature {
    /// The key with this identifier made it.
    Good(String),
    /// The key that the token names did not make it.
    Bad(String),
    /// No key of the set has the token's `kid`.
    UnknownKey(String),
    /// The set cannot be used; the text says why, as the end of a sentence.
    Unusable(String),
}

/// The digests' identifiers, as PKCS #1 puts them before the digest.
const SHA256: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    0x04, 0x20,
];
const SHA384: [u8; 19] = [
    0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00,
    0x04, 0x30,
];
const SHA512: [u8; 19] = [
    0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00,
    0x04, 0x40,
];

impl Token {
    /// Checks the signature with a key set's JSON text.
    pub fn check_signature(&self, key_set: &str) -> Signature {
        let Ok(set) = serde_json::from_str::<Value>(key_set) else {
            return Signature::Unusable("it is no JSON".to_owned());
        };
        let Some(keys) = set.get("keys").and_then(Value::as_array) else {
            return Signature::Unusable("it has no list `keys`".to_owned());
        };
        let text = |value: &Value, name: &str| {
            value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let kid = self.header.get("kid").and_then(Value::as_str).unwrap_or_default().to_owned();
        let Some(key) = keys.iter().find(|key| text(key, "kid") == kid) else {
            return Signature::UnknownKey(kid);
        };
        if text(key, "kty") != "RSA" {
            return Signature::Unusable(format!("key `{kid}` is no RSA key"));
        }
        let number =
            |name: &'static str| bytes(&text(key, name), "key").ok().filter(|bytes| !bytes.is_empty());
        let (Some(modulus), Some(exponent)) = (number("n"), number("e")) else {
            return Signature::Unusable(format!("key `{kid}` has no numbers `n` and `e`"));
        };
        let whole = exponent.iter().try_fold(0_u64, |sum, byte| {
            sum.checked_mul(256).and_then(|sum| sum.checked_add(u64::from(*byte)))
        });
        let algorithm = self.header.get("alg").and_then(Value::as_str).unwrap_or_default();
        let (prefix, digest) = match algorithm {
            "RS256" => (SHA256, sha2::sha256(self.signed.as_bytes())),
            "RS384" => (SHA384, sha2::sha384(self.signed.as_bytes())),
            "RS512" => (SHA512, sha2::sha512(self.signed.as_bytes())),
            other => {
                return Signature::Unusable(format!(
                    "the studio does not check signatures made with `{other}`"
                ));
            }
        };
        let opened = whole.and_then(|exponent| rsa::opened(&modulus, exponent, &self.signature));
        let good = opened.is_some_and(|found| found == padded(found.len(), &prefix, &digest));
        if good { Signature::Good(kid) } else { Signature::Bad(kid) }
    }
}

/// `00 01 ff … ff 00`, the digest's identifier and the digest; empty where it does not fit.
fn padded(length: usize, prefix: &[u8], digest: &[u8]) -> Vec<u8> {
    const LEAST_FILL: usize = 8;
    let Some(fill) = length.checked_sub(prefix.len() + digest.len() + 3).filter(|fill| *fill >= LEAST_FILL)
    else {
        return Vec::new();
    };
    let mut out = vec![0x00, 0x01];
    out.extend(std::iter::repeat_n(0xff, fill));
    out.push(0x00);
    out.extend_from_slice(prefix);
    out.extend_from_slice(digest);
    out
}

//! Whether one of the keys of a JSON Web Key Set (RFC 7517) signed a token.

use std::ops::RangeInclusive;

use rsa::{BoxedUint, Error, PublicKey};
use serde_json::Value;
use sha2::{Sha256, Sha384, Sha512};

use super::{Token, bytes};

/// The sizes of modulus in bits that are checked; longer ones are refused, so that no key makes a check slow.
const MODULUS_BITS: RangeInclusive<usize> = 1..=8192;

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
        let algorithm = self.header.get("alg").and_then(Value::as_str).unwrap_or_default();
        let verify = match algorithm {
            "RS256" => PublicKey::pkcs1v15_verify::<Sha256>,
            "RS384" => PublicKey::pkcs1v15_verify::<Sha384>,
            "RS512" => PublicKey::pkcs1v15_verify::<Sha512>,
            other => {
                return Signature::Unusable(format!(
                    "the studio does not check signatures made with `{other}`"
                ));
            }
        };
        let verified = PublicKey::new_with_size_limits(whole(&modulus), whole(&exponent), MODULUS_BITS)
            .and_then(|key| verify(&key, self.signed.as_bytes(), &self.signature));
        match verified {
            Ok(()) => Signature::Good(kid),
            Err(Error::ModulusTooLarge | Error::PublicExponentTooLarge) => Signature::Unusable(format!(
                "key `{kid}` is larger than the studio checks: its `n` may have at most {} bits, its `e` be at most {}",
                MODULUS_BITS.end(),
                PublicKey::MAX_PUB_EXPONENT
            )),
            Err(_) => Signature::Bad(kid),
        }
    }
}

/// Big-endian bytes as a number, without the zeros before it: they would make every step with it longer.
fn whole(bytes: &[u8]) -> BoxedUint {
    let start = bytes.iter().position(|byte| *byte != 0);
    BoxedUint::from_be_slice_vartime(start.and_then(|start| bytes.get(start..)).unwrap_or(&[0]))
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::json;

    use super::{Signature, Token};

    /// A modulus of 1024 bits and a token that its key signed, made with the Python package cryptography.
    const MODULUS: &str = "xQa5DUz26P4rhDvEJlnuOqKpl1BI1pU4QT0FAoeATWw7Z2iUxMBYRIJFo62yyPb9G7imIzTMGegUMVW3IVWqGRP0iwEAhuubKxe1ak9NgMYkTfHr6EEgdE9y-GCkXmcdtzMhoh-RUwmNs4BViZGVmGosnfVI0lNJMcoL2z4NMdk";
    const TOKEN: &str = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.e30.h9x1DMbe_dAtmmfKohISq6ItUB8b33AOVaZ6-tY81uHdlUBOt8TKaHrgumru48iWjhqqtxG4IWxrrYs3iQy9VFJ_6r0DURApMWwux6IPR3qSsDL29nPSlh0ymrtPYcOQ3qVNb_co5itqe05yCxFOZFa3kR9fdhcjmXWWJPyv5oc";

    fn modulus() -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(MODULUS).expect("base64url")
    }

    fn checked(token: &Token, modulus: &[u8], exponent: &[u8]) -> Signature {
        let part = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let key = json!({"kty": "RSA", "kid": "k", "n": part(modulus), "e": part(exponent)});
        token.check_signature(&json!({"keys": [key]}).to_string())
    }

    #[test]
    fn the_key_that_signed_is_found() {
        let token = Token::read(TOKEN).expect("a token");
        let (good, bad) = (Signature::Good("k".to_owned()), Signature::Bad("k".to_owned()));
        assert_eq!(checked(&token, &modulus(), &[1, 0, 1]), good);
        let after_zeros = |bytes: &[u8]| [&[0; 3000], bytes].concat();
        assert_eq!(checked(&token, &after_zeros(&modulus()), &after_zeros(&[1, 0, 1])), good);
        assert_eq!(checked(&token, &modulus(), &[3]), bad);
        let changed = Token { signed: format!("{}A", token.signed), ..token.clone() };
        assert_eq!(checked(&changed, &modulus(), &[1, 0, 1]), bad);
        for signature in [vec![], vec![0xff; 128], [vec![0], token.signature.clone()].concat()] {
            assert_eq!(checked(&Token { signature, ..token.clone() }, &modulus(), &[1, 0, 1]), bad);
        }
    }

    #[test]
    fn a_key_of_any_size_is_checked_or_named_too_large() {
        let token = Token::read(TOKEN).expect("a token");
        let bad = Signature::Bad("k".to_owned());
        assert_eq!(checked(&token, &[0xff; 1024], &[1, 0xff, 0xff, 0xff, 0xff]), bad);
        let too_large = "key `k` is larger than the studio checks: its `n` may have at most 8192 bits, its `e` be at most 8589934591";
        let too_large = Signature::Unusable(too_large.to_owned());
        assert_eq!(checked(&token, &[0xff; 1025], &[1, 0, 1]), too_large);
        assert_eq!(checked(&token, &modulus(), &[2, 0, 0, 0, 1]), too_large);
    }

    #[test]
    fn numbers_that_make_no_key_are_refused() {
        let token = Token::read(TOKEN).expect("a token");
        let bad = Signature::Bad("k".to_owned());
        for exponent in [&[0][..], &[1], &[2], &[1, 0, 0], &[0xff; 128]] {
            assert_eq!(checked(&token, &modulus(), exponent), bad, "{exponent:?}");
        }
        for length in 1..130 {
            for last in [0, 1, 2, 0xff] {
                for first in [0_u8, 1, 0xff] {
                    let mut modulus = vec![first; length];
                    modulus.extend([last]);
                    let signature = vec![first.saturating_sub(1); length + 1];
                    let token = Token { signature, ..token.clone() };
                    assert_eq!(checked(&token, &modulus, &[3]), bad, "{modulus:?}");
                }
            }
        }
    }
}

//! Digests, and identifiers that are made of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest as _, Sha256, Sha512};

use super::super::eval::Context;
use super::super::value::Val;
use super::{Called, is_unknown, text_at};

const NAMES: &[&str] = &["md5", "sha1", "sha256", "sha512", "base64sha256", "base64sha512", "uuidv5"];

pub(super) fn call(context: &Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    if !NAMES.contains(&name) || arguments.iter().any(is_unknown) {
        return Ok(None);
    }
    let text = text_at(arguments, 0)?;
    context.world.budget.steps(text.len() / 64)?;
    let made = match name {
        "md5" => hex(&Md5::digest(text.as_bytes())),
        "sha1" => hex(&Sha1::digest(text.as_bytes())),
        "uuidv5" => return uuid_v5(&text, &text_at(arguments, 1)?),
        "sha256" => hex(&Sha256::digest(text.as_bytes())),
        "sha512" => hex(&Sha512::digest(text.as_bytes())),
        "base64sha256" => STANDARD.encode(Sha256::digest(text.as_bytes())),
        _ => STANDARD.encode(Sha512::digest(text.as_bytes())),
    };
    Ok(Some(Val::text(made)))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An identifier out of a namespace and a name, as RFC 4122 has version 5.
fn uuid_v5(namespace: &str, name: &str) -> Called {
    const KNOWN: &[(&str, &str)] = &[
        ("dns", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
        ("url", "6ba7b811-9dad-11d1-80b4-00c04fd430c8"),
        ("oid", "6ba7b812-9dad-11d1-80b4-00c04fd430c8"),
        ("x500", "6ba7b814-9dad-11d1-80b4-00c04fd430c8"),
    ];
    let known = KNOWN.iter().find(|(known, _)| *known == namespace).map_or(namespace, |(_, uuid)| *uuid);
    let digits: String = known.chars().filter(|char| *char != '-').collect();
    let plain = known.len() == 36 && digits.len() == 32;
    let Some(number) = plain.then(|| u128::from_str_radix(&digits, 16).ok()).flatten() else {
        return Ok(None);
    };
    let mut bytes = number.to_be_bytes().to_vec();
    bytes.extend(name.as_bytes());
    let mut made = [0; 16];
    made.iter_mut().zip(Sha1::digest(&bytes)).for_each(|(to, from)| *to = from);
    let number = u128::from_be_bytes(made) & !(0xf << 76) & !(0x3 << 62) | (5 << 76) | (2 << 62);
    let digits = format!("{number:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| digits.get(part).unwrap_or_default());
    Ok(Some(Val::text(parts.join("-"))))
}

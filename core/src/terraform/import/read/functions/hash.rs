//! Digests, and identifiers that are made of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
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
        "sha1" => hex(&sha1(text.as_bytes())),
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

/// SHA-1 as FIPS 180-4 has it: no crate of ours brings it, and forty lines are less than one.
fn sha1(text: &[u8]) -> [u8; 20] {
    let mut state: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];
    let mut padded = text.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64), 0);
    if padded.len() - text.len() < 9 {
        padded.resize(padded.len() + 64, 0);
    }
    let bits = (text.len() as u64).wrapping_mul(8).to_be_bytes();
    let end = padded.len();
    padded.splice(end - 8.., bits);
    for block in padded.chunks_exact(64) {
        round(&mut state, block);
    }
    let mut digest = [0; 20];
    for (to, from) in digest.chunks_exact_mut(4).zip(state) {
        to.copy_from_slice(&from.to_be_bytes());
    }
    digest
}

/// Takes in one block of 64 bytes.
fn round(state: &mut [u32; 5], block: &[u8]) {
    let mut words: Vec<u32> = block
        .chunks_exact(4)
        .map(|bytes| bytes.iter().fold(0, |word, byte| (word << 8) | u32::from(*byte)))
        .collect();
    for at in 16..80 {
        let earlier = |back: usize| words.get(at - back).copied().unwrap_or_default();
        words.push((earlier(3) ^ earlier(8) ^ earlier(14) ^ earlier(16)).rotate_left(1));
    }
    let [mut a, mut b, mut c, mut d, mut e] = *state;
    for (at, word) in words.into_iter().enumerate() {
        let (mixed, constant) = match at {
            0..20 => ((b & c) | (!b & d), 0x5a82_7999),
            20..40 => (b ^ c ^ d, 0x6ed9_eba1),
            40..60 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc_u32),
            _ => (b ^ c ^ d, 0xca62_c1d6),
        };
        let next =
            a.rotate_left(5).wrapping_add(mixed).wrapping_add(e).wrapping_add(constant).wrapping_add(word);
        (a, b, c, d, e) = (next, a, b.rotate_left(30), c, d);
    }
    for (old, new) in state.iter_mut().zip([a, b, c, d, e]) {
        *old = old.wrapping_add(new);
    }
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
    made.iter_mut().zip(sha1(&bytes)).for_each(|(to, from)| *to = from);
    let number = u128::from_be_bytes(made) & !(0xf << 76) & !(0x3 << 62) | (5 << 76) | (2 << 62);
    let digits = format!("{number:032x}");
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| digits.get(part).unwrap_or_default());
    Ok(Some(Val::text(parts.join("-"))))
}

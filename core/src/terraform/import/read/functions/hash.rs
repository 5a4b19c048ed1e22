//! Digests. SHA-1 is not among the crates, so that what it makes stays an expression.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha2::{Digest as _, Sha256, Sha512};

use super::super::eval::Context;
use super::super::value::Val;
use super::{Called, is_unknown, text_at};

const NAMES: &[&str] = &["md5", "sha256", "sha512", "base64sha256", "base64sha512"];

pub(super) fn call(context: &Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    if !NAMES.contains(&name) || arguments.iter().any(is_unknown) {
        return Ok(None);
    }
    let text = text_at(arguments, 0)?;
    context.world.budget.steps(text.len() / 64)?;
    let made = match name {
        "md5" => hex(&Md5::digest(text.as_bytes())),
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

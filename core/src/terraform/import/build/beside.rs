//! Arguments that the design has no place for, and that the export writes beside its own as the files have them.

use super::super::config::Value;
use super::leftover::{clip, left_out};
use super::work::{Work, written};
use crate::design::Diagnostic;
use crate::terraform::export::is_expression;

/// Types whose arguments the export decides, or that have readers of their own for all that they say.
const DECIDED: &[&str] = &["aws_api_gateway_deployment", "aws_apigatewayv2_deployment", "aws_wafv2_"];

/// An argument that was kept, in case the export turns out to write no such block.
pub(super) struct Beside {
    /// What the block is made from.
    pub(super) mark: String,
    /// By what the argument is kept.
    pub(super) key: String,
    /// What there is to say where it is left out after all.
    pub(super) lost: Diagnostic,
}

/// Keeps an argument and says so; false where that cannot be.
pub(super) fn argument(work: &Work<'_>, at: usize, path: &str, value: &Value) -> bool {
    let kind = work.graph.kind(at);
    if DECIDED.iter().any(|decided| kind.starts_with(decided)) || path.contains('[') {
        return false;
    }
    let written = written(value);
    if !quietly(work, at, path, &written) {
        return false;
    }
    let message = format!("`{}` sets `{path}`, which the design has no place for", work.address(at));
    let help = format!("It is `{}`, and the export writes it as it is", clip(&written));
    work.say_of(at, path, Diagnostic::note("terraform-argument", message).help(help));
    true
}

/// Keeps an argument without a word about it; false where that cannot be.
pub(super) fn quietly(work: &Work<'_>, at: usize, path: &str, written: &str) -> bool {
    if !is_expression(written) {
        return false;
    }
    let Some((mark, key)) = work.place_of(at, path) else { return false };
    work.keep(key.clone(), written.to_owned());
    let lost = work.placed(at, path, left_out(work, at, path, written));
    work.keep_beside(Beside { mark, key, lost });
    true
}

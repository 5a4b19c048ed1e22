//! Terraform's functions, those that need nothing but their arguments and the files.

mod collection;
mod compare;
mod decode;
mod encode;
mod format;
mod hash;
mod moment;
mod network;
mod pattern;
mod shape;
mod sources;
mod text;
mod yaml;

pub(in crate::terraform::import) use encode::encoded_again as encoded;
pub(super) use encode::{json_both_ways, json_in_order, json_text};
pub(super) use sources::filled;

use super::eval::Context;
use super::limits::Fail;
use super::tree::{Call, Expr};
use super::value::Val;

/// What a function gives; nothing when it is not known, or when there is no such function here.
pub(super) type Called = Result<Option<Val>, Fail>;

/// A function that does not want all of its arguments to have a value.
pub(super) fn lazy(context: &Context<'_, '_>, expr: &Expr, call: &Call) -> Called {
    match call.name.trim_start_matches("core::") {
        "try" => {
            let mut last = Fail::new("`try` has no argument");
            for argument in &call.arguments {
                match context.eval(argument) {
                    Err(fail) if fail.limit => return Err(fail),
                    Err(fail) => last = fail,
                    Ok(Val::Opaque(_)) => return Ok(Some(context.unknown(expr))),
                    Ok(value) => return Ok(Some(value)),
                }
            }
            Err(last)
        }
        "can" => match call.arguments.first().map(|argument| context.eval(argument)) {
            Some(Err(fail)) if fail.limit => Err(fail),
            Some(Ok(Val::Opaque(_))) => Ok(Some(context.unknown(expr))),
            other => Ok(Some(Val::Bool(matches!(other, Some(Ok(_)))))),
        },
        _ => Ok(None),
    }
}

/// A function with its arguments.
pub(super) fn call(context: &Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    context.world.budget.steps(arguments.len() + 1)?;
    let name = name.trim_start_matches("core::");
    for functions in [
        text::call,
        format::call,
        shape::call,
        collection::call,
        compare::call,
        encode::call,
        hash::call,
        network::call,
        pattern::call,
        sources::call,
        moment::call,
    ] {
        if let Some(value) = functions(context, name, arguments)? {
            if let Val::Text(text) = &value {
                context.world.budget.bytes(text.len())?;
            }
            return Ok(Some(value));
        }
    }
    Ok(None)
}

/// The argument at a place.
fn argument(arguments: &[Val], at: usize) -> Result<&Val, Fail> {
    arguments.get(at).ok_or_else(|| Fail::new("A function has too few arguments"))
}

/// The argument at a place as text.
fn text_at(arguments: &[Val], at: usize) -> Result<std::rc::Rc<str>, Fail> {
    let value = argument(arguments, at)?;
    value.as_text().ok_or_else(|| Fail::new(format!("A text is wanted, and {} is given", value.kind())))
}

/// The elements of the list or set at a place.
fn list_at(arguments: &[Val], at: usize) -> Result<&[Val], Fail> {
    let value = argument(arguments, at)?;
    let elements = value.elements().map(|elements| elements.as_slice());
    elements.ok_or_else(|| Fail::new(format!("A list is wanted, and {} is given", value.kind())))
}

/// Whether an argument itself is not known; what is in it may be.
fn is_unknown(value: &Val) -> bool {
    matches!(value, Val::Opaque(_) | Val::Template(_))
}

//! Functions that read the files of the module, and those that fill templates.

use super::super::convert::Converter;
use super::super::eval::{Bound, Context};
use super::super::files;
use super::super::limits::Fail;
use super::super::template;
use super::super::value::{Parts, Val};
use super::{Called, argument, is_unknown, text_at};

pub(super) fn call(context: &Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    if name == "templatestring" && !arguments.first().is_none_or(is_unknown) {
        let text = text_at(arguments, 0)?;
        return filled(context, "the text", &text, argument(arguments, 1)?);
    }
    if !matches!(name, "file" | "fileexists" | "templatefile") || arguments.first().is_none_or(is_unknown) {
        return Ok(None);
    }
    let path = text_at(arguments, 0)?;
    // Paths are seen from the folder that Terraform runs in: the root's.
    let root = context.world.instance(0).map(|root| root.folder.path);
    let found = files::joined(root.unwrap_or_default(), &path)
        .and_then(|path| context.world.files.get_key_value(path.as_str()));
    // A file that was not handed over may be there all the same.
    let Some((name_of_file, bytes)) = found else { return Ok(None) };
    context.world.used.borrow_mut().insert(name_of_file);
    if name == "fileexists" {
        return Ok(Some(Val::Bool(true)));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| Fail::new(format!("`{path}` is no UTF-8 text")))?;
    context.world.budget.bytes(text.len())?;
    if name == "file" {
        return Ok(Some(Val::text(text)));
    }
    filled(context, &path, text, argument(arguments, 1)?)
}

/// A template file with its values.
pub(in super::super) fn filled(context: &Context<'_, '_>, path: &str, text: &str, values: &Val) -> Called {
    let Val::Map(entries) = values else {
        return if is_unknown(values) { Ok(None) } else { Err(Fail::new("`templatefile` wants a map")) };
    };
    let parsed = hcl_edit::parser::parse_template(text)
        .map_err(|error| Fail::new(format!("`{path}` is no template: {}", error.message())))?;
    let pieces = template::heredoc(&Converter { text, base: 0 }, &parsed, false);
    let mut bound: Option<Box<Bound<'_>>> = None;
    let names: Vec<(&str, &Val)> = entries.iter().map(|(name, value)| (name.as_ref(), value)).collect();
    inside(context, text, &names, bound.take().as_deref(), &pieces)
}

/// Binds one name after the other, then fills the template.
fn inside(
    context: &Context<'_, '_>,
    text: &str,
    names: &[(&str, &Val)],
    up: Option<&Bound<'_>>,
    pieces: &[super::super::tree::Piece],
) -> Called {
    if let Some(((name, value), rest)) = names.split_first() {
        let bound = Bound { name, value: Some((*value).clone()), up };
        return context.world.budget.deeper(|| inside(context, text, rest, Some(&bound), pieces));
    }
    let context = Context { text, bound: up, sealed: true, ..*context };
    let mut parts = Parts::default();
    Ok(if context.pieces(pieces, &mut parts)? { Some(parts.finish()) } else { None })
}

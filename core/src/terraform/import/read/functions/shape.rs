//! Functions that convert between types, and those that pass a value on.

use super::super::eval::Context;
use super::super::limits::Fail;
use super::super::operators::{set, unified};
use super::super::value::{Entries, Val};
use super::{Called, argument, is_unknown, text};

pub(super) fn call(_: &Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    match name {
        "tostring" | "tonumber" | "tobool" => text::converted(name, argument(arguments, 0)?),
        "sensitive" | "nonsensitive" | "ephemeralasnull" => Ok(arguments.first().cloned()),
        "issensitive" => Ok(Some(Val::Bool(false))),
        "tolist" | "toset" | "tomap" if arguments.first().is_none_or(is_unknown) => Ok(None),
        "tolist" => match argument(arguments, 0)? {
            Val::List(values) | Val::Set(values) => Ok(Some(Val::list(unified(values.as_ref().clone())?))),
            Val::Null => Ok(Some(Val::Null)),
            other => Err(Fail::new(format!("`tolist` cannot convert {}", other.kind()))),
        },
        "toset" => match argument(arguments, 0)? {
            Val::List(values) | Val::Set(values) => set(values.as_ref().clone()).map(Some),
            Val::Null => Ok(Some(Val::Null)),
            other => Err(Fail::new(format!("`toset` cannot convert {}", other.kind()))),
        },
        "tomap" => match argument(arguments, 0)? {
            Val::Map(entries) => {
                let values = unified(entries.values().cloned().collect())?;
                let map: Entries = entries.keys().cloned().zip(values).collect();
                Ok(Some(Val::map(map)))
            }
            Val::Null => Ok(Some(Val::Null)),
            other => Err(Fail::new(format!("`tomap` cannot convert {}", other.kind()))),
        },
        _ => Ok(None),
    }
}

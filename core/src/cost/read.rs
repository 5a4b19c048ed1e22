//! Reading a month's quantities from a text.

use serde_json::{Map, Value};

use super::number;
use crate::aws::regions;
use crate::base::Milli;
use crate::design::inputs::{UnknownFreeTier, Usage, UsageAccess};
use crate::design::{Architecture, Diagnostic, json};

/// Reads a usage file: a flat JSON object of AWS quantities, each a number or a number in quotes.
///
/// A field that is unknown, negative or not a number is a diagnostic and stays unset; none of them is dropped
/// in silence. A text that is no JSON object gives an empty usage.
pub fn read_usage(text: &str) -> (Usage, Vec<Diagnostic>) {
    let mut usage = Usage::default();
    let (object, mut diagnostics) = match object(text) {
        Ok(found) => found,
        Err(diagnostic) => return (usage, vec![*diagnostic]),
    };
    for (name, value) in &object {
        if let Err(diagnostic) = set(&mut usage, name, value, &mut diagnostics) {
            diagnostics.push((*diagnostic).at_place(name.as_str()));
        }
    }
    (usage, diagnostics)
}

/// How the reader of JSON begins to say that a number is beyond what it holds.
const OUT_OF_RANGE: &str = "number out of range";

/// The member whose value is read at this place: what stands in quotes before the last colon.
fn name_before(text: &str, line: usize, column: usize) -> Option<&str> {
    let start: usize = text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let before = text.get(..start.checked_add(column)?)?;
    let (name, _) = before.rsplit_once(':')?;
    name.trim_end().strip_suffix('"')?.rsplit('"').next()
}

/// A field that is refused; boxed, as fields that are taken are the rule.
type Refused = Box<Diagnostic>;

/// The members of a JSON object, and a diagnostic for each name that comes twice.
fn object(text: &str) -> Result<(Map<String, Value>, Vec<Diagnostic>), Refused> {
    const HELP: &str = "Write one object such as `{\"rest_requests\": 1000000}`";
    let not_json =
        |help: String| refused("usage-not-json", "The usage is not a JSON object".to_owned(), help);
    let parsed = json::parse(text).map_err(|error| {
        let huge = error.to_string().starts_with(OUT_OF_RANGE);
        if let Some(name) = name_before(text, error.line(), error.column()).filter(|_| huge) {
            return Box::new((*too_large(name, "1e308 or more")).at_place(name));
        }
        let place = format!("{}:{}", error.line(), error.column());
        Box::new((*not_json(format!("{HELP}; {error}"))).at_place(place))
    })?;
    let Value::Object(object) = parsed.value else { return Err(not_json(HELP.to_owned())) };
    let twice = parsed.duplicates.iter().map(|pointer| {
        let name = pointer.trim_start_matches('/');
        Diagnostic::warning("usage-field-twice", format!("`{name}` comes twice, and the last one counts"))
            .at_place(name)
            .help("Keep one of them")
    });
    Ok((object, twice.collect()))
}

fn set(usage: &mut Usage, name: &str, value: &Value, notes: &mut Vec<Diagnostic>) -> Result<(), Refused> {
    match name {
        // As with numbers, null is nothing.
        "region" | "arch" | "free_tier" if value.is_null() => {}
        "region" => {
            usage.region = region_of(word(name, value, r#"Write a code such as `"us-east-1"`"#)?, notes);
        }
        "arch" => usage.arch = processor(&word(name, value, r#"Write `"x86_64"` or `"arm64"`"#)?)?,
        "free_tier" => {
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            usage.free_tier = text.parse().map_err(|error: UnknownFreeTier| {
                refused(
                    "usage-word-unknown",
                    format!("`free_tier`: {error}"),
                    "Use true for all of them, false for none",
                )
            })?;
        }
        _ => match Usage::FIELDS.iter().find(|field| field.name == name).map(|field| field.access) {
            Some(UsageAccess::Count { put, .. }) => put(usage, whole(name, value, notes)?),
            // A load balancer is there or not, so that `true` says it as well as 1.
            Some(UsageAccess::Decimal { put, .. }) if value.is_boolean() && matches!(name, "alb" | "nlb") => {
                put(usage, Some(Milli::whole(i64::from(value == &Value::Bool(true)))));
            }
            Some(UsageAccess::Decimal { put, .. }) => put(usage, decimal(name, value, notes)?),
            None => return Err(unknown_field(name)),
        },
    }
    Ok(())
}

/// A Region's code as it is; a Local Zone's as its Region's, as API Gateway runs there and not in the zone.
fn region_of(code: String, notes: &mut Vec<Diagnostic>) -> String {
    let is_within = |region: &str| code.strip_prefix(region).is_some_and(|rest| rest.starts_with('-'));
    let mut known = regions().iter().map(|region| region.value.code.as_str());
    let Some(parent) = known.find(|region| is_within(region)) else { return code };
    let message =
        format!("`{code}` reads as a Local Zone of `{parent}`, and API Gateway runs in Regions only");
    notes.push(
        Diagnostic::note("region-local-zone", message)
            .at_place("region")
            .help(format!("The prices are those of `{parent}`")),
    );
    parent.to_owned()
}

/// The processor of Lambda functions: as Lambda's API spells it, or as its prices do.
fn processor(text: &str) -> Result<Architecture, Refused> {
    match text {
        "x86_64" | "x86" => Ok(Architecture::X86_64),
        "arm64" | "arm" => Ok(Architecture::Arm64),
        _ => {
            let message = format!("Lambda has no processor `{text}`");
            Err(refused("usage-word-unknown", message, "Use x86_64 or arm64"))
        }
    }
}

fn unknown_field(name: &str) -> Refused {
    let quantities = Usage::FIELDS.iter().map(|field| field.name);
    let known: Vec<&str> = ["region", "arch", "free_tier"].into_iter().chain(quantities).collect();
    let help = format!("Use one of {}", known.join(", "));
    refused("usage-field-unknown", format!("A usage has no field `{name}`"), help)
}

fn word(name: &str, value: &Value, help: &str) -> Result<String, Refused> {
    let message = || format!("`{name}` is not a text: `{value}`");
    value.as_str().map(str::to_owned).ok_or_else(|| refused("usage-not-text", message(), help))
}

/// A number, bare or in quotes; null is nothing.
fn decimal(name: &str, value: &Value, notes: &mut Vec<Diagnostic>) -> Result<Option<Milli>, Refused> {
    let Some((read, text)) = number_of(name, value)? else { return Ok(None) };
    let number = read.value;
    if read.rounded {
        let message = format!("`{name}` is rounded from `{text}` to `{number}`");
        let note = Diagnostic::note("usage-rounded", message).at_place(name);
        notes.push(note.help("A quantity has three decimal places"));
    }
    notes.extend(inexact(name, value, number));
    Ok(Some(number))
}

fn whole(name: &str, value: &Value, notes: &mut Vec<Diagnostic>) -> Result<Option<u64>, Refused> {
    if let Some(number) = value.as_u64() {
        return Ok(Some(number));
    }
    let Some((read, text)) = number_of(name, value)? else { return Ok(None) };
    let number = read.value;
    if read.rounded || number.thousandths() % 1000 != 0 {
        let message = format!("`{name}` is not a whole number: `{text}`");
        return Err(refused("usage-not-whole", message, "Give a whole number"));
    }
    notes.extend(inexact(name, value, number));
    Ok(u64::try_from(number.thousandths() / 1000).ok())
}

/// A number that is not below zero, and how it is written.
fn number_of(name: &str, value: &Value) -> Result<Option<(number::Read, String)>, Refused> {
    let text = match value {
        Value::Null => return Ok(None),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return Err(not_a_number(name, &value.to_string())),
    };
    let read = number::read(&text).ok_or_else(|| unread(name, value, &text))?;
    if read.value < Milli::default() {
        let message = format!("`{name}` is below zero: `{text}`");
        return Err(refused("usage-negative", message, "Give zero or more"));
    }
    Ok(Some((read, text)))
}

/// Bits that JSON's reader holds of a number with a point or an exponent.
const HELD_BITS: u32 = 53;

/// A number that may have been written with more digits than JSON's reader holds.
fn inexact(name: &str, value: &Value, number: Milli) -> Option<Diagnostic> {
    let cut = value.is_f64() && number.thousandths() >= 1 << HELD_BITS;
    let message = format!("`{name}` is read as `{number}`, and may have been written with more digits");
    let note = || Diagnostic::note("usage-rounded", message).at_place(name);
    cut.then(|| note().help("Write it in quotes, and each digit counts"))
}

/// A number that is beyond any month, or a text that is none.
fn unread(name: &str, value: &Value, text: &str) -> Refused {
    let digits = !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    if value.is_number() || digits { too_large(name, text) } else { not_a_number(name, text) }
}

fn too_large(name: &str, text: &str) -> Refused {
    let message = format!("`{name}` is too large: `{text}`");
    refused("usage-too-large", message, "Give less than 9,000,000,000,000,000")
}

fn not_a_number(name: &str, text: &str) -> Refused {
    let message = format!("`{name}` is not a number: `{text}`");
    refused("usage-not-a-number", message, "Give digits, with a point before decimal places")
}

fn refused(code: &'static str, message: String, help: impl Into<String>) -> Refused {
    Box::new(Diagnostic::error(code, message).help(help))
}

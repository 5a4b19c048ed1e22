//! Numbers, Booleans, characters, entries and iterators.

use super::{Called, Raised, flag};
use crate::lang::vtl::value::Value;

pub(super) fn call(value: &Value, name: &str, arguments: &[Value]) -> Called {
    match value {
        Value::Int(number) => int(*number, name, arguments),
        Value::Long(_) | Value::Double(_) | Value::Big(_) | Value::Decimal(_) => {
            number(value, name, arguments)
        }
        Value::Bool(own) => match (name, arguments) {
            ("booleanValue", []) => flag(*own),
            ("compareTo", [Value::Bool(other)]) => Ok(Value::Int(i32::from(*own) - i32::from(*other))),
            ("parseBoolean" | "valueOf", [Value::Text(text)]) => flag(text.eq_ignore_ascii_case("true")),
            ("hashCode", []) => Ok(Value::Int(if *own { 1231 } else { 1237 })),
            ("logicalAnd" | "logicalOr" | "logicalXor" | "getBoolean", _) => Err(Raised::unsupported(name)),
            _ => Ok(Value::Null),
        },
        Value::Char(unit) => match (name, arguments) {
            ("charValue", []) => Ok(Value::Char(*unit)),
            ("hashCode", []) => Ok(Value::Int(i32::from(*unit))),
            ("compareTo", [Value::Char(other)]) => Ok(Value::Int(i32::from(*unit) - i32::from(*other))),
            (name, [_]) if name.starts_with("is") || name.starts_with("to") => Err(Raised::unsupported(name)),
            _ => Ok(Value::Null),
        },
        Value::Entry(entry) => match (name, arguments) {
            ("getKey", []) => Ok(entry.key.clone()),
            ("getValue", []) => Ok(entry.map.map_get(&entry.key)),
            ("setValue", [new]) => super::map::call(&entry.map, "put", &[entry.key.clone(), new.clone()]),
            _ => Ok(Value::Null),
        },
        Value::Iterator(walk) => match (name, arguments) {
            ("hasNext", []) => flag(walk.next.get() < walk.items.len()),
            ("next", []) => match walk.items.get(walk.next.get()) {
                Some(item) => {
                    walk.next.set(walk.next.get() + 1);
                    Ok(item.clone())
                }
                None => Err(Raised::java("The iterator has no next item")),
            },
            ("remove" | "forEachRemaining", _) => Err(Raised::unsupported(name)),
            _ => Ok(Value::Null),
        },
        _ => Ok(Value::Null),
    }
}

fn int(number: i32, name: &str, arguments: &[Value]) -> Called {
    let parsed = |text: &str, radix: u32| {
        // Java takes a leading plus as Rust does, and no blanks.
        i32::from_str_radix(text, radix)
            .map(Value::Int)
            .map_err(|_| Raised::java(format!("`{text}` is no whole number of 32 bits")))
    };
    match (name, arguments) {
        ("intValue", []) | ("hashCode", []) => Ok(Value::Int(number)),
        ("longValue", []) => Ok(Value::Long(i64::from(number))),
        ("doubleValue", []) => Ok(Value::Double(f64::from(number))),
        ("parseInt" | "valueOf", [Value::Text(text)]) => parsed(text, 10),
        ("parseInt" | "valueOf", [Value::Text(text), Value::Int(radix @ 2..=36)]) => {
            parsed(text, u32::try_from(*radix).unwrap_or(10))
        }
        ("valueOf", [Value::Int(other)]) => Ok(Value::Int(*other)),
        ("toString", [Value::Int(other)]) => Ok(Value::text(&other.to_string())),
        ("toHexString", [Value::Int(other)]) => Ok(Value::text(&format!("{other:x}"))),
        ("toBinaryString", [Value::Int(other)]) => Ok(Value::text(&format!("{other:b}"))),
        ("toOctalString", [Value::Int(other)]) => Ok(Value::text(&format!("{other:o}"))),
        ("compareTo", [Value::Int(other)]) => Ok(Value::Int(number.cmp(other) as i32)),
        ("compare", [Value::Int(one), Value::Int(other)]) => Ok(Value::Int(one.cmp(other) as i32)),
        ("max", [Value::Int(one), Value::Int(other)]) => Ok(Value::Int(*one.max(other))),
        ("min", [Value::Int(one), Value::Int(other)]) => Ok(Value::Int(*one.min(other))),
        ("sum", [Value::Int(one), Value::Int(other)]) => Ok(Value::Int(one.wrapping_add(*other))),
        ("signum", [Value::Int(other)]) => Ok(Value::Int(other.signum())),
        (
            "byteValue"
            | "shortValue"
            | "floatValue"
            | "decode"
            | "bitCount"
            | "reverse"
            | "reverseBytes"
            | "rotateLeft"
            | "rotateRight"
            | "highestOneBit"
            | "lowestOneBit"
            | "numberOfLeadingZeros"
            | "numberOfTrailingZeros"
            | "parseUnsignedInt"
            | "divideUnsigned"
            | "remainderUnsigned"
            | "toUnsignedString"
            | "toUnsignedLong"
            | "compareUnsigned"
            | "getInteger",
            _,
        ) => Err(Raised::unsupported(name)),
        _ => Ok(Value::Null),
    }
}

fn number(value: &Value, name: &str, arguments: &[Value]) -> Called {
    match (value, name, arguments) {
        (Value::Long(number), "longValue", []) => Ok(Value::Long(*number)),
        (Value::Long(number), "intValue", []) => Ok(Value::Int(*number as i32)),
        (Value::Long(number), "doubleValue", []) => Ok(Value::Double(*number as f64)),
        (Value::Long(number), "compareTo", [Value::Long(other)]) => Ok(Value::Int(number.cmp(other) as i32)),
        (Value::Double(number), "intValue", []) => Ok(Value::Int(*number as i32)),
        (Value::Double(number), "longValue", []) => Ok(Value::Long(*number as i64)),
        (Value::Double(number), "doubleValue", []) => Ok(Value::Double(*number)),
        (Value::Double(number), "isNaN", []) => flag(number.is_nan()),
        (Value::Double(number), "isInfinite", []) => flag(number.is_infinite()),
        (_, "hashCode", []) => Err(Raised::unsupported(name)),
        (
            Value::Big(_) | Value::Decimal(_),
            "abs" | "negate" | "signum" | "intValue" | "longValue" | "doubleValue" | "scale" | "precision"
            | "bitLength" | "toPlainString" | "toBigInteger" | "stripTrailingZeros" | "sqrt",
            [],
        ) => Err(Raised::unsupported(name)),
        (
            Value::Big(_),
            "add" | "subtract" | "multiply" | "divide" | "mod" | "max" | "min" | "gcd",
            [Value::Big(_)],
        )
        | (
            Value::Decimal(_),
            "add" | "subtract" | "multiply" | "divide" | "max" | "min",
            [Value::Decimal(_)],
        )
        | (Value::Double(_), "parseDouble", [Value::Text(_)])
        | (Value::Long(_), "parseLong", [Value::Text(_)])
        | (_, "valueOf", [Value::Text(_)])
        | (_, "pow", [Value::Int(_)]) => Err(Raised::unsupported(name)),
        _ => Ok(Value::Null),
    }
}

//! `timeadd` and `formatdate`.

use super::super::limits::Fail;
use super::super::value::Val;
use super::{Called, is_unknown, text_at};
use crate::base::Day;

const NANOS: i128 = 1_000_000_000;
const DAY_S: i128 = 86_400;
/// Units of durations, in nanoseconds.
const UNITS: &[(&str, i128)] = &[
    ("ns", 1),
    ("us", 1_000),
    ("µs", 1_000),
    ("ms", 1_000_000),
    ("s", NANOS),
    ("m", 60 * NANOS),
    ("h", 3_600 * NANOS),
];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS: [&str; 7] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
/// How many digits a number of a duration has at most.
const DIGITS_MAX: usize = 15;

/// A moment, in nanoseconds since 1970, and how many minutes its clock is ahead of UTC.
#[derive(Clone, Copy)]
struct Moment {
    nanos: i128,
    ahead_min: i128,
}

pub(super) fn call(_: &super::super::eval::Context<'_, '_>, name: &str, arguments: &[Val]) -> Called {
    if !matches!(name, "timeadd" | "formatdate") || arguments.iter().any(is_unknown) {
        return Ok(None);
    }
    let (first, second) = (text_at(arguments, 0)?, text_at(arguments, 1)?);
    let stamp = if name == "timeadd" { &first } else { &second };
    let moment = moment(stamp).ok_or_else(|| Fail::new(format!("`{stamp}` is no moment of RFC 3339")))?;
    let text = match name {
        "timeadd" => {
            let added = duration(&second).ok_or_else(|| Fail::new(format!("`{second}` is no duration")))?;
            shown(Moment { nanos: moment.nanos + added, ..moment }, "YYYY-MM-DD'T'hh:mm:ssZ")
        }
        _ => shown(moment, &first),
    };
    // Before 1970 nothing is computed.
    text.map(|text| text.map(Val::text))
}

fn moment(text: &str) -> Option<Moment> {
    let (date, time) = text.split_once('T')?;
    let day: Day = date.parse().ok()?;
    let at = time.find(['Z', '+', '-'])?;
    let (clock, zone) = time.split_at(at);
    let ahead_min = match zone {
        "Z" => 0,
        zone => {
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            let (hours, minutes) = zone.get(1..)?.split_once(':')?;
            sign * (digits(hours, 24)? * 60 + digits(minutes, 60)?)
        }
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let [hour, minute, second] = parts.as_slice() else { return None };
    let second_of_day = (digits(hour, 24)? * 60 + digits(minute, 60)?) * 60 + digits(second, 60)?;
    if fraction.is_empty() || fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let fraction: i128 = format!("{fraction:0<9}").parse().ok()?;
    let seconds = i128::from(day.since_1970()) * DAY_S + second_of_day - ahead_min * 60;
    Some(Moment { nanos: seconds * NANOS + fraction, ahead_min })
}

/// Two digits below a limit.
fn digits(text: &str, below: i128) -> Option<i128> {
    let plain = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|number| plain && *number < below)
}

/// `1h30m`, `-0.5s`, `0`, in nanoseconds.
fn duration(text: &str) -> Option<i128> {
    let (sign, mut rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if rest == "0" {
        return Some(0);
    }
    let mut total = 0;
    loop {
        let end = rest.find(|char: char| !char.is_ascii_digit() && char != '.')?;
        let (number, after) = rest.split_at(end);
        let unit_end = after.find(|char: char| char.is_ascii_digit() || char == '.').unwrap_or(after.len());
        let (name, after) = after.split_at(unit_end);
        let (_, unit) = UNITS.iter().find(|(unit, _)| *unit == name)?;
        let (whole, places) = number.split_once('.').unwrap_or((number, ""));
        let digits = format!("{whole}{places}");
        if digits.is_empty() || digits.len() > DIGITS_MAX || places.contains('.') {
            return None;
        }
        let scale = 10_i128.checked_pow(u32::try_from(places.len()).ok()?)?;
        total += digits.parse::<i128>().ok()? * unit / scale;
        if after.is_empty() {
            return Some(sign * total);
        }
        rest = after;
    }
}

/// The moment in a format; none before 1970.
fn shown(moment: Moment, format: &str) -> Result<Option<String>, Fail> {
    let local = moment.nanos.div_euclid(NANOS) + moment.ahead_min * 60;
    let Ok(epoch_s) = u64::try_from(local) else { return Ok(None) };
    let mut out = String::new();
    let mut rest = format;
    while let Some(first) = rest.chars().next() {
        if let Some(inside) = rest.strip_prefix('\'') {
            rest = literal(&mut out, inside)
                .ok_or_else(|| Fail::new(format!("`{format}` has a quote that is not closed")))?;
            continue;
        }
        let length = rest.find(|char| char != first).unwrap_or(rest.len());
        let (token, after) = rest.split_at(length);
        rest = after;
        if !first.is_ascii_alphabetic() {
            out.push_str(token);
            continue;
        }
        let part = part(token, epoch_s, moment.ahead_min);
        out.push_str(&part.ok_or_else(|| Fail::new(format!("`{token}` is no part of a format of dates")))?);
    }
    Ok(Some(out))
}

/// What stands between quotes, where two are one; what is behind it.
fn literal<'f>(out: &mut String, inside: &'f str) -> Option<&'f str> {
    let mut rest = inside;
    loop {
        let (text, after) = rest.split_once('\'')?;
        out.push_str(text);
        match after.strip_prefix('\'') {
            Some(after) => {
                out.push('\'');
                rest = after;
            }
            None => return Some(after),
        }
    }
}

fn part(token: &str, epoch_s: u64, ahead_min: i128) -> Option<String> {
    let Day { year, month, day } = Day::at(epoch_s);
    let (hour, minute, second) = (epoch_s / 3_600 % 24, epoch_s / 60 % 60, epoch_s % 60);
    let half = if hour % 12 == 0 { 12 } else { hour % 12 };
    let month_name = MONTHS.get(usize::from(month).checked_sub(1)?)?;
    let weekday = WEEKDAYS.get(usize::try_from((epoch_s / 86_400 + 4) % 7).ok()?)?;
    let sign = if ahead_min < 0 { '-' } else { '+' };
    let (hours, minutes) = (ahead_min.abs() / 60, ahead_min.abs() % 60);
    Some(match token {
        "YYYY" => format!("{year:04}"),
        "YY" => format!("{:02}", year % 100),
        "MMMM" => (*month_name).to_owned(),
        "MMM" => month_name.get(..3)?.to_owned(),
        "MM" => format!("{month:02}"),
        "M" => month.to_string(),
        "DD" => format!("{day:02}"),
        "D" => day.to_string(),
        "EEEE" => (*weekday).to_owned(),
        "EEE" => weekday.get(..3)?.to_owned(),
        "hh" => format!("{hour:02}"),
        "h" => hour.to_string(),
        "HH" => format!("{half:02}"),
        "H" => half.to_string(),
        "mm" => format!("{minute:02}"),
        "m" => minute.to_string(),
        "ss" => format!("{second:02}"),
        "s" => second.to_string(),
        "AA" => (if hour < 12 { "AM" } else { "PM" }).to_owned(),
        "aa" => (if hour < 12 { "am" } else { "pm" }).to_owned(),
        "Z" if ahead_min == 0 => "Z".to_owned(),
        "ZZZ" if ahead_min == 0 => "UTC".to_owned(),
        "ZZZZZ" | "Z" => format!("{sign}{hours:02}:{minutes:02}"),
        "ZZZZ" | "ZZZ" => format!("{sign}{hours:02}{minutes:02}"),
        _ => return None,
    })
}

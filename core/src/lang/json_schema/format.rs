//! Formats that have one meaning; what others mean is not checked.

use core::net::{Ipv4Addr, Ipv6Addr};

/// The text's row for a value that has not this format; none where it has, or where the format is not checked.
pub(super) fn flaw(name: &str, text: &str) -> Option<&'static str> {
    let (fits, id) = match name {
        "date-time" => (is_date_time(text), "schema.date_time"),
        "email" => (is_email(text), "schema.email"),
        "hostname" => (is_hostname(text), "schema.hostname"),
        "uri" => (is_uri(text), "schema.uri"),
        "ipv4" => (text.parse::<Ipv4Addr>().is_ok(), "schema.ipv4"),
        "ipv6" => (text.parse::<Ipv6Addr>().is_ok(), "schema.ipv6"),
        _ => return None,
    };
    (!fits).then_some(id)
}

fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.rsplit_once('@') else { return false };
    let word = |part: &str| {
        !part.is_empty() && !part.starts_with('.') && !part.ends_with('.') && !part.contains("..")
    };
    let quoted = name.len() > 2 && name.starts_with('"') && name.ends_with('"');
    let plain = |part: &str| !part.contains(|c: char| c.is_whitespace() || "@\"(),:;<>".contains(c));
    (quoted || (word(name) && plain(name))) && word(host) && !host.contains(char::is_whitespace)
}

/// Labels of letters, digits and inner hyphens, at most 63 of them each and 255 with their dots.
fn is_hostname(text: &str) -> bool {
    let label = |label: &str| {
        (1..=63).contains(&label.len())
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    text.len() <= 255 && text.split('.').all(label)
}

/// What Java takes for an address: a scheme that is one, characters that may stand there, brackets around the host
/// only and digits for the port. An address without a scheme is relative, and fine.
fn is_uri(text: &str) -> bool {
    let rest = match text.split_once(':') {
        Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => {
            let fits = scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
            if !fits {
                return false;
            }
            rest
        }
        _ => text,
    };
    let (authority, path) = match rest.strip_prefix("//") {
        Some(rest) => rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len())),
        None => ("", rest),
    };
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((address, port)) if address.parse::<Ipv6Addr>().is_ok() => ("", port),
            _ => return false,
        },
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let port = port.strip_prefix(':').unwrap_or(port);
    let user = authority.rsplit_once('@').map_or("", |(user, _)| user);
    port.bytes().all(|byte| byte.is_ascii_digit()) && [user, host, path].into_iter().all(may_stand)
}

/// Characters of an address, with `%` before two hexadecimal digits only.
fn may_stand(text: &str) -> bool {
    let hex = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_hexdigit);
    let bytes = text.as_bytes();
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'%' => hex(bytes.get(at + 1)) && hex(bytes.get(at + 2)),
        byte => byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"-._~:/?#@!$&'()*+,;=".contains(byte),
    })
}

/// `2026-11-22T20:15:00.5+01:00`, with a fraction or without.
fn is_date_time(text: &str) -> bool {
    let Some((date, time)) = text.split_once(['T', 't']) else { return false };
    let number = |text: &str, length: usize| {
        (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())
            .flatten()
    };
    let [year, month, day] = date.splitn(3, '-').collect::<Vec<_>>()[..] else { return false };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    let (clock, offset) = match time.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, None),
        None => match time.rfind(['+', '-']).map(|at| time.split_at(at)) {
            Some((clock, offset)) => (clock, offset.get(1..)),
            None => return false,
        },
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let [hour, minute, second] = clock.splitn(3, ':').collect::<Vec<_>>()[..] else { return false };
    let within = |text: &str, limit: u32| number(text, 2).is_some_and(|number| number <= limit);
    let offset_fits = offset.is_none_or(|offset| {
        offset.split_once(':').is_some_and(|(hours, minutes)| within(hours, 23) && within(minutes, 59))
    });
    (1..=days).contains(&day)
        && within(hour, 23)
        && within(minute, 59)
        && within(second, 59)
        && !fraction.is_empty()
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
        && offset_fits
}

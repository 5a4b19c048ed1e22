//! What a stranger can choose of a call: headers that conditions ask about, and the time.

use crate::aws::{self, KeyGiven};
use crate::base::Day;
use crate::design::policy::{Condition, Found, Keys, Test, moment_ms};

use super::reach::{Asked, Reach, is_open};

/// Calls that are tried for one set of statements; a policy that asks for more combinations is not likely to be open.
const MAX_TRIED: usize = 400;
/// The value of a header that no policy asks for.
const UNASKED: &str = "curl/8.0";
/// An address that a condition on it as a text could ask for.
const SOMEWHERE: &str = "100.20.30.40";
/// A day, which is over for a stranger who waits.
const DAY_MS: i64 = 86_400_000;

/// The calls that strangers can make, as far as a policy tells them apart.
#[derive(Debug)]
pub(super) struct Choices {
    /// Every header's key in lower case, with the values that make a difference.
    headers: Vec<(String, Vec<Option<String>>)>,
    moments_ms: Vec<i64>,
}

/// One of those calls; its address is left to `reach`.
#[derive(Debug)]
pub(super) struct Stranger<'a> {
    headers: Vec<(&'a str, Option<&'a str>)>,
    at_ms: i64,
}

impl Keys for Stranger<'_> {
    fn look_up(&self, key: &str) -> Found {
        let one = |value: String| Found::Values(vec![value]);
        let Some(row) = aws::condition_key(key) else { return Found::Missing };
        match row.given {
            KeyGiven::Always if row.name == "aws:SecureTransport" => one("true".to_owned()),
            KeyGiven::Always => one((self.at_ms / 1000).to_string()),
            KeyGiven::Public => one(SOMEWHERE.to_owned()),
            KeyGiven::Header => {
                let header = self.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case(key));
                header.and_then(|(_, value)| *value).map_or(Found::Missing, |value| one(value.to_owned()))
            }
            KeyGiven::Private | KeyGiven::Service | KeyGiven::Signed | KeyGiven::Domain => Found::Missing,
        }
    }
}

impl Choices {
    /// What the statements ask about. Without a day any moment may be now.
    pub(super) fn of<'a>(asked: impl Iterator<Item = &'a Asked>, today: Option<Day>) -> Self {
        let now_ms = today.and_then(|day| moment_ms(&day.to_string()));
        let mut choices = Self { headers: Vec::new(), moments_ms: now_ms.into_iter().collect() };
        for condition in asked.flat_map(|asked| &asked.others) {
            match aws::condition_key(&condition.key).map(|row| row.given) {
                Some(KeyGiven::Header) => choices.header(condition),
                Some(KeyGiven::Always) => {
                    let around = |moment: i64| [moment - DAY_MS, moment, moment + DAY_MS];
                    let asked = condition.wanted.iter().filter_map(|text| moment_ms(text)).flat_map(around);
                    choices.moments_ms.extend(asked.filter(|moment| now_ms.is_none_or(|now| now <= *moment)));
                }
                _ => {}
            }
        }
        if choices.moments_ms.is_empty() {
            choices.moments_ms.push(0);
        }
        choices.moments_ms.sort_unstable();
        choices.moments_ms.dedup();
        choices
    }

    fn header(&mut self, condition: &Condition) {
        let key = condition.key.to_ascii_lowercase();
        let known = self.headers.iter().position(|(name, _)| *name == key);
        let at = known.unwrap_or_else(|| {
            self.headers.push((key, vec![Some(UNASKED.to_owned()), None]));
            self.headers.len() - 1
        });
        let like = condition.operator.is_some_and(|operator| operator.test == Test::Like);
        let values = condition.wanted.iter().map(|text| match like {
            true => text.replace('*', "").replace('?', "x"),
            false => text.clone(),
        });
        if let Some((_, known)) = self.headers.get_mut(at) {
            known.extend(values.map(Some));
        }
    }

    /// A call without anything particular.
    pub(super) fn first(&self) -> Stranger<'_> {
        self.call(0)
    }

    /// The call of this number; the later ones are the earlier ones again.
    fn call(&self, number: usize) -> Stranger<'_> {
        let mut rest = number;
        let mut pick = |count: usize| {
            let picked = rest.checked_rem(count).unwrap_or(0);
            rest = rest.checked_div(count).unwrap_or(0);
            picked
        };
        let at_ms = self.moments_ms.get(pick(self.moments_ms.len())).copied().unwrap_or(0);
        let headers = self
            .headers
            .iter()
            .map(|(name, values)| (name.as_str(), values.get(pick(values.len())).and_then(Option::as_deref)));
        Stranger { headers: headers.collect(), at_ms }
    }

    fn count(&self) -> usize {
        let headers = self.headers.iter().map(|(_, values)| values.len());
        headers.fold(self.moments_ms.len(), usize::saturating_mul)
    }

    /// Whether there are more calls than are tried.
    pub(super) fn are_too_many(&self) -> bool {
        self.count() > MAX_TRIED
    }

    /// Whether one of the calls is allowed from so much of the internet.
    pub(super) fn any_opens(
        &self,
        allows: &[&Asked],
        denies: &[&Asked],
        variables: bool,
        reach: Reach,
    ) -> bool {
        (0..self.count().min(MAX_TRIED)).any(|number| {
            let keys = self.call(number);
            let applies = |asked: &&Asked| asked.holds_but_for_address(&keys, variables);
            let allows: Vec<&Asked> = allows.iter().copied().filter(applies).collect();
            let denies: Vec<&Asked> = denies.iter().copied().filter(applies).collect();
            is_open(&allows, &denies, reach)
        })
    }
}

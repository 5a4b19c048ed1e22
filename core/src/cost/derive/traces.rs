//! How many requests X-Ray records.

use crate::aws::{DerivationRule, Method, derivation};
use crate::design::inputs::month_s;
use crate::design::{Design, Item, Route, XraySampling};

use super::ledger::{Key, Ledger};
use super::share::cumulated;

/// Traced requests by the sampling rule that decides about them.
pub struct Traced<'a> {
    rules: Vec<&'a XraySampling>,
    /// Requests of each rule; the last list is that of X-Ray's default rule.
    requests: Vec<Vec<(Item, u64)>>,
}

impl<'a> Traced<'a> {
    pub fn new(design: &'a Design) -> Self {
        let mut rules: Vec<&XraySampling> = design.xray_sampling.iter().collect();
        rules.sort_by_key(|rule| rule.priority);
        let requests = vec![Vec::new(); rules.len() + 1];
        Self { rules, requests }
    }

    /// Notes the requests of a route on a traced stage.
    pub fn add(&mut self, at: Item, route: &Route, service: &str, requests: u64) {
        let matches = |rule: &&XraySampling| {
            let path = route.key.path_template().unwrap_or_default();
            let verb = route.key.method().filter(|method| *method != Method::Any);
            let verb = verb.map_or("ANY", |method| method.as_str());
            like(&rule.url_path, path) && like(&rule.http_method, verb) && like(&rule.service_name, service)
        };
        let place = self.rules.iter().position(matches).unwrap_or(self.rules.len());
        if let Some(list) = self.requests.get_mut(place) {
            list.push((at, requests));
        }
    }

    /// Books the traces: a rule's reservoir for each second, and its part of the rest.
    pub fn book(self, ledger: &mut Ledger) {
        let number = |rule| derivation(rule).value.value;
        for (place, list) in self.requests.iter().enumerate() {
            let (reservoir, permille) = match self.rules.get(place) {
                Some(rule) => {
                    let rate = u64::try_from(rule.fixed_rate.thousandths()).unwrap_or(0).min(1000);
                    (u64::from(rule.reservoir), rate)
                }
                None => (number(DerivationRule::XrayReservoir), number(DerivationRule::XrayRate)),
            };
            let all = list.iter().fold(0_u64, |sum, (_, requests)| sum.saturating_add(*requests));
            let first = all.min(reservoir.saturating_mul(month_s()));
            let rest = u128::from(all - first) * u128::from(permille) / 1000;
            let traces = u128::from(first) + rest;
            let weights = list.iter().map(|(_, requests)| u128::from(*requests));
            for ((at, _), part) in list.iter().zip(cumulated(traces, weights)) {
                ledger.add(Key::TRACES, *at, part);
            }
        }
    }
}

/// X-Ray's patterns: `?` is one sign and `*` any number; an empty one takes all. Case does not count.
fn like(pattern: &str, text: &str) -> bool {
    fn step(pattern: &[u8], text: &[u8]) -> bool {
        match (pattern.split_first(), text.split_first()) {
            (None, rest) => rest.is_none(),
            (Some((b'*', tail)), rest) => {
                step(tail, text) || rest.is_some_and(|(_, text)| step(pattern, text))
            }
            (Some((b'?', pattern)), Some((_, text))) => step(pattern, text),
            (Some((a, pattern)), Some((b, text))) => a.eq_ignore_ascii_case(b) && step(pattern, text),
            (Some(_), None) => false,
        }
    }
    // A pattern is short; one with many stars could take long on a long text, and takes all instead.
    const MAX_STARS: usize = 4;
    let stars = pattern.bytes().filter(|sign| *sign == b'*').count();
    pattern.is_empty() || stars > MAX_STARS || step(pattern.as_bytes(), text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::like;

    #[test]
    fn patterns_are_those_of_x_ray() {
        assert!(like("*", "/orders") && like("", "/orders") && like("/ord?rs", "/Orders"));
        assert!(like("/orders/*", "/orders/1") && !like("/orders/*", "/orders"));
        assert!(like("shop/*", "shop/prod") && !like("shop/test", "shop/prod"));
    }
}

//! Figures of the traffic that cannot be meant.

use super::traffic::{ApiTraffic, EachRequest, RouteTraffic, Shape, SocketTraffic, Traffic};
use super::{Level, Ranged, Rate};
use crate::base::Milli;
use crate::design::{Diagnostic, Item};

/// A whole in thousandths.
const WHOLE_PERMILLE: u32 = 1000;

/// What of the traffic cannot be meant: figures below zero, ranges whose ends are on the wrong side of the likely
/// value, shares of more than the whole. Each is an error at the API or route, with its place in the saved design.
pub fn check_traffic(traffic: &Traffic) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, api) in &traffic.apis {
        Checker { at: Item::Api(*id), place: format!("traffic.apis.{id}"), found: &mut found }.api(api);
    }
    for (id, route) in &traffic.routes {
        let at = Item::Design;
        Checker { at, place: format!("traffic.routes.{id}"), found: &mut found }.route(route);
    }
    if let Some(users) = traffic.cognito_monthly_users {
        let (at, place) = (Item::Design, "traffic".to_owned());
        Checker { at, place, found: &mut found }.ends("cognito_monthly_users", users);
    }
    found
}

struct Checker<'f> {
    at: Item,
    place: String,
    found: &'f mut Vec<Diagnostic>,
}

impl Checker<'_> {
    fn api(&mut self, api: &ApiTraffic) {
        self.rate("requests", api.requests.as_ref());
        if let Shape::Spiky { peak_factor } = api.shape
            && peak_factor < Milli::whole(1)
        {
            let message = "The busiest second has less than the average";
            self.tell("traffic-peak", "shape.peak_factor", message.to_owned(), "Give a factor of at least 1");
        }
        self.each(&api.each);
        self.socket(&api.socket);
    }

    fn route(&mut self, route: &RouteTraffic) {
        self.rate("requests", route.requests.as_ref());
        self.each(&route.each);
    }

    fn socket(&mut self, socket: &SocketTraffic) {
        self.rate("socket.connections", socket.connections.as_ref());
        let figures = [
            ("socket.connection_minutes", socket.connection_minutes),
            ("socket.messages_in", socket.messages_in),
            ("socket.messages_out", socket.messages_out),
            ("socket.message_in_kb", socket.message_in_kb),
            ("socket.message_out_kb", socket.message_out_kb),
        ];
        self.figures(&figures);
    }

    fn each(&mut self, each: &EachRequest) {
        self.figures(&[("each.request_kb", each.request_kb), ("each.response_kb", each.response_kb)]);
        if let Some(time) = each.backend_ms {
            self.ends("each.backend_ms", time);
        }
        let shares = [
            ("each.cache_hit_permille", each.cache_hit_permille),
            ("each.authorizer_hit_permille", each.authorizer_hit_permille),
            ("each.refused_permille", each.refused_permille),
            ("each.throttled_permille", each.throttled_permille),
            ("each.without_key_permille", each.without_key_permille),
        ];
        for (name, share) in shares {
            let Some(share) = share else { continue };
            self.ends(name, share);
            if share.at(Level::High) > WHOLE_PERMILLE {
                let message = format!("`{name}` is {} thousandths, more than all", share.at(Level::High));
                self.tell("traffic-share", name, message, "Give at most 1000");
            }
        }
    }

    fn rate(&mut self, name: &str, rate: Option<&Rate>) {
        if let Some(rate) = rate {
            self.figures(&[(&format!("{name}.count"), Some(rate.count))]);
        }
    }

    fn figures(&mut self, figures: &[(&str, Option<Ranged<Milli>>)]) {
        for (name, figure) in figures {
            let Some(figure) = figure else { continue };
            self.ends(name, *figure);
            if [figure.low.unwrap_or(figure.likely), figure.likely]
                .into_iter()
                .any(|end| end < Milli::default())
            {
                let message = format!("`{name}` is below zero");
                self.tell("traffic-negative", name, message, "Give zero or more");
            }
        }
    }

    fn ends<T: Copy + Ord>(&mut self, name: &str, figure: Ranged<T>) {
        if figure.is_twisted() {
            let message = format!("The ends of `{name}` lie on the wrong side of the likely value");
            self.tell("traffic-range", name, message, "Let low be at most likely, and high at least likely");
        }
    }

    fn tell(&mut self, code: &'static str, name: &str, message: String, help: &str) {
        let place = format!("{}.{name}", self.place);
        self.found.push(Diagnostic::error(code, message).at(self.at).at_place(place).help(help));
    }
}

#[cfg(test)]
mod tests {
    use super::check_traffic;
    use crate::design::inputs::Traffic;

    #[test]
    fn what_cannot_be_meant_is_told() {
        let traffic: Traffic = serde_json::from_str(
            r#"{"apis": {"1": {"requests": {"count": {"low": 10, "likely": 5, "high": 2}, "per": "day"},
                "shape": {"kind": "spiky", "peak_factor": 0.5}, "each": {"cache_hit_permille": 2000}}},
                "routes": {"3": {"requests": {"count": -1}}}}"#,
        )
        .unwrap();
        let codes: Vec<String> =
            check_traffic(&traffic).iter().map(|found| format!("{} {}", found.code, found.place)).collect();
        assert_eq!(
            codes,
            [
                "traffic-range traffic.apis.1.requests.count",
                "traffic-peak traffic.apis.1.shape.peak_factor",
                "traffic-share traffic.apis.1.each.cache_hit_permille",
                "traffic-negative traffic.routes.3.requests.count",
            ]
        );
        assert!(check_traffic(&Traffic::default()).is_empty());
    }
}

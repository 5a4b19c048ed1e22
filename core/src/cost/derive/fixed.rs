//! What costs the same whatever the traffic, and what connections cost.

use indexmap::IndexSet;

use crate::aws::{ApiKind, DerivationRule, EndpointKind, MeteringRule, derivation, metering};
use crate::cost::items::increments;
use crate::design::inputs::{SocketLoad, Traffic};
use crate::design::kept::web_acl_elsewhere;
use crate::design::{Connection, Design, Item, Target, VpcLinkVersion, WafStatement};

use super::ledger::Key;
use super::routes::{Books, millibytes};

/// Books what a design has, used or not.
pub fn book(books: &mut Books<'_>, traffic: &Traffic) {
    let design = books.design;
    let threshold = derivation(DerivationRule::HighResolutionBelow).value.value;
    for (id, alarm) in &design.alarms {
        // A period of 0 is one that is not chosen yet.
        let fast = alarm.period_s > 0 && u64::from(alarm.period_s) < threshold;
        books.ledger.add(if fast { Key::FAST_ALARMS } else { Key::ALARMS }, Item::Alarm(*id), 1);
    }
    books.ledger.add(Key::DASHBOARDS, Item::Design, u128::from(design.dashboard.is_some()));
    waf(books, design);
    endpoints(books, design, traffic);
    balancers(books, design);
    if let Some(users) = traffic.cognito_monthly_users {
        books.ledger.add(Key::USERS, Item::Design, u128::from(users.at(books.level)));
    }
    books.unknown.edge = design
        .apis
        .values()
        .any(|api| api.kind == ApiKind::Rest && api.endpoint_kind() == EndpointKind::Edge)
        && books.ledger.pieces(Key::EGRESS) > 0;
}

/// Web ACLs that protect a stage.
fn waf(books: &mut Books<'_>, design: &Design) {
    let rest = design.apis.values().filter(|api| api.kind == ApiKind::Rest);
    let used: IndexSet<_> =
        rest.flat_map(|api| api.stages.values().filter_map(|stage| stage.web_acl)).collect();
    for id in used {
        let Some(acl) = design.web_acls.get(&id) else { continue };
        let managed = |statement: &WafStatement| matches!(statement, WafStatement::ManagedGroup { .. });
        let groups = acl.rules.iter().filter(|rule| managed(&rule.statement)).count();
        let count = |number: usize| u128::try_from(number).unwrap_or(0);
        books.ledger.add(Key::WEB_ACLS, Item::WebAcl(id), 1);
        books.ledger.add(Key::WAF_GROUPS, Item::WebAcl(id), count(groups));
        books.ledger.add(Key::WAF_RULES, Item::WebAcl(id), count(acl.rules.len() - groups));
    }
    waf_elsewhere(books, design);
}

/// Web ACLs from outside of the design, each once; what rules they have is not known.
fn waf_elsewhere(books: &mut Books<'_>, design: &Design) {
    let mut known: IndexSet<&str> = IndexSet::new();
    for (api, node) in design.apis.iter().filter(|(_, node)| node.kind == ApiKind::Rest) {
        for stage in node.stages.keys() {
            if let Some(acl) = web_acl_elsewhere(design, *api, *stage).filter(|acl| known.insert(acl)) {
                books.unknown.web_acls.insert(acl.to_owned());
                books.ledger.add(Key::WEB_ACLS, Item::Stage(*api, *stage), 1);
            }
        }
    }
}

/// Interface endpoints that private APIs are reached through.
fn endpoints(books: &mut Books<'_>, design: &Design, traffic: &Traffic) {
    let mut known: IndexSet<&str> = IndexSet::new();
    for (id, api) in &design.apis {
        if api.kind != ApiKind::Rest || api.endpoint_kind() != EndpointKind::Private {
            continue;
        }
        let endpoint = &api.settings.endpoint;
        let fresh = endpoint.vpc_endpoint_ids.iter().filter(|one| known.insert(one)).count();
        let count = u128::try_from(fresh).unwrap_or(0) + u128::from(endpoint.makes_vpc_endpoint);
        books.ledger.add(Key::ENDPOINTS, Item::Api(*id), count);
        let none = endpoint.vpc_endpoint_ids.is_empty() && !endpoint.makes_vpc_endpoint;
        books.unknown.endpoint = books.unknown.endpoint || none;
    }
    if books.ledger.pieces(Key::ENDPOINTS) > 0 {
        books.unknown.endpoint_zones = traffic.endpoint_zones.is_none();
        books.ledger.add(Key::ZONES, Item::Design, u128::from(traffic.endpoint_zones.unwrap_or(1)));
    }
}

/// Load balancers behind VPC links, each once.
fn balancers(books: &mut Books<'_>, design: &Design) {
    let hours = u128::from(metering(MeteringRule::Month).value.value);
    let mut known = IndexSet::new();
    for (id, link) in &design.vpc_links {
        books.ledger.add(Key::LINKS, Item::VpcLink(*id), 1);
        if link.version == VpcLinkVersion::V1 {
            let name = link.target_arn.clone().unwrap_or_else(|| format!("link {id}"));
            if known.insert(name) {
                books.ledger.add(Key::NLB_HOURS, Item::VpcLink(*id), hours);
            }
        }
    }
    for integration in design.apis.values().flat_map(|api| api.integrations.values()) {
        let (link, target) = match (&integration.connection, &integration.target) {
            (Connection::VpcLink { id, target_arn: Some(arn) }, _) => (*id, arn.as_str()),
            (Connection::VpcLink { id, .. }, Target::Http { url, .. }) => (*id, url.as_str()),
            (Connection::Named { .. }, _) => {
                books.unknown.load_balancers = true;
                continue;
            }
            _ => continue,
        };
        let Some((key, name)) = balancer(target) else { continue };
        if known.insert(name.to_owned()) {
            books.ledger.add(key, Item::VpcLink(link), hours);
        }
    }
}

/// The balancer that an ARN of a load balancer or of one of its listeners names: `app/NAME/ID` or `net/NAME/ID`.
fn balancer(arn: &str) -> Option<(Key, &str)> {
    let resource = arn.strip_prefix("arn:").filter(|arn| arn.contains(":elasticloadbalancing:"))?;
    let path = ["listener/", "loadbalancer/"].iter().find_map(|kind| resource.split_once(kind))?.1;
    let key = match path.split('/').next()? {
        "app" => Key::ALB_HOURS,
        "net" => Key::NLB_HOURS,
        _ => return None,
    };
    let end = path.match_indices('/').nth(2).map_or(path.len(), |(at, _)| at);
    path.get(..end).map(|name| (key, name))
}

/// Books what goes to the clients of a WebSocket API, and how long they are connected.
pub fn socket(books: &mut Books<'_>, socket: &SocketLoad) {
    let at = Item::Api(socket.api);
    books.ledger.add(Key::MINUTES, at, u128::from(socket.connection_minutes));
    let units = increments(socket.message_out_kb, MeteringRule::WebSocketMessageIncrement);
    let count = u128::from(socket.messages_out);
    books.ledger.add(Key::MESSAGES, at, count.saturating_mul(units));
    let size = socket.message_out_kb.map_or(0, millibytes);
    books.ledger.add(Key::EGRESS, at, size.saturating_mul(count));
    // Messages of a connection that no route takes are messages all the same.
    let routes = books.design.apis.get(&socket.api).map_or(0, |api| {
        let keys = api
            .routes
            .values()
            .filter(|route| !matches!(route.key.to_string().as_str(), "$connect" | "$disconnect"));
        keys.count()
    });
    if routes == 0 {
        let units = increments(socket.message_in_kb, MeteringRule::WebSocketMessageIncrement);
        books.ledger.add(Key::MESSAGES, at, u128::from(socket.messages_in).saturating_mul(units));
    }
}

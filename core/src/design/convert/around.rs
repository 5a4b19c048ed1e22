//! Stages, and what stands around the API: plans, domains, alarms.

use std::sync::Arc;

use super::Work;
use crate::aws::{self, ApiKind, Capability, EndpointKind, LogFormatName};
use crate::design::check::counterpart;
use crate::design::{Alarm, DEFAULT_ROUTE, Item, LogDestination};

pub(super) fn translate(work: &mut Work) {
    if work.to == ApiKind::WebSocket {
        let Some(api) = work.api() else { return };
        api.settings.route_selection_expression.get_or_insert_with(|| "$request.body.action".to_owned());
    }
    stages(work);
    plans(work);
    domains(work);
    alarms(work);
}

fn stages(work: &mut Work) {
    let Some(api) = work.snapshot() else { return };
    for (id, stage) in &api.stages {
        let item = Item::Stage(work.id, *id);
        let mut node = (**stage).clone();
        // `$default` of an HTTP API is spelt like its route.
        if node.name == DEFAULT_ROUTE && work.to != ApiKind::Http {
            let taken = |name: &str| api.stages.values().any(|stage| stage.name == name);
            node.name = if taken("default") { format!("default-{id}") } else { "default".to_owned() };
            let message = format!("Stage `$default` becomes `{}`, which is part of the path", node.name);
            work.lose("default-stage-lost", item, message, "Map the stage to a custom domain to keep paths");
        }
        if let Some(log) = &mut node.access_log {
            let firehose =
                matches!(&log.destination, LogDestination::Existing { arn } if arn.contains(":firehose:"));
            for format in LogFormatName::ALL {
                let old = aws::log_format(work.from, *format).is_some_and(|row| row.text == log.format);
                if let (true, Some(new)) = (old, aws::log_format(work.to, *format)) {
                    log.format = new.text.clone();
                    break;
                }
            }
            if firehose && work.to != ApiKind::Rest {
                let support = aws::capability(Capability::FirehoseLogs, work.to);
                let message = format!("Stage `{}` loses its access log: {}", node.name, support.reason);
                work.lose("access-log-lost", item, message, &support.alternative);
                node.access_log = None;
            }
        }
        if let Some(api) = work.api() {
            api.stages.insert(*id, Arc::new(node));
        }
    }
}

fn plans(work: &mut Work) {
    if work.to == ApiKind::Rest {
        return;
    }
    let support = aws::capability(Capability::UsagePlans, work.to);
    let plans: Vec<_> = work.design.usage_plans.iter().map(|(id, plan)| (*id, Arc::clone(plan))).collect();
    for (id, plan) in plans {
        let mut node = (*plan).clone();
        let api = work.id;
        node.stages.retain(|covered| covered.api != api);
        if node.stages.len() != plan.stages.len() {
            let message = format!("Usage plan `{}` no longer covers the API: {}", plan.name, support.reason);
            work.lose("usage-plan-lost", Item::UsagePlan(id), message, &support.alternative);
            work.design.usage_plans.insert(id, Arc::new(node));
        }
    }
}

fn domains(work: &mut Work) {
    if work.to == ApiKind::Rest {
        return;
    }
    let id = work.id;
    let domains: Vec<_> = work.design.domains.iter().map(|(id, domain)| (*id, Arc::clone(domain))).collect();
    for (domain_id, domain) in domains {
        let item = Item::Domain(domain_id);
        let mut node = (*domain).clone();
        node.routing_rules.retain(|rule| rule.api != id);
        if node.routing_rules.len() != domain.routing_rules.len() {
            let support = aws::capability(Capability::RoutingRules, work.to);
            let message = format!("The domain `{}` loses routing rules: {}", domain.name, support.reason);
            work.lose("routing-rules-lost", item, message, &support.alternative);
        }
        if node.mappings.iter().any(|mapping| mapping.api == id) {
            let capability = match node.endpoint {
                Some(EndpointKind::Edge) => Some(Capability::EdgeEndpoint),
                Some(EndpointKind::Private) => Some(Capability::PrivateDomain),
                _ => None,
            };
            if let Some(capability) = capability {
                let support = aws::capability(capability, work.to);
                let message = format!("The domain `{}` becomes Regional: {}", domain.name, support.reason);
                work.lose("domain-becomes-regional", item, message, &support.alternative);
                node.endpoint = Some(EndpointKind::Regional);
                node.policy = None;
            }
            if node.security_policy.as_deref().is_some_and(|policy| policy != "TLS_1_2") {
                let support = aws::capability(Capability::SecurityPolicies, work.to);
                let message =
                    format!("The domain `{}` loses its security policy: {}", domain.name, support.reason);
                work.lose("security-policy-lost", item, message, &support.alternative);
                node.security_policy = None;
                node.endpoint_access_mode = None;
            }
            if node.mutual_tls.is_some() && aws::capability(Capability::MutualTls, work.to).cannot() {
                let support = aws::capability(Capability::MutualTls, work.to);
                let message = format!("The domain `{}` loses mutual TLS: {}", domain.name, support.reason);
                work.lose("mutual-tls-lost", item, message, &support.alternative);
                node.mutual_tls = None;
            }
        }
        if node != *domain {
            work.design.domains.insert(domain_id, Arc::new(node));
        }
    }
}

fn alarms(work: &mut Work) {
    let id = work.id;
    let alarms: Vec<_> = work.design.alarms.iter().map(|(id, alarm)| (*id, Arc::clone(alarm))).collect();
    for (alarm_id, alarm) in alarms.into_iter().filter(|(_, alarm)| alarm.api == id) {
        if aws::metrics_of(work.to).any(|metric| metric.name == alarm.metric) {
            continue;
        }
        let new = counterpart(work.to, &alarm.metric)
            .filter(|name| aws::metrics_of(work.to).any(|metric| metric.name == *name));
        match new {
            Some(metric) => {
                let node = Alarm { metric: metric.to_owned(), ..(*alarm).clone() };
                work.design.alarms.insert(alarm_id, Arc::new(node));
            }
            None => {
                let message = format!(
                    "Alarm `{}` is dropped: {} has no metric like `{}`",
                    alarm.name,
                    work.to.phrase(),
                    alarm.metric
                );
                work.lose("alarm-lost", Item::Alarm(alarm_id), message, "Watch another metric");
                work.design.alarms.shift_remove(&alarm_id);
            }
        }
    }
}

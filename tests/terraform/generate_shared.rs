//! What APIs share, made at random.

use std::sync::Arc;

use indexmap::IndexMap;
use studio_core::aws::*;
use studio_core::design::*;

use crate::generate::{Maker, Words};

/// What APIs refer to.
pub fn before(maker: &mut Maker) {
    let arns = [
        None,
        Some("arn:aws:lambda:us-east-1:123456789012:function:orders"),
        Some("arn:aws:lambda:us-east-1:123456789012:function:orders:live"),
        Some("arn:aws:lambda:us-east-1:123456789012:function:${stageVariables.alias}"),
        Some("${Function.Arn}"),
    ];
    let count = maker.rng.usize(1..5);
    for arn in arns.iter().take(count) {
        let id = maker.design.mint();
        let function = Function {
            name: if maker.chance(10) { maker.line() } else { maker.word(Words::Name) },
            arn: arn.map(str::to_owned),
            qualifier: maker.some(30, |maker| (*maker.pick(&["live", "${stageVariables.alias}"])).to_owned()),
            ..Function::default()
        };
        maker.design.functions.insert(id, Arc::new(function));
    }
    for version in [VpcLinkVersion::V1, VpcLinkVersion::V2] {
        let id = maker.design.mint();
        let link = VpcLink {
            name: maker.word(Words::Name),
            description: maker.line(),
            version,
            target_arn: maker.some(50, |_| {
                "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/a/b".to_owned()
            }),
            subnet_ids: maker.some(50, |_| "subnet-1".to_owned()).into_iter().collect(),
            security_group_ids: maker.some(50, |_| "sg-1".to_owned()).into_iter().collect(),
            makes_security_group: maker.chance(50),
            tags: maker.tags(),
        };
        maker.design.vpc_links.insert(id, Arc::new(link));
    }
    if maker.chance(50) {
        let id = maker.design.mint();
        let certificate = ClientCertificate { description: maker.line() };
        maker.design.client_certificates.insert(id, Arc::new(certificate));
    }
    // Few: the provider's schema of a web ACL is so large that Terraform takes a second or two for each.
    if maker.chance(20) {
        let id = maker.design.mint();
        let acl = web_acl(maker);
        maker.design.web_acls.insert(id, Arc::new(acl));
    }
}

fn web_acl(maker: &mut Maker) -> WebAcl {
    let rules = (0..maker.rng.u32(0..6)).map(|at| WafRule {
        name: format!("rule-{at}"),
        priority: at,
        action: action(maker),
        statement: statement(maker, 2),
        labels: (at == 2).then(|| "shop:seen".to_owned()).into_iter().collect(),
    });
    let rules = rules.collect();
    let mut acl = WebAcl {
        name: maker.word(Words::Name),
        description: (*maker.pick(&["", "Protects the stage"])).to_owned(),
        default_action: if maker.chance(70) { WafAction::Allow } else { action(maker) },
        rules,
        log_destination_arn: maker.some(40, |maker| {
            let arns = ["arn:aws:logs:us-east-1:123456789012:log-group:aws-waf-logs-x", "x"];
            (*maker.pick(&arns)).to_owned()
        }),
        tags: maker.tags(),
        ..WebAcl::default()
    };
    // Told from what was drawn already, so that everything else of the designs stays as it was.
    if !acl.description.is_empty() {
        acl.log_redacted_fields.push("header:authorization".to_owned());
    }
    let count = acl.rules.len();
    acl.log_filter = (count % 2 == 1).then(|| log_filter(count > 1));
    acl
}

fn log_filter(keeps: bool) -> WafLogFilter {
    let of_action = WafLogCondition { action: Some("BLOCK".to_owned()), label: None };
    let of_label = WafLogCondition { action: None, label: Some("awswaf:managed:aws:x".to_owned()) };
    let rule = WafLogRule { keeps, all: keeps, conditions: vec![of_action, of_label] };
    WafLogFilter { keeps_others: keeps, rules: vec![rule] }
}

fn action(maker: &mut Maker) -> WafAction {
    match maker.rng.u32(0..5) {
        0 => WafAction::Allow,
        1 => WafAction::Count,
        2 => WafAction::Captcha,
        3 => WafAction::Challenge,
        _ => WafAction::Block {
            status: maker.some(50, |_| 429),
            body: maker.some(50, |maker| format!("{} body", maker.line())),
        },
    }
}

fn statement(maker: &mut Maker, depth: u32) -> WafStatement {
    let field =
        (*maker.pick(&["uri_path", "query_string", "body", "method", "header:X-Id", "odd"])).to_owned();
    let transformations = maker.some(50, |_| "LOWERCASE".to_owned()).into_iter().collect();
    match maker.rng.u32(0..if depth > 0 { 13 } else { 8 }) {
        0 => WafStatement::IpSet {
            addresses: vec!["192.0.2.0/24".to_owned(), "2001:db8::/32".to_owned()],
            name: field.len().is_multiple_of(2).then(|| "blocked".to_owned()),
        },
        1 => WafStatement::Geo { countries: vec!["DE".to_owned()] },
        2 => WafStatement::ByteMatch {
            field,
            position: "CONTAINS".to_owned(),
            text: format!("x{}", maker.line()),
            transformations,
        },
        3 => WafStatement::RegexMatch { field, regex: "^${x}\\d+$".to_owned(), transformations },
        4 => WafStatement::Size { field, comparison: "GT".to_owned(), size_bytes: 8192 },
        5 => WafStatement::SqlInjection { field },
        6 => WafStatement::CrossSiteScripting { field },
        7 => WafStatement::Label { key: "awswaf:managed:aws:x".to_owned() },
        8 => WafStatement::ManagedGroup {
            vendor: "AWS".to_owned(),
            name: "AWSManagedRulesCommonRuleSet".to_owned(),
            version: maker.some(30, |_| "Version_1.0".to_owned()),
            count_rules: maker.some(50, |_| "SizeRestrictions_BODY".to_owned()).into_iter().collect(),
        },
        9 => WafStatement::RateBased {
            limit: 2000,
            window_s: *maker.pick(&[60, 300]),
            forwarded_header: maker.some(50, |_| "X-Forwarded-For".to_owned()),
            scope_down: maker.some(50, |maker| Box::new(statement(maker, depth - 1))),
        },
        10 => WafStatement::Not { statement: Box::new(statement(maker, depth - 1)) },
        11 => {
            WafStatement::And { statements: vec![statement(maker, depth - 1), statement(maker, depth - 1)] }
        }
        _ => WafStatement::Or { statements: vec![statement(maker, depth - 1), statement(maker, depth - 1)] },
    }
}

/// What refers to APIs.
pub fn after(maker: &mut Maker) {
    for _ in 0..maker.rng.usize(0..3) {
        let id = maker.design.mint();
        let key = ApiKey {
            name: maker.word(Words::Name),
            description: maker.nasty(),
            value: maker.some(50, |_| "s3cret-s3cret-s3cret-s3cret".to_owned()),
            disabled: maker.chance(30),
            customer_id: maker.some(20, |maker| maker.line()),
            tags: maker.tags(),
        };
        maker.design.api_keys.insert(id, Arc::new(key));
    }
    let stages: Vec<(ApiId, StageId)> = maker
        .design
        .apis
        .iter()
        .flat_map(|(id, api)| api.stages.keys().map(|stage| (*id, *stage)).collect::<Vec<_>>())
        .collect();
    for _ in 0..maker.rng.usize(0..3) {
        let id = maker.design.mint();
        let plan = plan(maker, &stages);
        maker.design.usage_plans.insert(id, Arc::new(plan));
    }
    for name in ["api.example.com", "*.example.org"] {
        if maker.chance(40) {
            let id = maker.design.mint();
            let domain = domain(maker, name, &stages);
            maker.design.domains.insert(id, Arc::new(domain));
        }
    }
    for _ in 0..maker.rng.usize(0..3) {
        let id = maker.design.mint();
        let alarm = alarm(maker, &stages);
        maker.design.alarms.insert(id, Arc::new(alarm));
    }
    maker.design.dashboard = maker.some(40, |maker| Dashboard {
        name: maker.word(Words::Name),
        body: maker.some(30, |_| "{\"widgets\": [{\"type\": \"text\", \"x\": 0, \"y\": 0, \"width\": 6, \"height\": 3, \"properties\": {\"markdown\": \"hi ${x}\"}}]}".to_owned()),
    });
    if maker.chance(30) {
        let host = (*maker.pick(&["", "*.example.com"])).to_owned();
        let service_name = (*maker.pick(&["", "orders"])).to_owned();
        maker.design.xray_sampling.push(XraySampling {
            name: "orders".to_owned(),
            priority: 100,
            reservoir: 1,
            fixed_rate: "0.05".parse().unwrap(),
            url_path: "/orders/*".to_owned(),
            http_method: "*".to_owned(),
            host,
            service_name,
        });
    }
}

fn plan(maker: &mut Maker, stages: &[(ApiId, StageId)]) -> UsagePlan {
    let mut plan = UsagePlan {
        name: maker.word(Words::Name),
        description: maker.nasty(),
        quota: maker.some(50, |maker| PlanQuota {
            limit: *maker.pick(&[1, 10_000]),
            period: *maker.pick(QuotaPeriod::ALL),
            offset: *maker.pick(&[0, 0, 1, 99]),
        }),
        throttle: maker.some(50, |maker| maker.throttle()),
        api_keys: maker.design.api_keys.keys().copied().collect(),
        product_code: maker.some(20, |maker| maker.line()),
        tags: maker.tags(),
        stages: Vec::new(),
    };
    for (api, stage) in stages {
        if maker.chance(60) {
            let routes: Vec<RouteId> = maker.design.apis[api].routes.keys().copied().collect();
            let mut route_throttles = IndexMap::new();
            for route in routes {
                if maker.chance(20) {
                    let throttle = maker.throttle();
                    route_throttles.insert(route, throttle);
                }
            }
            plan.stages.push(PlanStage { api: *api, stage: *stage, route_throttles });
        }
    }
    plan
}

fn domain(maker: &mut Maker, name: &str, stages: &[(ApiId, StageId)]) -> Domain {
    let certificate = "arn:aws:acm:us-east-1:123456789012:certificate/x";
    let mut domain = Domain {
        name: name.to_owned(),
        endpoint: maker.some(50, |maker| *maker.pick(EndpointKind::ALL)),
        ip_address_kind: maker.some(30, |maker| *maker.pick(IpAddressKind::ALL)),
        certificate_arn: maker.some(50, |_| certificate.to_owned()),
        ownership_certificate_arn: maker.some(30, |_| certificate.to_owned()),
        security_policy: maker.some(50, |maker| (*maker.pick(&["TLS_1_0", "TLS_1_2", "Other"])).to_owned()),
        endpoint_access_mode: maker.some(10, |_| "STRICT".to_owned()),
        mutual_tls: maker.some(30, |maker| MutualTls {
            truststore_uri: "s3://bucket/truststore.pem".to_owned(),
            truststore_version: maker.some(50, |_| "v1".to_owned()),
            makes_truststore: maker.chance(40),
        }),
        policy: maker.some(30, |_| "{\"Version\": \"2012-10-17\", \"Statement\": []}".to_owned()),
        vpc_endpoint_ids: maker
            .some(60, |maker| (*maker.pick(&["vpce-0123456789abcdef0", "vpce-1", "subnet-1"])).to_owned())
            .into_iter()
            .collect(),
        routing_mode: maker.some(10, |maker| *maker.pick(RoutingMode::ALL)),
        makes_certificate: maker.chance(40),
        hosted_zone_id: maker.some(50, |_| "Z123".to_owned()),
        tags: maker.tags(),
        ..Domain::default()
    };
    for (at, (api, stage)) in stages.iter().enumerate() {
        if maker.chance(70) {
            let path =
                if at == 0 { String::new() } else { (*maker.pick(&["v1", "v1/orders", "x"])).to_owned() };
            domain.mappings.push(ApiMapping { path, api: *api, stage: *stage });
        }
        if maker.chance(20) {
            domain.routing_rules.push(RoutingRule {
                priority: 10 + at as u32,
                headers: vec![HeaderCondition { name: "X-Version".to_owned(), value: "2*".to_owned() }],
                base_paths: maker.some(50, |_| "v2".to_owned()).into_iter().collect(),
                api: *api,
                stage: *stage,
                strip_base_path: maker.chance(50),
            });
        }
    }
    domain
}

fn alarm(maker: &mut Maker, stages: &[(ApiId, StageId)]) -> Alarm {
    let place = if stages.is_empty() { None } else { Some(*maker.pick(stages)) };
    let apis = maker.design.apis.clone();
    let api = place.map_or_else(|| maker.id_of(&apis), |(api, _)| api);
    let route = apis.get(&api).and_then(|api| api.routes.keys().next().copied());
    Alarm {
        name: maker.line(),
        description: maker.nasty(),
        api,
        stage: place.map(|(_, stage)| stage).filter(|_| maker.chance(70)),
        route: route.filter(|_| maker.chance(40)),
        metric: "5XXError".to_owned(),
        statistic: (*maker.pick(&["Sum", "Average", "p99", "p99.9", "odd"])).to_owned(),
        comparison: "GreaterThanThreshold".to_owned(),
        threshold: maker.milli(),
        period_s: *maker.pick(&[60, 300, 61]),
        evaluation_periods: 3,
        datapoints_to_alarm: maker.some(50, |maker| *maker.pick(&[2, 9])),
        treat_missing_data: maker.some(50, |_| "notBreaching".to_owned()),
        topic_arn: maker.some(40, |_| "arn:aws:sns:us-east-1:123456789012:alarms".to_owned()),
        tags: maker.tags(),
    }
}

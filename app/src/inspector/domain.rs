//! A custom domain: certificate, TLS, mutual TLS, and what is found under which path.

use leptos::prelude::*;
use studio_core::aws::{EndpointKind, IpAddressKind, RoutingMode, security_policies};
use studio_core::design::edit::Edit;
use studio_core::design::{
    ApiId, ApiMapping, Domain, DomainId, HeaderCondition, Item, MutualTls, RoutingRule, StageId,
};

use super::fields::{
    Number, choice_of, code_line, list, map, optional, optional_code, optional_of, optional_word, toggle,
    whole,
};
use super::form::{Form, at, node};
use super::refs::options;
use super::sections::{folded, maybe, records, section};
use crate::studio::Studio;

/// The form of a domain.
pub fn view(id: DomainId) -> AnyView {
    let form = node(Item::Domain(id), Studio::get().domain(id), move |node| Edit::PutDomain(id, node));
    let mapping = |mapping: &ApiMapping| format!("/{}", mapping.path);
    let policies: Vec<String> = security_policies().iter().map(|row| row.name.clone()).collect();
    let rules_set = form.with(|domain| domain.routing_mode.is_some() || !domain.routing_rules.is_empty());
    view! {
        <div class="form">
            {code_line(at!(form, name), "Domain name", "", Vec::new())}
            {optional(at!(form, certificate_arn), "Certificate ARN", "From ACM; empty: a Terraform variable asks for it")}
            {optional_of(at!(form, security_policy), "TLS policy", "", policies)}
            {optional_word(at!(form, endpoint), "Reached", "Regional", EndpointKind::ALL)}
            {optional_word(at!(form, ip_address_kind), "Addresses", "AWS's default", IpAddressKind::ALL)}
            {section("Mappings", records(at!(form, mappings), "mapping", new_mapping, mapping, mapping_fields))}
            {section("Mutual TLS", maybe(at!(form, mutual_tls), "Clients show a certificate", "", MutualTls::default, mutual_tls))}
            {folded("Routing rules", rules_set, rules(form))}
            {folded("DNS and access", false, more(form))}
            {folded("Tags", form.with(|domain| !domain.tags.is_empty()), map(at!(form, tags), "Tags", "tag", ""))}
        </div>
    }
    .into_any()
}

/// Every stage of every API.
fn all_stages() -> super::refs::Options<(ApiId, StageId)> {
    options(|design| {
        let of = |(id, api): (&ApiId, &std::sync::Arc<studio_core::design::Api>)| {
            let (id, api) = (*id, std::sync::Arc::clone(api));
            let stages: Vec<_> = api
                .stages
                .iter()
                .map(|(stage, node)| ((id, *stage), format!("{} · {}", api.name, node.name)))
                .collect();
            stages
        };
        design.apis.iter().flat_map(of).collect()
    })
}

fn first_stage() -> (ApiId, StageId) {
    let document = Studio::get().document_now();
    let first = document.design.apis.iter().find_map(|(id, api)| Some((*id, *api.stages.keys().next()?)));
    first.unwrap_or_default()
}

fn new_mapping() -> ApiMapping {
    let (api, stage) = first_stage();
    ApiMapping { api, stage, ..ApiMapping::default() }
}

fn mapping_fields(form: Form<ApiMapping>) -> AnyView {
    let both = form.at(|m| (m.api, m.stage), |m, (api, stage)| (m.api, m.stage) = (api, stage));
    view! {
        {code_line(at!(form, path), "Path", "Without slashes at its ends; empty takes what nothing else takes", Vec::new())}
        {choice_of(both, "Answers", "", all_stages())}
    }
    .into_any()
}

fn mutual_tls(form: Form<MutualTls>) -> AnyView {
    view! {
        {code_line(at!(form, truststore_uri), "Trust store", "`s3://bucket/key`", Vec::new())}
        {optional(at!(form, truststore_version), "Version of its object", "")}
        {toggle(at!(form, makes_truststore), "Make the bucket and its object", "In the Terraform files; the certificates are a variable")}
    }
    .into_any()
}

fn rules(form: Form<Domain>) -> AnyView {
    let make = || {
        let (api, stage) = first_stage();
        RoutingRule { api, stage, priority: 10, ..RoutingRule::default() }
    };
    let title = |rule: &RoutingRule| format!("Priority {}", rule.priority);
    view! {
        {optional_word(at!(form, routing_mode), "Requests find their API", "By mappings", RoutingMode::ALL)}
        {records(at!(form, routing_rules), "rule", make, title, rule)}
    }
    .into_any()
}

fn rule(form: Form<RoutingRule>) -> AnyView {
    let both = form.at(|r| (r.api, r.stage), |r, (api, stage)| (r.api, r.stage) = (api, stage));
    let title = |header: &HeaderCondition| header.name.clone();
    view! {
        {whole(at!(form, priority), Number::new("Priority", "", "Lower numbers are looked at first").from(1))}
        {list(at!(form, base_paths), "Base paths", "base path", "Any of these; none: every path")}
        <h4>"Headers"</h4>
        {records(at!(form, headers), "header condition", HeaderCondition::default, title, header)}
        {choice_of(both, "Goes to", "", all_stages())}
        {toggle(at!(form, strip_base_path), "Take the base path off", "Before the API's routes are looked at")}
    }
    .into_any()
}

fn header(form: Form<HeaderCondition>) -> AnyView {
    view! {
        {code_line(at!(form, name), "Header", "", Vec::new())}
        {code_line(at!(form, value), "Value", "`*` only at its ends", Vec::new())}
    }
    .into_any()
}

fn more(form: Form<Domain>) -> AnyView {
    let modes = vec!["BASIC".to_owned(), "STRICT".to_owned()];
    view! {
        {optional(at!(form, hosted_zone_id), "Route 53 zone", "Empty: DNS is left to you")}
        {toggle(at!(form, makes_certificate), "Make the certificate", "In the Terraform files, validated by a record in the zone")}
        {optional(at!(form, ownership_certificate_arn), "Ownership certificate ARN", "Where mutual TLS or an imported certificate needs one")}
        {optional_of(at!(form, endpoint_access_mode), "Endpoint access", "`BASIC` or `STRICT`", modes)}
        {optional_code(at!(form, policy), "Policy of a private domain", "JSON")}
        {list(at!(form, vpc_endpoint_ids), "VPC endpoints of a private domain", "endpoint", "Whose networks reach it; `vpce-…`")}
    }
    .into_any()
}

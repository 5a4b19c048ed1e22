//! What APIs share: functions, links, keys, plans, domains, protection and alarms.

mod account;
mod alarm;
mod api_key;
pub(super) mod arn;
mod certificate;
mod dashboard;
mod domain;
mod domain_first;
mod domain_record;
mod domain_second;
pub(super) mod function;
pub(super) mod log;
pub(super) mod network;
pub(super) mod permission;
pub(super) mod permission_part;
pub(super) mod placeholder;
mod usage_plan;
mod vpc_link;
mod waf;
mod waf_body;
mod waf_ip_set;
mod waf_log;
pub(in crate::terraform) mod waf_names;
mod waf_statement;
mod xray;

use super::api::ApiContext;
use super::module::Module;
use crate::terraform::OptionalPart;

/// Makes what the APIs refer to.
pub(super) fn prepare(module: &mut Module<'_>) {
    account::export(module);
    vpc_link::export(module);
    waf::export(module);
    account::certificates(module);
}

/// Makes what refers to the APIs.
pub(super) fn finish(module: &mut Module<'_>, apis: &[ApiContext<'_>]) {
    waf::protect(module, apis);
    api_key::export(module);
    usage_plan::export(module);
    domain::export(module, apis);
    if module.options.wants(OptionalPart::Alarms) {
        alarm::export(module, apis);
    }
    if module.options.wants(OptionalPart::Dashboard) {
        dashboard::export(module, apis);
    }
    if module.options.wants(OptionalPart::Sampling) {
        xray::export(module);
    }
}

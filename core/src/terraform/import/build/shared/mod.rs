//! What APIs share: links, certificates, web ACLs, keys, plans, domains and what watches them.

mod account;
mod alarm;
mod dashboard;
mod domain;
mod keys;
pub(super) mod log;
mod made;
mod record;
mod vpc_link;
mod waf;
mod waf_fit;
mod waf_ip_set;
mod waf_known;
mod waf_log;
mod waf_statement;

use super::Build;

/// Reads what APIs refer to.
pub(super) fn prepare(build: &mut Build<'_, '_>) {
    account::read(build);
    vpc_link::read(build);
    waf::read(build);
    account::certificates(build);
}

/// Reads what refers to APIs.
pub(super) fn finish(build: &mut Build<'_, '_>) {
    waf::protect(build);
    keys::read(build);
    keys::plans(build);
    domain::read(build);
    made::read(build);
    alarm::read(build);
    dashboard::read(build);
    alarm::sampling(build);
}

//! What APIs share: functions, links, keys, plans, domains, protection and alarms.

use super::api::ApiContext;
use super::module::Module;

/// Makes what the APIs refer to.
pub(super) fn prepare(_module: &mut Module<'_>) {}

/// Makes what refers to the APIs.
pub(super) fn finish(_module: &mut Module<'_>, _apis: &[ApiContext<'_>]) {}

//! What the rules share: the design, the findings, and the usual fixes.

use std::sync::Arc;

use crate::aws::{self, ApiKind, Capability};
use crate::design::edit::Edit;
use crate::design::{
    Api, ApiId, Authorizer, AuthorizerId, Certainty, Design, Diagnostic, Integration, IntegrationId, Item,
    Route, RouteId, Stage, StageId,
};

/// Gathers findings.
pub(super) struct Finder<'a> {
    pub(super) design: &'a Design,
    found: Vec<Diagnostic>,
}

impl<'a> Finder<'a> {
    pub(super) const fn new(design: &'a Design) -> Self {
        Self { design, found: Vec::new() }
    }

    pub(super) fn finish(self) -> Vec<Diagnostic> {
        self.found
    }

    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.found.push(diagnostic);
    }

    /// Reports a setting that the kind does not have, with AWS's reason and alternative; false when it has.
    pub(super) fn unless_can(&mut self, kind: ApiKind, capability: Capability, used: Used<'_>) -> bool {
        let fact = aws::feature(capability);
        let support = fact.support(kind);
        if !support.cannot() {
            return false;
        }
        let message = format!("{}: {}", used.what, support.reason);
        let mut finding = Diagnostic::error(used.code, message).at(used.item).at_place(used.place);
        finding = finding.help(support.alternative.clone());
        if let Some(edit) = used.fix {
            finding = finding.fix(used.fix_label, edit, Certainty::Likely);
        }
        self.push(finding);
        true
    }
}

/// A setting in use.
pub(super) struct Used<'a> {
    pub(super) code: &'static str,
    pub(super) item: Item,
    pub(super) place: &'a str,
    /// The beginning of the message: "Stage `prod` has a cache".
    pub(super) what: String,
    pub(super) fix_label: &'static str,
    pub(super) fix: Option<Edit>,
}

/// The code of a finding about a setting on the wrong kind: `cache-on-http-api`.
macro_rules! on_kind {
    ($word:literal, $kind:expr) => {
        match $kind {
            crate::aws::ApiKind::Rest => concat!($word, "-on-rest-api"),
            crate::aws::ApiKind::Http => concat!($word, "-on-http-api"),
            crate::aws::ApiKind::WebSocket => concat!($word, "-on-websocket-api"),
        }
    };
}
pub(super) use on_kind;

/// The API with a change.
pub(super) fn put_api(id: ApiId, api: &Arc<Api>, change: impl FnOnce(&mut Api)) -> Edit {
    let mut copy = (**api).clone();
    change(&mut copy);
    Edit::PutApi(id, Arc::new(copy))
}

/// The route with a change.
pub(super) fn put_route(api: ApiId, id: RouteId, node: &Route, change: impl FnOnce(&mut Route)) -> Edit {
    let mut copy = node.clone();
    change(&mut copy);
    Edit::PutRoute(api, id, Arc::new(copy))
}

/// The integration with a change.
pub(super) fn put_integration(
    api: ApiId,
    id: IntegrationId,
    node: &Integration,
    change: impl FnOnce(&mut Integration),
) -> Edit {
    let mut copy = node.clone();
    change(&mut copy);
    Edit::PutIntegration(api, id, Arc::new(copy))
}

/// The authorizer with a change.
pub(super) fn put_authorizer(
    api: ApiId,
    id: AuthorizerId,
    node: &Authorizer,
    change: impl FnOnce(&mut Authorizer),
) -> Edit {
    let mut copy = node.clone();
    change(&mut copy);
    Edit::PutAuthorizer(api, id, Arc::new(copy))
}

/// The stage with a change.
pub(super) fn put_stage(api: ApiId, id: StageId, node: &Stage, change: impl FnOnce(&mut Stage)) -> Edit {
    let mut copy = node.clone();
    change(&mut copy);
    Edit::PutStage(api, id, Arc::new(copy))
}

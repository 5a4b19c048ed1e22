//! Deployments, which the export makes anew by a rule of its own.

use super::Build;
use super::body::Body;
use super::lifecycle::first;
use crate::design::Diagnostic;

/// Whether a deployment that is not the design's can stay as it is written.
pub(super) fn stays(build: &Build<'_, '_>, at: usize) -> bool {
    build.work.graph.resource(at).is_some_and(|one| one.block.is_some() && one.address.key.is_none())
}

/// Says that the next plan has a new deployment, as its `triggers` are the export's.
pub(super) fn tell(build: &Build<'_, '_>, body: &Body<'_, '_>) {
    if build.exported {
        return;
    }
    let message = format!("`{}` is made anew once: the export decides when it is", body.address());
    let help = "Its `triggers` name all that AWS takes into a deployment, so that the next plan replaces it. What \
                clients see changes by that only where the API was edited since its last deployment";
    let mut help = help.to_owned();
    let resource = build.work.graph.resource(body.at).filter(|one| one.block.is_some());
    if resource.is_some_and(|resource| first(resource) != Some(true)) {
        help.push_str(". It gets `create_before_destroy`, for AWS deletes no deployment that a stage shows");
    }
    body.say(Diagnostic::note("terraform-deployment", message).help(help));
}

//! Deployments, which the export makes anew by a rule of its own.

use super::Build;
use super::body::Body;
use super::lifecycle::first;
use super::variables::body as parsed;
use crate::design::Diagnostic;

/// What shows deployments, and these.
const STAGES: &[&str] = &["aws_api_gateway_stage", "aws_apigatewayv2_stage"];
const DEPLOYMENTS: &[&str] = &["aws_api_gateway_deployment", "aws_apigatewayv2_deployment"];

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
    for stage in ignoring(build, body.at) {
        let message = format!(
            "`{stage}` ignores another `deployment_id`, so that it goes on showing the old deployment"
        );
        let help = "AWS deletes no deployment that a stage shows, and the next apply ends with that. Take `deployment_id` \
                    out of `ignore_changes` in the exported files, or have Terraform forget the old deployment by \
                    `terraform state rm`";
        body.say(Diagnostic::warning("terraform-deployment", message).help(help));
    }
}

/// The stages that show a deployment and ignore that it is another one.
fn ignoring(build: &Build<'_, '_>, deployment: usize) -> Vec<String> {
    let graph = &build.work.graph;
    let of = STAGES.iter().flat_map(|kind| build.all(kind)).filter(|at| {
        let shown = graph.body(*at).and_then(|body| body.get("deployment_id"));
        let shows = shown.is_some_and(|shown| graph.who(shown, DEPLOYMENTS) == Some(deployment));
        let block = graph.resource(*at).and_then(|stage| graph.config.blocks.get(stage.block?));
        shows && block.is_some_and(|block| ignores(&block.text))
    });
    of.map(|at| build.work.address(at)).collect()
}

/// Whether the block of a stage ignores its deployment.
fn ignores(text: &str) -> bool {
    let Some(body) = text.contains("ignore_changes").then(|| parsed(text)).flatten() else { return false };
    let lifecycle = body.blocks().filter(|block| block.identifier() == "lifecycle");
    let mut ignored = lifecycle.flat_map(|block| block.body().attributes());
    ignored.any(|attribute| {
        let text = hcl::format::to_string(attribute.expr()).unwrap_or_default();
        attribute.key() == "ignore_changes" && (text.contains("deployment_id") || text.trim() == "all")
    })
}

//! Where the design runs, by the provider of its blocks or else by its ARNs.

use super::Build;
use super::graph::place_text;
use crate::aws::default_region;
use crate::design::{Diagnostic, said_regions};

/// Reads the Region, where neither a comment of the export nor the provider of everything has said it.
pub(super) fn read(build: &mut Build<'_, '_>) {
    if build.exported || !build.design.region.is_empty() {
        return;
    }
    let mut providers = build.work.graph.config.providers.iter().filter(|provider| provider.alias.is_none());
    let provider = providers.find_map(|provider| Some((provider, provider.region.as_ref()?)));
    match provider {
        Some((_, Ok(region))) => build.design.region.clone_from(region),
        Some((provider, Err(written))) => {
            let why = format!("The Region is known only when it is planned: `{written}`");
            let (message, help) = by_arns(build, &why).unwrap_or_else(|| (why, assumed()));
            let found = Diagnostic::note("terraform-region", message).help(help);
            build.work.tell(found.at_place(place_text(&provider.place)));
        }
        None => {
            if let Some((message, help)) = by_arns(build, "The files configure no Region") {
                build.work.tell(Diagnostic::note("terraform-region", message).help(help));
            }
        }
    }
}

/// Takes the Region that the ARNs agree on: what is to be said of it, where they say any.
fn by_arns(build: &mut Build<'_, '_>, why: &str) -> Option<(String, String)> {
    match said_regions(&build.design).as_slice() {
        [] => None,
        [region] => {
            (*region).clone_into(&mut build.design.region);
            let message = format!("{why}. The ARNs in them are of `{region}`, which the design takes");
            Some((message, "Set the design's Region if they are applied in another".to_owned()))
        }
        several => {
            let names = several.iter().map(|region| format!("`{region}`")).collect::<Vec<_>>().join(", ");
            Some((format!("{why}. The ARNs in them are of several: {names}"), assumed()))
        }
    }
}

fn assumed() -> String {
    format!("The studio prices {} until the design says another Region", default_region())
}

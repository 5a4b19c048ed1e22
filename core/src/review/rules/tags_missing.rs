//! Bills that nobody can be asked about.

use super::prelude::*;
use crate::design::Item;
use crate::design::edit::DesignSettings;

rule! {
    id: "tags-missing", title: "What costs money has tags", severity: Note, topic: Cost,
    checks: "Designs with a stage and without tags for everything, where an API or a stage has no tags of its own.",
    why: "A bill is divided by tags. Without them nobody can say which product, team or environment a stage, its cache and \
        its logs belong to.",
    example: "A design has no tags, and neither has its API.",
    fix: "Tag the design with what your bills are divided by, such as the project and the environment.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-tagging.html",
        "https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/cost-alloc-tags.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    let bare = |stage: StageAt<'_>| stage.node.tags.is_empty() && stage.api.settings.tags.is_empty();
    let design = look.design;
    if !design.tags.is_empty() || !look.stages().any(bare) {
        return;
    }
    let finding = look.finding(Item::Design, "The design has no tags to divide a bill by").at_place("tags");
    look.report(match design.name.trim() {
        "" => finding,
        name => {
            let mut settings = DesignSettings::of(design);
            settings.tags.insert("project".to_owned(), name.to_owned());
            let label = format!("Tag everything with the project {name}");
            finding.fix(label, Edit::PutSettings(settings.into()), Certainty::Likely)
        }
    });
}

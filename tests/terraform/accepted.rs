//! Random designs without what the export refuses.

use std::sync::Arc;

use studio_core::design::*;
use studio_core::terraform::{ExportOptions, export};

use crate::normal::{numbered, sort_functions};

/// The design without everything that the export refuses.
pub fn accepted(design: Design) -> Design {
    let mut document = Document { design, ..Document::default() };
    loop {
        let bundle = export(&document.design, &ExportOptions::default());
        let refused: Vec<Item> = bundle
            .diagnostics
            .iter()
            .filter(|found| found.severity == Severity::Error)
            .filter_map(|found| found.item)
            .collect();
        if refused.is_empty() {
            let mut design = document.design;
            if !design.name.contains(char::is_alphanumeric) {
                // A design without a name gets that of its first API.
                design.name = "design".to_owned();
            }
            sort_functions(&mut design);
            return numbered(design);
        }
        refused.into_iter().for_each(|item| remove(&mut document.design, item));
        mend(&mut document);
    }
}

fn remove(design: &mut Design, item: Item) {
    if let Some(api) = item.api().and_then(|id| design.apis.get_mut(&id)) {
        let api = Arc::make_mut(api);
        match item {
            Item::Route(_, id) => _ = api.routes.shift_remove(&id),
            Item::Integration(_, id) => _ = api.integrations.shift_remove(&id),
            Item::Authorizer(_, id) => _ = api.authorizers.shift_remove(&id),
            Item::Model(_, id) => _ = api.models.shift_remove(&id),
            Item::Validator(_, id) => _ = api.validators.shift_remove(&id),
            Item::Stage(_, id) => reduced_stage(api, id),
            Item::Api(id) => reduced_api(design, id),
            _ => {}
        }
        return;
    }
    match item {
        Item::Domain(id) => reduced_domain(design, id),
        Item::VpcLink(id) => _ = design.vpc_links.shift_remove(&id),
        Item::UsagePlan(id) => _ = design.usage_plans.shift_remove(&id),
        Item::WebAcl(id) => reduced_acl(design, id),
        Item::Alarm(id) => _ = design.alarms.shift_remove(&id),
        Item::Design => design.dashboard = None,
        Item::Account => design.account = AccountSettings::default(),
        // What an API that is gone by now held.
        _ => {}
    }
}

/// First without what is odd, then without the whole.
fn reduced_stage(api: &mut Api, id: StageId) {
    let Some(stage) = api.stages.get_mut(&id) else { return };
    let stage = Arc::make_mut(stage);
    let fresh = Stage {
        name: stage.name.clone(),
        description: stage.description.clone(),
        variables: stage.variables.clone(),
        auto_deploy: stage.auto_deploy,
        tags: stage.tags.clone(),
        defaults: RouteSettings { throttle: stage.defaults.throttle, ..RouteSettings::default() },
        ..Stage::default()
    };
    if *stage == fresh {
        api.stages.shift_remove(&id);
    } else {
        *stage = fresh;
    }
}

fn reduced_api(design: &mut Design, id: ApiId) {
    let Some(api) = design.apis.get_mut(&id) else { return };
    let api = Arc::make_mut(api);
    let fresh = ApiSettings { tags: api.settings.tags.clone(), ..ApiSettings::default() };
    if api.settings == fresh {
        design.apis.shift_remove(&id);
    } else {
        api.settings = fresh;
    }
}

fn reduced_domain(design: &mut Design, id: DomainId) {
    let Some(domain) = design.domains.get_mut(&id) else { return };
    let domain = Arc::make_mut(domain);
    let fresh = Domain { endpoint: None, mutual_tls: None, policy: None, ..domain.clone() };
    if *domain == fresh {
        design.domains.shift_remove(&id);
    } else {
        *domain = fresh;
    }
}

fn reduced_acl(design: &mut Design, id: WebAclId) {
    let Some(acl) = design.web_acls.get_mut(&id) else { return };
    let acl = Arc::make_mut(acl);
    if acl.log_destination_arn.take().is_none() && acl.rules.pop().is_none() {
        design.web_acls.shift_remove(&id);
    }
}

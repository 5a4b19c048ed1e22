//! The design itself: its name, Region, tags, dashboard and trace sampling; and the account's settings.

use leptos::prelude::*;
use studio_core::aws::{default_region, regions};
use studio_core::base::Milli;
use studio_core::design::edit::{DesignSettings, Edit};
use studio_core::design::{Dashboard, Item, XraySampling};

use super::fields::{
    Number, choice, code_line, decimal, map, optional, optional_code, pair, prose, text, toggle, whole,
};
use super::form::{Form, at, put};
use super::sections::{folded, maybe, records, section};
use crate::studio::Studio;

fn form_of(item: Item) -> Form<DesignSettings> {
    let studio = Studio::get();
    let design = studio.design();
    let value = Memo::new(move |_| DesignSettings::of(&design.read()));
    Form::new(value, move |settings, change| put(studio, item, Edit::PutSettings(Box::new(settings)), change))
}

/// The form of the design.
pub fn view() -> AnyView {
    let form = form_of(Item::Design);
    let first = (String::new(), format!("Default ({})", default_region()));
    let known = regions().iter().map(|row| (row.code.clone(), format!("{} · {}", row.code, row.name)));
    let make =
        || XraySampling { priority: 100, fixed_rate: Milli::from_thousandths(50), reservoir: 1, ..star() };
    let title = |rule: &XraySampling| rule.name.clone();
    view! {
        <div class="form">
            {text(at!(form, name), "Name", "Names the Terraform module")}
            {prose(at!(form, description), "Description", "")}
            {choice(at!(form, region), "Region", "", std::iter::once(first).chain(known).collect())}
            {section("Account", account_fields(form))}
            {section(
                "Dashboard",
                maybe(at!(form, dashboard), "CloudWatch dashboard", "", Dashboard::default, dashboard),
            )}
            {folded(
                "X-Ray sampling",
                form.with(|design| !design.xray_sampling.is_empty()),
                records(at!(form, xray_sampling), "sampling rule", make, title, sampling),
            )}
            {folded(
                "Tags on everything",
                form.with(|design| !design.tags.is_empty()),
                map(at!(form, tags), "Tags", "tag", ""),
            )}
        </div>
    }
    .into_any()
}

/// The form of the account.
pub fn account() -> AnyView {
    view! { <div class="form">{account_fields(form_of(Item::Account))}</div> }.into_any()
}

fn account_fields(form: Form<DesignSettings>) -> AnyView {
    let quotas = form.at(
        |design| {
            let raised = design.account.raised_quotas.iter();
            raised
                .map(|(id, value)| (id.clone(), value.to_string()))
                .collect::<studio_core::design::TextMap>()
        },
        |design, rows| {
            let read = |(id, text): (String, String)| Some((id, text.trim().parse::<u64>().ok()?));
            design.account.raised_quotas = rows.into_iter().filter_map(read).collect();
        },
    );
    view! {
        {code_line(at!(form, account_id), "Account id", "Twelve digits, where ARNs are shown; empty: a placeholder", Vec::new())}
        {toggle(
            at!(form, account.manage_cloudwatch_role),
            "Make the CloudWatch role",
            "Execution logs and REST access logs need it, once for an account and Region",
        )}
        {optional(at!(form, account.cloudwatch_role_arn), "Existing CloudWatch role ARN", "")}
        {map(quotas, "Raised quotas", "quota", "The quota's id and the limit that AWS gave you")}
    }
    .into_any()
}

/// A rule that is about everything.
fn star() -> XraySampling {
    let any = || "*".to_owned();
    XraySampling {
        name: "sampling".to_owned(),
        url_path: any(),
        http_method: any(),
        host: any(),
        service_name: any(),
        ..XraySampling::default()
    }
}

fn sampling(form: Form<XraySampling>) -> AnyView {
    let rate = Number::new("Part of the rest", "", "From 0 to 1").to(1);
    view! {
        {text(at!(form, name), "Name", "")}
        {pair(
            whole(at!(form, priority), Number::new("Priority", "", "")),
            whole(at!(form, reservoir), Number::new("Always traced", "requests/s", "")),
        )}
        {decimal(at!(form, fixed_rate), rate)}
        {code_line(at!(form, url_path), "Path", "", Vec::new())}
        {pair(
            code_line(at!(form, http_method), "Verb", "", Vec::new()),
            code_line(at!(form, host), "Host", "", Vec::new()),
        )}
        {code_line(at!(form, service_name), "Service", "", Vec::new())}
    }
    .into_any()
}

fn dashboard(form: Form<Dashboard>) -> AnyView {
    view! {
        {text(at!(form, name), "Name", "Empty: the design's")}
        {optional_code(at!(form, body), "Body", "JSON; empty: widgets made from the APIs")}
    }
    .into_any()
}

//! A WAF web ACL and its rules.

use leptos::prelude::*;
use studio_core::design::edit::Edit;
use studio_core::design::{Item, WafAction, WafRule, WafStatement, WebAclId};

use super::fields::{Number, choice, map, optional, optional_code, optional_whole, prose, text, whole};
use super::form::{Form, at, node};
use super::sections::{folded, records, section};
use super::{statement, web_acl_log as log};
use crate::studio::Studio;

/// The sorts of actions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Allow,
    Block,
    Count,
    Captcha,
    Challenge,
}

impl Sort {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Allow, "Allow"),
        (Self::Block, "Block"),
        (Self::Count, "Count"),
        (Self::Captcha, "CAPTCHA"),
        (Self::Challenge, "Challenge"),
    ];

    const fn of(action: &WafAction) -> Self {
        match action {
            WafAction::Allow => Self::Allow,
            WafAction::Block { .. } => Self::Block,
            WafAction::Count => Self::Count,
            WafAction::Captcha => Self::Captcha,
            WafAction::Challenge => Self::Challenge,
        }
    }

    const fn action(self) -> WafAction {
        match self {
            Self::Allow => WafAction::Allow,
            Self::Block => WafAction::Block { status: None, body: None },
            Self::Count => WafAction::Count,
            Self::Captcha => WafAction::Captcha,
            Self::Challenge => WafAction::Challenge,
        }
    }
}

/// The form of a web ACL.
pub fn view(id: WebAclId) -> AnyView {
    let form = node(Item::WebAcl(id), Studio::get().web_acl(id), move |node| Edit::PutWebAcl(id, node));
    let make = move || {
        let last = form.now().and_then(|acl| acl.rules.iter().map(|rule| rule.priority).max());
        let statement = WafStatement::ManagedGroup {
            vendor: "AWS".to_owned(),
            name: "AWSManagedRulesCommonRuleSet".to_owned(),
            version: None,
            count_rules: Vec::new(),
        };
        let priority = last.map_or(0, |last| last.saturating_add(1));
        WafRule { name: format!("rule-{priority}"), priority, statement, ..WafRule::default() }
    };
    let title = |rule: &WafRule| format!("{} · {}", rule.priority, rule.name);
    view! {
        <div class="form">
            {text(at!(form, name), "Name", "")}
            {prose(at!(form, description), "Description", "")}
            {section("Requests that no rule decides", action(at!(form, default_action), &[Sort::Allow, Sort::Block]))}
            {section("Rules", records(at!(form, rules), "rule", make, title, rule))}
            {optional(at!(form, log_destination_arn), "Log destination ARN", "A log group, stream or bucket")}
            {folded("What is logged", form.with(log::is_set), log::view(form))}
            {folded("Tags", form.with(|acl| !acl.tags.is_empty()), map(at!(form, tags), "Tags", "tag", ""))}
        </div>
    }
    .into_any()
}

fn rule(form: Form<WafRule>) -> AnyView {
    let all = [Sort::Allow, Sort::Block, Sort::Count, Sort::Captcha, Sort::Challenge];
    view! {
        {text(at!(form, name), "Name", "")}
        {whole(at!(form, priority), Number::new("Priority", "", "Lower numbers are looked at first"))}
        {statement::view(at!(form, statement), 0)}
        {action(at!(form, action), &all)}
    }
    .into_any()
}

fn action(form: Form<WafAction>, sorts: &[Sort]) -> AnyView {
    let sort = form.at(Sort::of, |action, sort| {
        if Sort::of(action) != sort {
            *action = sort.action();
        }
    });
    let offered = Sort::ALL.into_iter().filter(|(sort, _)| sorts.contains(sort));
    let offered = offered.map(|(sort, words)| (sort, words.to_owned())).collect();
    let status = form.at(
        |action| if let WafAction::Block { status, .. } = action { *status } else { None },
        |action, next| {
            if let WafAction::Block { status, .. } = action {
                *status = next;
            }
        },
    );
    let body = form.at(
        |action| if let WafAction::Block { body, .. } = action { body.clone() } else { None },
        |action, next| {
            if let WafAction::Block { body, .. } = action {
                *body = next;
            }
        },
    );
    view! {
        {choice(sort, "Action", "", offered)}
        <Show when=move || sort.get() == Sort::Block>
            {optional_whole(status, Number::new("Status", "", "Empty: 403").from(200).to(599))}
            {optional_code(body, "Body", "Empty: WAF's own")}
        </Show>
    }
    .into_any()
}

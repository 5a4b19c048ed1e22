//! The web ACL of a REST stage: its rules by priority, until one decides.

mod address;
mod answer;
mod decode;
mod inspection;
mod managed;
mod part;
mod path;
mod rate;
mod statement;
mod text;
mod transform;

pub(crate) use rate::{RateCount, RateCounts};

use crate::aws::{self, ApiKind};
use crate::design::kept::web_acl_elsewhere;
use crate::design::{Diagnostic, Item, WafAction, WafRule, WafStatement, WebAcl, WebAclId};
use crate::flow::exchange::{self, Exchange};
use crate::flow::ids::Ids;
use crate::flow::verdict::Verdict;
use crate::flow::{Consulted, Fidelity};

use inspection::{Found, Inspection};

/// Where AWS says that a REST stage may have a web ACL, and that it comes before all other access control.
const PAGE: &str = "apigateway-control-access-aws-waf";
/// Where AWS says in which order rules are looked at, and what ends it.
const ORDER: &str = "https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-processing-order.html";

/// Looks at the rules of the stage's web ACL.
pub(crate) fn run(x: &mut Exchange<'_>) -> Verdict {
    let id = x.place.stage.and_then(|(_, stage)| stage.web_acl);
    let Some((id, acl)) = id.and_then(|id| Some((id, x.design.web_acls.get(&id)?.as_ref()))) else {
        return without(x);
    };
    let counts = std::mem::take(&mut x.state.rate_counts);
    let mut inspection = Inspection::new(x, id, counts);
    let (decided, rows) = decide(&mut inspection, acl);
    let (counts, remarks) = inspection.into_remarks();
    x.state.rate_counts = counts;
    let arn = arn(x, id, acl);
    x.set("webaclArn", arn);
    let fidelity = rows.iter().map(|row| row.1).max().unwrap_or(Fidelity::Documented);
    let mut verdict = settle(x, id, acl, &decided).at(Item::WebAcl(id)).fidelity(fidelity);
    ORDER.clone_into(&mut verdict.source);
    verdict = verdict.saw_all(rows.into_iter().map(|row| row.0).collect());
    for (code, message, help) in remarks {
        x.note(Diagnostic::warning(code, message).at(Item::WebAcl(id)).at_place("rules").help(help));
    }
    verdict
}

/// A stage without a web ACL of the design; one from elsewhere has rules that nobody here knows.
fn without(x: &Exchange<'_>) -> Verdict {
    let at = x.place.stage.zip(Some(x.place.api_id));
    let elsewhere = at.and_then(|((stage, _), api)| web_acl_elsewhere(x.design, api, stage));
    match elsewhere {
        None => Verdict::skip("The stage has no web ACL").at(x.stage_item()).documented(PAGE),
        Some(arn) => {
            let named = if arn.is_empty() { String::new() } else { format!(" `{arn}`") };
            let reason = format!(
                "The stage has the web ACL{named} from outside of the design: what its rules decide is not known here, and is taken to let the request pass"
            );
            Verdict::skip(reason).at(x.stage_item()).assumed()
        }
    }
}

/// Says that AWS associates no web ACL with a stage of this kind of API; nothing looks at its rules.
pub(crate) fn refuse_association(x: &mut Exchange<'_>) {
    let has = x.place.stage.is_some_and(|(_, stage)| stage.web_acl.is_some());
    if !has || x.kind() == ApiKind::Rest {
        return;
    }
    let kind = x.kind();
    let message = format!(
        "AWS associates no web ACL with stages of {} APIs, so no rule looks at this request",
        kind.label()
    );
    let item = x.stage_item();
    let mut finding = Diagnostic::error("waf", message).at(item).at_place("web_acl");
    finding = finding.help(
        "Put a CloudFront distribution with the web ACL in front of the API and let nobody around it, or use a REST API",
    );
    x.note(finding);
}

/// What ended the evaluation.
struct Decided<'a> {
    action: &'a WafAction,
    /// The rule; none is the default action.
    rule: Option<&'a WafRule>,
    why: String,
}

type Row = (Consulted, Fidelity);

fn decide<'a>(inspection: &mut Inspection<'_, '_>, acl: &'a WebAcl) -> (Decided<'a>, Vec<Row>) {
    static BLOCK: WafAction = WafAction::Block { status: None, body: None };
    static COUNT: WafAction = WafAction::Count;
    let mut rules: Vec<&WafRule> = acl.rules.iter().collect();
    rules.sort_by_key(|rule| rule.priority);
    let mut rows: Vec<Row> = Vec::new();
    for rule in rules {
        inspection.begin(rule);
        let (found, action) = match &rule.statement {
            WafStatement::ManagedGroup { vendor, name, count_rules, .. } => {
                let found = managed::look(inspection, vendor, name, count_rules);
                let counts = rule.action == WafAction::Count;
                (found, if counts { &COUNT } else { &BLOCK })
            }
            statement => (statement::look(inspection, statement), &rule.action),
        };
        if found.matched {
            let start = format!("awswaf:{}:webacl:{}:", inspection.x.account(), acl.name);
            rule.labels.iter().for_each(|label| inspection.label(format!("{start}{label}")));
        }
        inspection.end();
        let goes_on = match action {
            WafAction::Count => true,
            WafAction::Captcha => inspection.signs().is_some_and(|signs| signs.captcha_solved),
            WafAction::Challenge => inspection.signs().is_some_and(|signs| signs.challenge_passed),
            WafAction::Allow | WafAction::Block { .. } => false,
        };
        rows.push((row(rule, &found, action, goes_on), found.fidelity));
        if found.matched && !goes_on {
            return (Decided { action, rule: Some(rule), why: found.why }, rows);
        }
    }
    (Decided { action: &acl.default_action, rule: None, why: String::new() }, rows)
}

fn row(rule: &WafRule, found: &Found, action: &WafAction, goes_on: bool) -> Consulted {
    let word = answer::word(action);
    let outcome = match (found.matched, goes_on) {
        (false, _) => "no match".to_owned(),
        (true, false) => format!("matches, {word}"),
        (true, true) if *action == WafAction::Count => "matches, COUNT, goes on".to_owned(),
        (true, true) => format!("matches, {word} with a valid token, goes on"),
    };
    Consulted {
        name: format!("rule {} `{}`", rule.priority, rule.name),
        value: format!("{outcome}: {}", found.why),
        origin: "web ACL".to_owned(),
    }
}

fn settle(x: &mut Exchange<'_>, id: WebAclId, acl: &WebAcl, decided: &Decided<'_>) -> Verdict {
    let who = match decided.rule {
        Some(rule) => format!("Rule `{}` of web ACL `{}`", rule.name, acl.name),
        None => format!("No rule of web ACL `{}` decides, and its default action", acl.name),
    };
    let why = if decided.why.is_empty() { String::new() } else { format!(", because {}", decided.why) };
    if *decided.action == WafAction::Allow || *decided.action == WafAction::Count {
        x.set("wafResponseCode", "WAF_ALLOW");
        return Verdict::pass(format!("{who} allows the request{why}")).saw("AllowedRequests", "1", "metric");
    }
    x.set("wafResponseCode", "WAF_BLOCK");
    let verb = match decided.action {
        WafAction::Captcha => "asks for a CAPTCHA",
        WafAction::Challenge => "asks for a silent challenge",
        _ => "blocks the request",
    };
    let help = match (decided.action, decided.rule) {
        (WafAction::Captcha | WafAction::Challenge, _) => {
            "Let the client get a token first, or let the rule count".to_owned()
        }
        (_, Some(rule)) => {
            format!("Let rule `{}` count instead, or put a rule that allows before it", rule.name)
        }
        (_, None) => "Add a rule that allows the request, or allow by default".to_owned(),
    };
    x.note(
        Diagnostic::note("waf-blocked", format!("{who} {verb}"))
            .at(Item::WebAcl(id))
            .at_place(if decided.rule.is_some() { "rules" } else { "default_action" })
            .help(help),
    );
    let metric = match decided.action {
        WafAction::Captcha => "CaptchaRequests",
        WafAction::Challenge => "ChallengeRequests",
        _ => "BlockedRequests",
    };
    let (refusal, told) = answer::refusal(x, decided.action);
    Verdict::refuse(refusal, format!("{who} {verb}{why}{told}")).saw(metric, "1", "metric")
}

/// The ARN that AWS would give the web ACL; its identifier is made up.
fn arn(x: &Exchange<'_>, id: WebAclId, acl: &WebAcl) -> String {
    const SALT: u64 = 0xac1;
    let unique = Ids::new(SALT, u64::from(id.0)).uuid();
    exchange::arn(x.design, "wafv2", &format!("regional/webacl/{}/{unique}", acl.name))
}

/// How much of a body WAF is handed.
fn body_limit() -> usize {
    let limit = aws::limit("waf.body_bytes").and_then(|limit| limit.default);
    limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX)
}

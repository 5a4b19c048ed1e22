//! Whom a resource policy keeps out: whether a stranger, who signs nothing, gets a call of a route allowed.
//!
//! The policy is evaluated as the simulation does it, for whatever a stranger can choose: an address of the internet,
//! the headers that conditions ask about, and when to call. It keeps strangers out when nothing of that helps.

mod choices;
mod reach;

use std::cell::RefCell;

use indexmap::IndexMap;

use crate::aws::Method;
use crate::base::Day;
use crate::design::policy::{Document, Effect, Names, PolicyKind, Statement};
use crate::design::{Api, RouteKey};
use choices::Choices;
use reach::Asked;

/// The action that a call needs.
const INVOKE: &str = "execute-api:Invoke";
/// A stage or a path's parameter that the policy does not know.
const ANYTHING: &str = "x";

/// A resource policy before the routes of an API.
#[derive(Debug)]
pub(in crate::review) struct Gate {
    statements: Vec<About>,
    variables: bool,
    stages: Vec<String>,
    choices: Choices,
    /// Which statements together let a stranger in, as far as they were asked about.
    known: RefCell<IndexMap<Vec<usize>, bool>>,
}

/// A statement that strangers have to do with.
#[derive(Debug)]
struct About {
    effect: Effect,
    /// Patterns of what follows the API in an ARN: `/prod/GET/orders`.
    resources: Names,
    asked: Asked,
}

impl Gate {
    /// The gate of an API; none without a policy that AWS can use. Without a day any moment may be now.
    pub(in crate::review) fn of(api: &Api, today: Option<Day>) -> Option<Self> {
        let document = Document::read_text(api.settings.resource_policy.as_deref()?, PolicyKind::Resource);
        if document.unusable().is_some() {
            return None;
        }
        let concerns = |statement: &&Statement| {
            statement.principals.as_ref().is_none_or(|principals| principals.cover(None))
                && statement.actions.cover_action(INVOKE)
        };
        let statements: Vec<About> = document.statements.iter().filter(concerns).map(About::new).collect();
        let mut stages: Vec<String> = api.stages.values().map(|stage| stage.name.clone()).collect();
        if stages.is_empty() {
            let patterns = statements.iter().flat_map(|statement| &statement.resources.patterns);
            stages = patterns.filter_map(|pattern| stage_of(pattern)).collect();
            stages.push(ANYTHING.to_owned());
        }
        Some(Self {
            choices: Choices::of(statements.iter().map(|statement| &statement.asked), today),
            statements,
            variables: document.variables,
            stages,
            known: RefCell::default(),
        })
    }

    /// Whether a stranger gets a call of the route allowed, at any stage.
    pub(in crate::review) fn lets_strangers_call(&self, key: &RouteKey) -> bool {
        let (Some(method), Some(template)) = (key.method(), key.path_template()) else { return true };
        let path = some_path(template);
        let methods: Vec<Method> = match method {
            Method::Any => Method::ALL.iter().copied().filter(|method| *method != Method::Any).collect(),
            one => vec![one],
        };
        let mut calls = self
            .stages
            .iter()
            .flat_map(|stage| methods.iter().map(move |method| (stage, method)))
            .map(|(stage, method)| format!("/{stage}/{method}{path}"));
        calls.any(|call| self.lets_in(&call))
    }

    fn lets_in(&self, call: &str) -> bool {
        let nobody = self.choices.first();
        let about = |(_, statement): &(usize, &About)| {
            // A variable that a stranger has no value for: the statement does not apply.
            statement.resources.cover_resource(call, "", self.variables, &nobody).unwrap_or(false)
        };
        let asked: Vec<usize> = self.statements.iter().enumerate().filter(about).map(|(at, _)| at).collect();
        if let Some(known) = self.known.borrow().get(&asked) {
            return *known;
        }
        let of = |effect: Effect| -> Vec<&Asked> {
            let statements = asked.iter().filter_map(|at| self.statements.get(*at));
            statements.filter(|it| it.effect == effect).map(|it| &it.asked).collect()
        };
        let opens = self.choices.any_opens(&of(Effect::Allow), &of(Effect::Deny), self.variables);
        self.known.borrow_mut().insert(asked, opens);
        opens
    }
}

impl About {
    fn new(statement: &Statement) -> Self {
        let Names { left_out, patterns } = &statement.resources;
        let patterns = patterns.iter().filter_map(|pattern| behind_api(pattern)).collect();
        Self {
            effect: statement.effect,
            resources: Names { left_out: *left_out, patterns },
            asked: Asked::new(&statement.conditions),
        }
    }
}

/// What a pattern says behind the API, whose account and identifier a design does not know; none for one that is of no
/// API.
fn behind_api(pattern: &str) -> Option<String> {
    const SERVICE: usize = 2;
    const PARTS: usize = 6;
    if let Some(rest) = pattern.strip_prefix("execute-api:") {
        return Some(rest.to_owned());
    }
    if !pattern.starts_with("arn:") {
        return Some(pattern.to_owned());
    }
    let parts: Vec<&str> = pattern.splitn(PARTS, ':').collect();
    if parts.get(SERVICE).is_some_and(|service| *service != "execute-api" && !service.contains('*')) {
        return None;
    }
    match (parts.get(PARTS - 1), parts.last()) {
        (Some(resource), _) => match resource.find('/') {
            Some(at) => resource.get(at..).map(str::to_owned),
            None => resource.contains('*').then(|| "*".to_owned()),
        },
        (None, last) => last.is_some_and(|last| last.ends_with('*')).then(|| "*".to_owned()),
    }
}

/// The stage that a pattern names in full.
fn stage_of(pattern: &str) -> Option<String> {
    let stage = pattern.strip_prefix('/')?.split('/').next()?;
    (!stage.is_empty() && !stage.contains(['*', '?', '$'])).then(|| stage.to_owned())
}

/// A path that the template takes.
fn some_path(template: &str) -> String {
    let segment = |segment: &str| {
        let parameter = segment.starts_with('{') && segment.ends_with('}');
        if parameter { ANYTHING.to_owned() } else { segment.to_owned() }
    };
    template.split('/').map(segment).collect::<Vec<_>>().join("/")
}

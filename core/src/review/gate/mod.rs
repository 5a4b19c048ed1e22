//! Whom a resource policy keeps out: whether a stranger, who signs nothing, gets a call of a route allowed.
//!
//! The policy is evaluated as the simulation does it, for whatever a stranger can choose: an address of the internet,
//! the headers that conditions ask about, and when to call. It keeps strangers out when nothing of that helps.

mod choices;
mod reach;

use std::cell::RefCell;

use indexmap::IndexMap;

use crate::aws::{self, EndpointKind, KeyGiven, Method};
use crate::base::Day;
use crate::design::policy::{Condition, Document, Effect, Names, Statement};
use crate::design::{Api, RouteKey};
use crate::review::policy::INVOKE;
use choices::Choices;
use reach::{Asked, Reach};

/// A stage or a path's parameter that the policy does not know.
const ANYTHING: &str = "x";

/// A resource policy before the routes of an API.
#[derive(Debug)]
pub(in crate::review) struct Gate {
    statements: Vec<About>,
    variables: bool,
    stages: Vec<String>,
    choices: Choices,
    /// Whether callers come through VPC endpoints, whose names conditions may ask for.
    private: bool,
    /// Which statements together let callers in from where, as far as they were asked about.
    known: RefCell<IndexMap<(Reach, Vec<usize>), bool>>,
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
    /// The gate of an API with a policy that AWS can use. Without a day any moment may be now.
    pub(in crate::review) fn of(api: &Api, document: &Document, today: Option<Day>) -> Self {
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
        Self {
            choices: Choices::of(statements.iter().map(|statement| &statement.asked), today),
            statements,
            variables: document.variables,
            stages,
            private: api.endpoint_kind() == EndpointKind::Private,
            known: RefCell::default(),
        }
    }

    /// Whether a stranger gets a call of the route allowed, at any stage.
    pub(in crate::review) fn lets_strangers_call(&self, key: &RouteKey) -> bool {
        self.calls(key).is_none_or(|calls| calls.iter().any(|call| self.lets_in(call, Reach::Open)))
    }

    /// Whether anybody who signs nothing gets a call of the route allowed, at any stage and from any address.
    pub(in crate::review) fn lets_anybody_call(&self, key: &RouteKey) -> bool {
        self.calls(key).is_none_or(|calls| calls.iter().any(|call| self.lets_in(call, Reach::Any)))
    }

    /// What calls of the route are named in ARNs; none where it has no method or path.
    fn calls(&self, key: &RouteKey) -> Option<Vec<String>> {
        let (method, template) = (key.method()?, key.path_template()?);
        let path = some_path(template);
        let methods: Vec<Method> = match method {
            Method::Any => Method::ALL.iter().copied().filter(|method| *method != Method::Any).collect(),
            one => vec![one],
        };
        let of_stage = |stage| methods.iter().map(move |method| (stage, method));
        let pairs = self.stages.iter().flat_map(of_stage);
        Some(pairs.map(|(stage, method)| format!("/{stage}/{method}{path}")).collect())
    }

    fn lets_in(&self, call: &str, reach: Reach) -> bool {
        let nobody = self.choices.first();
        let about = |(_, statement): &(usize, &About)| {
            // A variable that a stranger has no value for: the statement does not apply.
            statement.resources.cover_resource(call, "", self.variables, &nobody).unwrap_or(false)
        };
        let asked: Vec<usize> = self.statements.iter().enumerate().filter(about).map(|(at, _)| at).collect();
        let asked = (reach, asked);
        if let Some(known) = self.known.borrow().get(&asked) {
            return *known;
        }
        let of = |effect: Effect| -> Vec<&Asked> {
            let statements = asked.1.iter().filter_map(|at| self.statements.get(*at));
            statements.filter(|it| it.effect == effect).map(|it| &it.asked).collect()
        };
        let (allows, denies) = (of(Effect::Allow), of(Effect::Deny));
        let opens = match reach {
            Reach::Any if self.is_guess(&allows, &denies) => {
                !allows.is_empty() && !denies.iter().any(|asked| asked.is_unconditional())
            }
            _ => self.choices.any_opens(&allows, &denies, self.variables, reach),
        };
        self.known.borrow_mut().insert(asked, opens);
        opens
    }

    /// Whether the statements ask for something that callers may have, and a stranger has not: all that is told then is
    /// whether some statement allows and none denies whatever the call is.
    fn is_guess(&self, allows: &[&Asked], denies: &[&Asked]) -> bool {
        let beyond = |condition: &Condition| match aws::condition_key(&condition.key).map(|row| row.given) {
            Some(KeyGiven::Always | KeyGiven::Header | KeyGiven::Signed) => false,
            Some(KeyGiven::Private) => self.private,
            Some(KeyGiven::Public | KeyGiven::Service | KeyGiven::Domain) | None => true,
        };
        let all = || allows.iter().chain(denies);
        let asks = all().flat_map(|asked| &asked.others).any(beyond);
        asks || self.choices.are_too_many() || (self.private && all().any(|asked| asked.asks_for_address()))
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

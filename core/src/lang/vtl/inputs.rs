//! What a template is rendered with.

use std::sync::{Arc, OnceLock};

use super::Overrides;
use super::value::held;
use crate::lang::json::{Json, JsonError, Members, parse_lenient};

/// What AWS takes for an empty body.
const EMPTY_BODY: &str = "{}";
/// The parts of a request that `$input.params` looks through, in this order.
pub(super) const PARAMETER_PARTS: [&str; 3] = ["path", "querystring", "header"];
/// What `$context` holds for a template to write into.
pub(super) const OVERRIDES: [&str; 2] = ["requestOverride", "responseOverride"];

/// What a template is rendered with; cheap to clone, and the body is read as JSON once.
#[derive(Clone, Debug)]
pub struct Inputs {
    body: Arc<Body>,
    params: Json,
    context: Json,
    stage_variables: Json,
    variables: Members,
}

#[derive(Debug)]
struct Body {
    text: Arc<str>,
    json: OnceLock<Result<Json, JsonError>>,
}

impl Body {
    fn new(text: &str) -> Arc<Self> {
        let text = if text.is_empty() { EMPTY_BODY } else { text };
        Arc::new(Self { text: Arc::from(text), json: OnceLock::new() })
    }
}

impl Default for Inputs {
    fn default() -> Self {
        let empty = || Json::object(Members::default());
        Self {
            body: Body::new(""),
            params: with_parts(&empty()),
            context: with_overrides(&empty()),
            stage_variables: empty(),
            variables: Members::default(),
        }
    }
}

impl Inputs {
    /// The body as text; an empty one counts as `{}`, as on AWS.
    pub fn with_body(mut self, body: &str) -> Self {
        self.body = Body::new(body);
        self
    }

    /// What `$input.params()` holds: an object with `path`, `querystring` and `header`, each an object of texts.
    pub fn with_params(mut self, params: &Json) -> Self {
        self.params = with_parts(params);
        self
    }

    /// What `$context` holds. `requestOverride` and `responseOverride` are added where they are missing; give those
    /// of [`Rendered::overrides`](super::Rendered) to the response's template to keep what the request's one set.
    pub fn with_context(mut self, context: &Json) -> Self {
        self.context = with_overrides(context);
        self
    }

    /// What `$stageVariables` holds: an object of texts.
    pub fn with_stage_variables(mut self, variables: &Json) -> Self {
        self.stage_variables = variables.clone();
        self
    }

    /// Variables that are there before the template runs; AWS has none, tests do.
    pub fn with_variables(mut self, variables: &Json) -> Self {
        self.variables = match variables {
            Json::Object(members) => (**members).clone(),
            _ => Members::default(),
        };
        self
    }

    /// Reads `{body?, params?{path,querystring,header}, context?, stageVariables?, variables?}`, where `body` is a
    /// text or any JSON.
    ///
    /// Errors: names a member that is unknown or of the wrong kind.
    pub fn from_json(json: &Json) -> Result<Self, String> {
        let Json::Object(members) = json else {
            return Err("The input has to be a JSON object".to_owned());
        };
        let mut inputs = Self::default();
        for (name, value) in members.iter() {
            if matches!(value, Json::Null) {
                continue;
            }
            if &**name == "body" {
                inputs = match value {
                    Json::String(text) => inputs.with_body(text),
                    other => inputs.with_body(&crate::lang::json::to_plain_text(other)),
                };
                continue;
            }
            let put: fn(Self, &Json) -> Self = match &**name {
                "params" => Self::with_params,
                "context" => Self::with_context,
                "stageVariables" => Self::with_stage_variables,
                "variables" => Self::with_variables,
                _ => return Err(format!("`{name}` is no part of an input")),
            };
            if !matches!(value, Json::Object(_)) {
                return Err(format!("`{name}` of the input has to be an object"));
            }
            inputs = put(inputs, value);
        }
        Ok(inputs)
    }

    /// Whether a variable is there before the template runs.
    pub(super) fn gives(&self, name: &str) -> bool {
        self.variables.contains_key(name)
    }

    /// The overrides that `$context` holds before a template runs.
    pub fn overrides(&self) -> Overrides {
        let given = |name: &str| held(&self.context, name).cloned().unwrap_or(Json::Null);
        let [request, response] = OVERRIDES;
        Overrides { request: given(request), response: given(response) }
    }

    pub(super) fn body_text(&self) -> &Arc<str> {
        &self.body.text
    }

    pub(super) fn body_json(&self) -> &Result<Json, JsonError> {
        self.body.json.get_or_init(|| parse_lenient(&self.body.text))
    }

    pub(super) fn params(&self) -> &Json {
        &self.params
    }

    pub(super) fn context(&self) -> &Json {
        &self.context
    }

    pub(super) fn stage_variables(&self) -> &Json {
        &self.stage_variables
    }

    pub(super) fn variables(&self) -> &Members {
        &self.variables
    }
}

fn members_of(json: &Json) -> Members {
    match json {
        Json::Object(members) => (**members).clone(),
        _ => Members::default(),
    }
}

fn with_parts(params: &Json) -> Json {
    let mut members = members_of(params);
    for part in PARAMETER_PARTS {
        if !matches!(members.get(part), Some(Json::Object(_))) {
            members.insert(Arc::from(part), Json::object(Members::default()));
        }
    }
    Json::object(members)
}

fn with_overrides(context: &Json) -> Json {
    let mut members = members_of(context);
    for name in OVERRIDES {
        let held = members.get(name).cloned().unwrap_or(Json::Null);
        members.insert(Arc::from(name), with_parts(&held));
    }
    Json::object(members)
}

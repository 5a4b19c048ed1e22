//! What a step says about a request, before it becomes a [`Step`] of the trace.

use crate::aws::GatewayResponseType;
use crate::design::Item;

use super::{Consulted, Fidelity, Message, Outcome, Question, Step, StepKind};

/// Where AWS documents its developer guide's pages.
const GUIDE: &str = "https://docs.aws.amazon.com/apigateway/latest/developerguide/";

/// A step's decision and its reasons.
#[derive(Clone, Debug)]
pub(crate) struct Verdict {
    pub outcome: Outcome,
    pub reason: String,
    pub fidelity: Fidelity,
    pub item: Option<Item>,
    pub consulted: Vec<Consulted>,
    pub before: Option<Message>,
    pub after: Option<Message>,
    pub latency_ms: u64,
    pub source: String,
    pub question: Option<Question>,
    pub refusal: Option<Refusal>,
}

/// Why a request is refused, and what the client is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refusal {
    /// The gateway response of a REST API; the word that `$context.error.responseType` says.
    pub kind: GatewayResponseType,
    /// A status other than the type's own.
    pub status: Option<u16>,
    /// A message other than the type's own.
    pub message: Option<String>,
    /// An `x-amzn-ErrorType` other than the type's own.
    pub error_type: Option<String>,
    /// Headers that come with it.
    pub headers: Vec<(String, String)>,
    /// The name of the message in the body.
    pub body_key: &'static str,
    /// Whether the API's own gateway responses stay out of it.
    pub uncustomised: bool,
    /// The whole answer, where another service makes it and gateway responses have no part in it.
    pub made: Option<Message>,
}

impl Refusal {
    /// A refusal with the type's own status and message.
    pub fn new(kind: GatewayResponseType) -> Self {
        Self {
            kind,
            status: None,
            message: None,
            error_type: None,
            headers: Vec::new(),
            body_key: "message",
            uncustomised: false,
            made: None,
        }
    }

    pub fn status(mut self, status: u16) -> Self {
        self.status = Some(status);
        self
    }

    pub fn message(mut self, message: impl Into<String>) -> Self {
        self.message = Some(message.into());
        self
    }

    pub fn error_type(mut self, error_type: &str) -> Self {
        self.error_type = Some(error_type.to_owned());
        self
    }

    pub fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// The API's own gateway responses stay out of it, as before a stage is known.
    pub fn uncustomised(mut self) -> Self {
        self.uncustomised = true;
        self
    }

    /// Another service makes the whole answer, its status too.
    pub fn made(mut self, answer: Message) -> Self {
        self.status = answer.status;
        self.made = Some(answer);
        self
    }

    pub fn body_key(mut self, key: &'static str) -> Self {
        self.body_key = key;
        self
    }
}

impl Verdict {
    fn new(outcome: Outcome, reason: impl Into<String>) -> Self {
        Self {
            outcome,
            reason: reason.into(),
            fidelity: Fidelity::Documented,
            item: None,
            consulted: Vec::new(),
            before: None,
            after: None,
            latency_ms: 0,
            source: String::new(),
            question: None,
            refusal: None,
        }
    }

    /// The request goes on.
    pub fn pass(reason: impl Into<String>) -> Self {
        Self::new(Outcome::Pass, reason)
    }

    /// There was nothing to decide.
    pub fn skip(reason: impl Into<String>) -> Self {
        Self::new(Outcome::Skip, reason)
    }

    /// The request is answered here.
    pub fn answer(reason: impl Into<String>) -> Self {
        Self::new(Outcome::Answer, reason)
    }

    /// The request is refused.
    pub fn refuse(refusal: Refusal, reason: impl Into<String>) -> Self {
        Self { refusal: Some(refusal), ..Self::new(Outcome::Refuse, reason) }
    }

    /// A page of AWS's developer guide says so.
    pub fn documented(mut self, page: &str) -> Self {
        self.fidelity = Fidelity::Documented;
        self.source = format!("{GUIDE}{page}.html");
        self
    }

    /// Seen on AWS.
    pub fn recorded(mut self) -> Self {
        self.fidelity = Fidelity::Recorded;
        self.source = "recorded".to_owned();
        self
    }

    /// The studio's choice where AWS's documents say nothing.
    pub fn assumed(mut self) -> Self {
        self.fidelity = Fidelity::Assumed;
        self
    }

    /// The answer depends on a question that the session answers.
    pub fn rests_on(mut self, question: Question) -> Self {
        self.question = Some(question);
        self
    }

    pub fn fidelity(mut self, fidelity: Fidelity) -> Self {
        self.fidelity = fidelity;
        self
    }

    pub fn at(mut self, item: Item) -> Self {
        self.item = Some(item);
        self
    }

    pub fn saw(mut self, name: impl Into<String>, value: impl Into<String>, origin: &str) -> Self {
        self.consulted.push(Consulted { name: name.into(), value: value.into(), origin: origin.to_owned() });
        self
    }

    pub fn saw_all(mut self, consulted: Vec<Consulted>) -> Self {
        self.consulted.extend(consulted);
        self
    }

    pub fn took(mut self, latency_ms: u64) -> Self {
        self.latency_ms = latency_ms;
        self
    }

    pub fn changed(mut self, before: Message, after: Message) -> Self {
        if before != after {
            self.before = Some(before);
            self.after = Some(after);
        }
        self
    }

    /// The step as the trace keeps it.
    pub fn into_step(self, kind: StepKind) -> Step {
        Step {
            kind,
            name: kind.name().to_owned(),
            outcome: self.outcome,
            reason: self.reason,
            fidelity: self.fidelity,
            item: self.item,
            consulted: self.consulted,
            before: self.before,
            after: self.after,
            latency_ms: self.latency_ms,
            source: self.source,
            question: self.question,
        }
    }
}

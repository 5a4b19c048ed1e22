//! Lines of an execution log, written one after another.

use crate::aws;
use crate::flow::{Step, StepKind};

use super::{LogLine, Scene, fidelity};

/// The lines as they are written one after another.
pub(super) struct Script<'a> {
    pub scene: &'a Scene<'a>,
    pub lines: Vec<LogLine>,
    /// When the next line is written.
    pub now: u64,
}

impl<'a> Script<'a> {
    pub fn new(scene: &'a Scene<'a>) -> Self {
        let now = scene.context("requestTimeEpoch").parse().unwrap_or(0);
        Self { scene, lines: Vec::new(), now }
    }

    /// Writes a line; what lines share comes from the request's context.
    pub fn say(&mut self, id: &str, step: Option<StepKind>, values: &[(&str, &str)]) {
        let Some(row) = aws::execution_line(id) else { return };
        let route = self.route();
        let shared = [
            ("id", self.scene.context("requestId")),
            ("api", self.scene.context("apiId")),
            ("stage", self.scene.context("stage")),
            ("verb", self.scene.context("httpMethod")),
            ("endpoint", self.scene.context("integration.requestId")),
            ("connection", self.scene.context("connectionId")),
            ("resource_id", self.scene.context("resourceId")),
            ("resource", self.scene.context("resourcePath")),
            ("method", route.as_str()),
        ];
        let all: Vec<(&str, &str)> = values.iter().copied().chain(shared).collect();
        self.lines.push(LogLine {
            at_epoch_ms: self.now,
            text: filled(&row.text, &all),
            fidelity: fidelity(row.fidelity),
            level: row.level,
            data_trace: row.data_trace,
            step,
        });
    }

    /// The verb of the method, `ANY` where it takes them all.
    fn route(&self) -> String {
        let route = self.scene.api.zip(self.scene.trace.passage.route);
        let route = route.and_then(|(api, id)| api.routes.get(&id));
        let method = route.and_then(|route| route.key.method()).map(|method| method.to_string());
        method.unwrap_or_else(|| self.scene.context("httpMethod").to_owned())
    }

    /// The line that says why the execution failed.
    pub fn fail(&mut self, step: &Step) {
        let trace = self.scene.trace;
        let found = trace.diagnostics.iter().find_map(|it| aws::execution_failure(it.code));
        let id = found.map_or("failed.other", |row| row.id.as_str());
        let content_type =
            trace.passage.request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
        let content_type = content_type.map_or("application/json", |(_, value)| value.as_str());
        let answer = trace.passage.backend.as_ref();
        let error = self.scene.context("integration.error");
        let function = trace.diagnostics.iter().find(|it| it.code == "function-failed");
        let function = function.and_then(|it| it.message.split_once("failed: "));
        let status = answer.and_then(|answer| answer.status).map(|it| it.to_string()).unwrap_or_default();
        let message = match (id, error.is_empty()) {
            ("failed.other", false) => error,
            _ => trace.passage.refusal_message.as_deref().unwrap_or_default(),
        };
        let values = [
            ("message", message),
            ("detail", self.scene.context("error.validationErrorString")),
            ("content_type", content_type),
            ("error", function.map_or("", |(_, error)| error)),
            ("backend_status", status.as_str()),
        ];
        self.say(id, Some(step.kind), &values);
    }

    pub fn complete(&mut self) {
        let status = self.scene.status().map(|status| status.to_string()).unwrap_or_default();
        self.say("completed", Some(StepKind::Response), &[("status", &status)]);
    }
}

/// A text with its `{names}` filled in; what is put in is not looked at again.
fn filled(text: &str, values: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tail)) = rest.split_once('{') {
        out.push_str(before);
        let (name, tail) = tail.split_once('}').unwrap_or((tail, ""));
        out.push_str(values.iter().find(|(known, _)| *known == name).map_or("", |(_, value)| value));
        rest = tail;
    }
    out.push_str(rest);
    out
}

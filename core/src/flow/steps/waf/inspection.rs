//! What rules see of a request, and what they leave for the rules after them.

use crate::design::inputs::WafSigns;
use crate::design::{WafRule, WebAclId};
use crate::flow::Fidelity;
use crate::flow::exchange::Exchange;
use crate::flow::request::Request;

use super::rate::RateCounts;

/// Whether a statement matches, and why.
pub(super) struct Found {
    pub matched: bool,
    /// The end of a sentence that began with "because".
    pub why: String,
    pub fidelity: Fidelity,
}

impl Found {
    pub fn new(matched: bool, why: impl Into<String>) -> Self {
        Self { matched, why: why.into(), fidelity: Fidelity::Documented }
    }

    pub fn assumed(mut self) -> Self {
        self.fidelity = Fidelity::Assumed;
        self
    }

    /// At least as uncertain as what it was made of.
    pub fn founded_on(mut self, fidelity: Fidelity) -> Self {
        self.fidelity = self.fidelity.max(fidelity);
        self
    }
}

type Remark = (&'static str, String, &'static str);

/// A request as the rules of a web ACL see it.
pub(super) struct Inspection<'x, 'a> {
    pub x: &'x Exchange<'a>,
    pub acl: WebAclId,
    pub counts: RateCounts,
    /// The rule that is looked at.
    pub rule: String,
    /// Labels that earlier rules set.
    pub labels: Vec<String>,
    /// Labels of the rule that is looked at: only rules after it see them.
    pub new_labels: Vec<String>,
    remarks: Vec<Remark>,
}

impl<'x, 'a> Inspection<'x, 'a> {
    pub fn new(x: &'x Exchange<'a>, acl: WebAclId, counts: RateCounts) -> Self {
        Self {
            x,
            acl,
            counts,
            rule: String::new(),
            labels: Vec::new(),
            new_labels: Vec::new(),
            remarks: Vec::new(),
        }
    }

    pub fn begin(&mut self, rule: &WafRule) {
        self.rule.clone_from(&rule.name);
    }

    pub fn end(&mut self) {
        self.labels.append(&mut self.new_labels);
    }

    pub fn label(&mut self, label: String) {
        if !self.labels.contains(&label) && !self.new_labels.contains(&label) {
            self.new_labels.push(label);
        }
    }

    pub fn request(&self) -> &'x Request {
        &self.x.request
    }

    pub fn signs(&self) -> Option<&'a WafSigns> {
        self.x.scenario.waf.as_ref()
    }

    /// Whether the scenario says that a rule matches whose criteria nobody knows.
    pub fn is_triggered(&self, name: &str) -> bool {
        self.signs().is_some_and(|signs| signs.matches.iter().any(|wanted| wanted == name))
    }

    pub fn remark(&mut self, code: &'static str, message: String, help: &'static str) {
        let remark = (code, message, help);
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    pub fn into_remarks(self) -> (RateCounts, Vec<Remark>) {
        (self.counts, self.remarks)
    }
}

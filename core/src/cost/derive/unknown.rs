//! What a reader has to know about quantities that were worked out.

use indexmap::IndexSet;

use crate::aws::ApiKind;
use crate::design::Diagnostic;

/// What was not known while quantities were worked out; each is told once.
#[derive(Debug, Default)]
pub struct Unknown {
    refused: IndexSet<ApiKind>,
    functions: IndexSet<String>,
    response_size: bool,
    execution_log: bool,
    kept_for_ever: bool,
    pub endpoint_zones: bool,
    pub load_balancers: bool,
    pub edge: bool,
    pub endpoint: bool,
    pub web_acls: IndexSet<String>,
}

impl Unknown {
    pub fn refusals(&mut self, kind: ApiKind) {
        self.refused.insert(kind);
    }

    pub fn duration(&mut self, function: &str) {
        if !self.functions.contains(function) {
            self.functions.insert(function.to_owned());
        }
    }

    pub fn response_size(&mut self) {
        self.response_size = true;
    }

    pub fn execution_log(&mut self) {
        self.execution_log = true;
    }

    pub fn kept_for_ever(&mut self) {
        self.kept_for_ever = true;
    }

    /// What there is to say.
    pub fn diagnostics(&self) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        for kind in &self.refused {
            let message = format!(
                "AWS does not document whether refused and throttled requests of {} APIs are charged",
                kind.label()
            );
            found.push(
                Diagnostic::note("refusals-not-documented", message)
                    .help("They are counted in the high estimate alone"),
            );
        }
        for function in &self.functions {
            let message = format!(
                "How long the function `{function}` takes is not known, so its GB-seconds are left out"
            );
            found.push(
                Diagnostic::warning("duration-unknown", message)
                    .at_place("backend_ms")
                    .help("Give the duration in the traffic of its routes, or with the function"),
            );
        }
        found.extend(self.notes());
        found
    }

    /// What is told in the same words whatever it is about.
    fn notes(&self) -> Vec<Diagnostic> {
        let notes = [
            (
                self.response_size,
                "response-size-unknown",
                "Data out is left out for requests whose response size is not given",
                "Give the response size",
            ),
            (
                self.execution_log,
                "execution-log-estimated",
                "The bytes of the execution log are estimated: AWS publishes no sizes of its lines",
                "Give `logs_gb` where the bill says it",
            ),
            (
                self.kept_for_ever,
                "logs-kept-for-ever",
                "Of logs that nobody deletes, what lies there after one month is counted; each further month adds as much",
                "Set a retention",
            ),
            (
                self.endpoint_zones,
                "endpoint-zones-unknown",
                "VPC endpoints are counted in one Availability Zone",
                "Say in how many zones they are",
            ),
            (
                !self.web_acls.is_empty(),
                "web-acl-elsewhere",
                "A web ACL from outside of the design is counted with the requests that it looks at, and its rules are not known",
                "Give `rules` and `managed_rule_groups`, or `web_acls` as 0 where something else pays for it",
            ),
            (
                self.endpoint,
                "endpoint-not-counted",
                "A private API is called through a VPC endpoint that costs by the hour and GB, and the design has none to count",
                "Name the VPC endpoints in the endpoint of the API, or give `vpc_endpoints`, `azs` and `gb`",
            ),
            (
                self.load_balancers,
                "load-balancer-unknown",
                "What stands behind a VPC link that is known at run time only is not counted",
                "Give `alb_hours` or `nlb_hours`",
            ),
            (
                self.edge,
                "edge-egress",
                "Data out of an edge-optimized API is counted at the Region's price; which price AWS takes is not documented",
                "Compare with the bill, or give `egress_gb`",
            ),
        ];
        let told = notes.into_iter().filter(|(holds, ..)| *holds);
        told.map(|(_, code, message, help)| Diagnostic::note(code, message).help(help)).collect()
    }
}

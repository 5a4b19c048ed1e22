//! WAF web ACLs.

use serde::{Deserialize, Serialize};

use super::record::TextMap;

record! {
    /// A web ACL that REST stages are protected by.
    WebAcl {
        /// Its name.
        name: String,
        /// What it is for.
        description: String,
        /// What happens to a request that no rule decides.
        default_action: WafAction,
        /// Rules, looked at by priority.
        rules: Vec<WafRule>,
        /// Where WAF writes its log: a log group's, stream's or bucket's ARN.
        log_destination_arn: Option<String>,
        /// Parts of requests that the log does not show: of [`WebAcl::LOG_PARTS`], or `header:name`.
        log_redacted_fields: Vec<String>,
        /// Which requests the log is about; none for all of them.
        log_filter: Option<WafLogFilter>,
        /// Tags of the web ACL.
        tags: TextMap,
    }
}

record! {
    /// Which requests a web ACL's log is about.
    WafLogFilter {
        /// Whether requests that no rule decides are logged.
        keeps_others: bool,
        /// What decides, the first that applies.
        rules: Vec<WafLogRule>,
    }
}

record! {
    /// Requests that are logged, or that are not.
    WafLogRule {
        /// Whether they are logged.
        keeps: bool,
        /// Whether all conditions have to be met; one is enough otherwise.
        all: bool,
        /// What they are known by.
        conditions: Vec<WafLogCondition>,
    }
}

record! {
    /// What a request is known by once rules have seen it: one of both.
    WafLogCondition {
        /// What WAF did with it: one of [`WafLogCondition::ACTIONS`].
        action: Option<String>,
        /// A label that a rule set, by its whole name.
        label: Option<String>,
    }
}

record! {
    /// A rule of a web ACL.
    WafRule {
        /// Its name.
        name: String,
        /// Lower numbers are looked at first.
        priority: u32,
        /// What happens when the statement matches; for a managed group, `Count` overrides its own actions.
        action: WafAction,
        /// What it looks for.
        statement: WafStatement,
        /// Labels that a request gets when the statement matches, for later rules.
        labels: Vec<String>,
    }
}

/// What WAF does with a request.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum WafAction {
    /// Lets it pass.
    #[default]
    Allow,
    /// Refuses it.
    Block {
        /// A status other than WAF's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        status: Option<u16>,
        /// A body other than WAF's own.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<String>,
    },
    /// Counts it and goes on with the next rule.
    Count,
    /// Asks for a CAPTCHA.
    Captcha,
    /// Asks for a silent challenge.
    Challenge,
}

/// What a WAF rule looks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum WafStatement {
    /// A managed rule group, such as `AWSManagedRulesCommonRuleSet` of `AWS`.
    ManagedGroup {
        /// Who manages it.
        vendor: String,
        /// Its name.
        name: String,
        /// Its version.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        version: Option<String>,
        /// Rules of the group that only count.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        count_rules: Vec<String>,
    },
    /// More than `limit` requests of one source in the window.
    RateBased {
        /// Requests in the window.
        limit: u32,
        /// The window in seconds.
        #[serde(default = "five_minutes")]
        window_s: u32,
        /// Whether the address is taken from a header such as `X-Forwarded-For`; none takes the connection's.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        forwarded_header: Option<String>,
        /// Only requests that this statement matches are counted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        scope_down: Option<Box<WafStatement>>,
    },
    /// Addresses in CIDR notation.
    IpSet {
        /// The addresses.
        addresses: Vec<String>,
        /// What the set is called in AWS, for all statements that look at the same one; none for a set of this
        /// statement's own. IPv6 addresses beside IPv4 are a second set, whose name ends in `-v6`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
    },
    /// Two-letter country codes.
    Geo {
        /// The codes.
        countries: Vec<String>,
    },
    /// A text in a part of the request.
    ByteMatch {
        /// The part: `uri_path`, `query_string`, `body`, `method`, `header:name`.
        field: String,
        /// `EXACTLY`, `STARTS_WITH`, `ENDS_WITH`, `CONTAINS` or `CONTAINS_WORD`.
        position: String,
        /// The text.
        text: String,
        /// `NONE`, `LOWERCASE`, `URL_DECODE` and so on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        transformations: Vec<String>,
    },
    /// A regular expression over a part of the request.
    RegexMatch {
        /// The part.
        field: String,
        /// The expression.
        regex: String,
        /// Transformations before the match.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        transformations: Vec<String>,
    },
    /// The size of a part of the request.
    Size {
        /// The part.
        field: String,
        /// `EQ`, `NE`, `LE`, `LT`, `GE` or `GT`.
        comparison: String,
        /// The size.
        size_bytes: u64,
    },
    /// SQL injection in a part of the request.
    SqlInjection {
        /// The part.
        field: String,
    },
    /// Cross-site scripting in a part of the request.
    CrossSiteScripting {
        /// The part.
        field: String,
    },
    /// A label that an earlier rule set.
    Label {
        /// The label.
        key: String,
    },
    /// All of these.
    And {
        /// The statements.
        statements: Vec<WafStatement>,
    },
    /// Any of these.
    Or {
        /// The statements.
        statements: Vec<WafStatement>,
    },
    /// Everything but this.
    Not {
        /// The statement.
        statement: Box<WafStatement>,
    },
}

impl Default for WafStatement {
    fn default() -> Self {
        Self::IpSet { addresses: Vec::new(), name: None }
    }
}

fn five_minutes() -> u32 {
    300
}

impl WebAcl {
    /// The parts of a request that a log can leave out, beside single headers. Source:
    /// <https://docs.aws.amazon.com/waf/latest/APIReference/API_LoggingConfiguration.html>.
    pub const LOG_PARTS: [&str; 3] = ["uri_path", "query_string", "method"];
}

impl WafLogCondition {
    /// What WAF does with a request, in its own words. Source:
    /// <https://docs.aws.amazon.com/waf/latest/APIReference/API_ActionCondition.html>.
    pub const ACTIONS: [&str; 6] = ["ALLOW", "BLOCK", "COUNT", "CAPTCHA", "CHALLENGE", "EXCLUDED_AS_COUNT"];
}

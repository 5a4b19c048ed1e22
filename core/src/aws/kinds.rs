//! The vocabulary of API Gateway: closed sets of words, spelt as AWS spells them in its APIs.

/// Declares a closed set of AWS words: serde, `ALL`, `as_str`, `Display` and `FromStr` all use AWS's spelling.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$item_doc:meta])* $item:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[derive(serde::Serialize, serde::Deserialize)]
        pub enum $name { $(#[doc = concat!("`", $text, "`.")] $(#[$item_doc])* #[serde(rename = $text)] $item),+ }

        impl $name {
            /// Every word of the set, in AWS's order.
            pub const ALL: &'static [Self] = &[$(Self::$item),+];

            /// AWS's spelling.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$item => $text),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::aws::UnknownWord;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($text => Ok(Self::$item),)+
                    _ => Err(crate::aws::UnknownWord { text: text.to_owned(), known: &[$($text),+] }),
                }
            }
        }
    };
}

pub(crate) use words;

/// A text that is not in a closed set of AWS words.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not one of {}", .known.join(", "))]
pub struct UnknownWord {
    /// What was given.
    pub text: String,
    /// What AWS knows.
    pub known: &'static [&'static str],
}

words! {
    /// The three kinds of API. `REST` is API Gateway's first version, the others are its second.
    ApiKind { Rest = "REST", Http = "HTTP", WebSocket = "WEBSOCKET" }
}

impl ApiKind {
    /// One API of the kind, in a sentence: `a REST API`, `an HTTP API`, `a WebSocket API`.
    pub const fn phrase(self) -> &'static str {
        match self {
            Self::Rest => "a REST API",
            Self::Http => "an HTTP API",
            Self::WebSocket => "a WebSocket API",
        }
    }

    /// The kind as prose writes it: `REST`, `HTTP`, `WebSocket`.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Rest => "REST",
            Self::Http => "HTTP",
            Self::WebSocket => "WebSocket",
        }
    }
}

words! {
    /// Where an API or a domain is reached.
    EndpointKind { Regional = "REGIONAL", Edge = "EDGE", Private = "PRIVATE" }
}

words! {
    /// The addresses an endpoint answers on.
    IpAddressKind { Ipv4 = "ipv4", Dualstack = "dualstack" }
}

words! {
    /// The verbs a method or route can have; `ANY` takes every verb that has no method of its own.
    Method {
        Get = "GET", Post = "POST", Put = "PUT", Patch = "PATCH", Delete = "DELETE",
        Head = "HEAD", Options = "OPTIONS", Any = "ANY",
    }
}

words! {
    /// AWS's five integration types.
    IntegrationKind { Aws = "AWS", AwsProxy = "AWS_PROXY", Http = "HTTP", HttpProxy = "HTTP_PROXY", Mock = "MOCK" }
}

words! {
    /// What a REST integration does with a content type that has no request template.
    PassthroughBehavior {
        WhenNoMatch = "WHEN_NO_MATCH", WhenNoTemplates = "WHEN_NO_TEMPLATES", Never = "NEVER",
    }
}

words! {
    /// How a payload is converted between text and binary.
    ContentHandling { ConvertToBinary = "CONVERT_TO_BINARY", ConvertToText = "CONVERT_TO_TEXT" }
}

words! {
    /// The event format that a Lambda proxy integration or authorizer of an HTTP API gets.
    PayloadFormat { V1 = "1.0", V2 = "2.0" }
}

words! {
    /// Whether a response is collected before it is sent on.
    ResponseTransferMode { Buffered = "BUFFERED", Stream = "STREAM" }
}

words! {
    /// Where a REST API looks for the API key of a request.
    ApiKeySource { Header = "HEADER", Authorizer = "AUTHORIZER" }
}

words! {
    /// The period of a usage plan's quota.
    QuotaPeriod { Day = "DAY", Week = "WEEK", Month = "MONTH" }
}

words! {
    /// How much API Gateway writes into the execution log.
    LoggingLevel { Off = "OFF", Error = "ERROR", Info = "INFO" }
}

words! {
    /// What happens when a caller without permission asks to invalidate a cache entry.
    UnauthorizedCacheStrategy {
        FailWith403 = "FAIL_WITH_403",
        SucceedWithHeader = "SUCCEED_WITH_RESPONSE_HEADER",
        SucceedWithoutHeader = "SUCCEED_WITHOUT_RESPONSE_HEADER",
    }
}

words! {
    /// The cache cluster sizes, in GB as the API spells them.
    CacheSize {
        Gb0_5 = "0.5", Gb1_6 = "1.6", Gb6_1 = "6.1", Gb13_5 = "13.5",
        Gb28_4 = "28.4", Gb58_2 = "58.2", Gb118 = "118", Gb237 = "237",
    }
}

words! {
    /// What a documentation part is about. Source:
    /// <https://docs.aws.amazon.com/apigateway/latest/api/API_DocumentationPartLocation.html>.
    DocumentationPartType {
        Api = "API",
        Authorizer = "AUTHORIZER",
        Model = "MODEL",
        Resource = "RESOURCE",
        Method = "METHOD",
        PathParameter = "PATH_PARAMETER",
        QueryParameter = "QUERY_PARAMETER",
        RequestHeader = "REQUEST_HEADER",
        RequestBody = "REQUEST_BODY",
        Response = "RESPONSE",
        ResponseHeader = "RESPONSE_HEADER",
        ResponseBody = "RESPONSE_BODY",
    }
}

words! {
    /// How a custom domain finds the API: by mappings, by routing rules, or by rules first.
    RoutingMode {
        ApiMappingOnly = "API_MAPPING_ONLY",
        RoutingRuleOnly = "ROUTING_RULE_ONLY",
        RoutingRuleThenApiMapping = "ROUTING_RULE_THEN_API_MAPPING",
    }
}

words! {
    /// The 21 gateway responses of a REST API.
    GatewayResponseType {
        AccessDenied = "ACCESS_DENIED",
        ApiConfigurationError = "API_CONFIGURATION_ERROR",
        AuthorizerConfigurationError = "AUTHORIZER_CONFIGURATION_ERROR",
        AuthorizerFailure = "AUTHORIZER_FAILURE",
        BadRequestBody = "BAD_REQUEST_BODY",
        BadRequestParameters = "BAD_REQUEST_PARAMETERS",
        Default4xx = "DEFAULT_4XX",
        Default5xx = "DEFAULT_5XX",
        ExpiredToken = "EXPIRED_TOKEN",
        IntegrationFailure = "INTEGRATION_FAILURE",
        IntegrationTimeout = "INTEGRATION_TIMEOUT",
        InvalidApiKey = "INVALID_API_KEY",
        InvalidSignature = "INVALID_SIGNATURE",
        MissingAuthenticationToken = "MISSING_AUTHENTICATION_TOKEN",
        QuotaExceeded = "QUOTA_EXCEEDED",
        RequestTooLarge = "REQUEST_TOO_LARGE",
        ResourceNotFound = "RESOURCE_NOT_FOUND",
        Throttled = "THROTTLED",
        Unauthorized = "UNAUTHORIZED",
        UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE",
        WafFiltered = "WAF_FILTERED",
    }
}

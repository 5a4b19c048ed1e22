//! APIs of the three kinds, made at random.

use std::sync::Arc;

use indexmap::IndexMap;
use studio_core::aws::*;
use studio_core::base::Milli;
use studio_core::design::*;

use crate::generate::{Maker, Words, models};

const PATHS: &[&str] = &[
    "/",
    "/orders",
    "/orders/{orderId}",
    "/orders/orderId",
    "/a-b",
    "/a_b",
    "/orders/{orderId}/lines/{line}",
    "/files/{proxy+}",
    "/{proxy+}",
    "/count",
    "/orders/",
    "/v1/.well-known/x:y",
    "/bad part",
    "/x/{y+}/z",
];
const KEYS: &[&str] =
    &["$connect", "$disconnect", "$default", "send message", "sendMessage", "${x}", "\"q\""];
/// What a link of the second generation calls.
const TARGETS: &[&str] = &[
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/app/inside/50dc6c495c0c9188",
    "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/inside/50dc6c495c0c9188/0467ef3c8400ae65",
];
const SCHEMA: &str = r##"{"$schema": "http://json-schema.org/draft-04/schema#", "type": "object",
    "required": ["name"], "properties": {"name": {"type": "string", "pattern": "^${x}\\d+$"},
    "price": {"type": "number", "minimum": 0.5}, "for": {"$ref": "#/definitions/for"},
    "other": {"$ref": "#/definitions/OTHER"}}}"##;
const POLICY: &str = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*",
    "Action": "execute-api:Invoke", "Resource": "execute-api:/*/GET/orders/${aws:username}"}]}"#;

pub fn api(maker: &mut Maker, kind: ApiKind) -> Api {
    let name = maker.word(Words::Name);
    let mut api = Api::new(kind, name);
    api.settings = settings(maker, kind);
    for _ in 0..maker.rng.usize(0..3) {
        let id = maker.design.mint();
        let other = api.models.values().last().map(|model| model.name.clone()).unwrap_or_default();
        let model = Model {
            name: if maker.chance(10) {
                "Empty".to_owned()
            } else {
                format!("{}{id}", maker.word(Words::Model))
            },
            description: maker.line(),
            content_type: (*maker.pick(&["", "application/json"])).to_owned(),
            schema: (*maker.pick(&[SCHEMA, SCHEMA, "{}", "true", "{oops"])).replace("OTHER", &other),
        };
        api.models.insert(id, Arc::new(model));
    }
    for _ in 0..maker.rng.usize(0..3) {
        let id = maker.design.mint();
        let validator =
            Validator { name: maker.line(), body: maker.chance(50), parameters: maker.chance(50) };
        api.validators.insert(id, Arc::new(validator));
    }
    for _ in 0..maker.rng.usize(0..4) {
        let id = maker.design.mint();
        let authorizer = authorizer(maker);
        api.authorizers.insert(id, Arc::new(authorizer));
    }
    for _ in 0..maker.rng.usize(1..6) {
        let id = maker.design.mint();
        let integration = integration(maker, kind);
        api.integrations.insert(id, Arc::new(integration));
    }
    for _ in 0..maker.rng.usize(1..9) {
        let id = maker.design.mint();
        let route = route(maker, &api);
        api.routes.insert(id, Arc::new(route));
    }
    for at in 0..maker.rng.usize(0..3) {
        let id = maker.design.mint();
        let stage = stage(maker, &api, at);
        api.stages.insert(id, Arc::new(stage));
    }
    api
}

fn settings(maker: &mut Maker, kind: ApiKind) -> ApiSettings {
    let rest = kind == ApiKind::Rest;
    let mut settings = ApiSettings {
        description: maker.nasty(),
        version: (*maker.pick(&["", "1.0"])).to_owned(),
        disable_execute_api_endpoint: maker.chance(20),
        existing_id: maker.some(10, |_| "a1b2c3d4e5".to_owned()),
        tags: maker.tags(),
        ..ApiSettings::default()
    };
    settings.endpoint.ip_address_kind = maker.some(30, |maker| *maker.pick(IpAddressKind::ALL));
    if maker.chance(40) || kind == ApiKind::Http {
        settings.cors = maker.some(60, cors);
    }
    if rest || maker.chance(10) {
        settings.endpoint.kind = maker.some(50, |maker| *maker.pick(EndpointKind::ALL));
        settings.endpoint.makes_vpc_endpoint = maker.chance(40);
        settings.endpoint.vpc_endpoint_ids =
            maker.some(50, |_| "vpce-1234567890".to_owned()).into_iter().collect();
        settings.binary_media_types = maker.some(50, |_| "image/*".to_owned()).into_iter().collect();
        settings.minimum_compression_size_bytes = maker.some(30, |maker| maker.rng.u32(0..10_000));
        settings.api_key_source = maker.some(30, |maker| *maker.pick(ApiKeySource::ALL));
        settings.resource_policy = maker.some(50, |maker| (*maker.pick(&[POLICY, "{}", "no"])).to_owned());
        settings.security_policy = maker.some(10, |_| "TLS_1_2".to_owned());
        for _ in 0..maker.rng.usize(0..3) {
            let kind = *maker.pick(GatewayResponseType::ALL);
            let response = GatewayResponse {
                status: maker.some(50, |maker| *maker.pick(&[400, 503, 99])),
                parameters: maker.texts(),
                templates: maker.texts(),
            };
            settings.gateway_responses.insert(kind, response);
        }
        for key in ["API", "METHOD /orders GET", "MODEL Order", "RESPONSE /orders GET 200", "x"] {
            if maker.chance(20) {
                settings.documentation.insert(key.to_owned(), maker.nasty());
            }
        }
    }
    if kind == ApiKind::WebSocket {
        settings.route_selection_expression = maker.some(50, |_| "$request.body.action".to_owned());
        settings.api_key_selection_expression = maker.some(30, |_| "$request.header.x-api-key".to_owned());
    }
    settings
}

fn cors(maker: &mut Maker) -> Cors {
    Cors {
        allow_origins: vec![(*maker.pick(&["*", "https://app.example.com"])).to_owned()],
        allow_methods: vec!["GET".to_owned(), "*".to_owned()],
        allow_headers: maker.some(50, |maker| maker.line()).into_iter().collect(),
        expose_headers: maker.some(50, |_| "X-Request-Id".to_owned()).into_iter().collect(),
        max_age_s: maker.some(50, |maker| *maker.pick(&[-1, 0, 86_400])),
        allow_credentials: maker.chance(40),
    }
}

fn authorizer(maker: &mut Maker) -> Authorizer {
    let function = maker.id_of(&maker.design.functions.clone());
    let validation_expression = maker.some(50, |_| "^Bearer [-0-9a-zA-Z\\._]*$".to_owned());
    let method = match maker.rng.u32(0..4) {
        0 => AuthorizerMethod::LambdaToken {
            function,
            header: "Authorization".to_owned(),
            validation_expression,
        },
        1 => AuthorizerMethod::LambdaRequest {
            function,
            identity_sources: maker
                .some(70, |_| "method.request.header.Auth".to_owned())
                .into_iter()
                .collect(),
            payload_format: maker.some(50, |maker| *maker.pick(PayloadFormat::ALL)),
            simple_responses: maker.chance(30),
        },
        2 => AuthorizerMethod::Jwt {
            issuers: vec![JwtIssuer {
                issuer: (*maker.pick(&["", "https://issuer.example.com"])).to_owned(),
                audiences: maker.some(50, |maker| maker.line()).into_iter().collect(),
                key_set: maker.some(20, |_| "{\"keys\": []}".to_owned()),
            }],
            identity_source: String::new(),
        },
        _ => AuthorizerMethod::Cognito {
            user_pool_arns: maker
                .some(50, |_| "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_x".to_owned())
                .into_iter()
                .collect(),
            header: "Authorization".to_owned(),
            validation_expression,
            key_set: maker.some(20, |_| "{\"keys\": []}".to_owned()),
        },
    };
    Authorizer {
        name: maker.word(Words::Name),
        method,
        result_ttl_s: maker.some(50, |maker| *maker.pick(&[0, 300, 3600, 9999])),
        credentials: maker.some(20, |_| "arn:aws:iam::123456789012:role/authorizer".to_owned()),
    }
}

fn integration(maker: &mut Maker, kind: ApiKind) -> Integration {
    let passing = if maker.chance(50) { Passing::Proxy } else { Passing::Mapped };
    let function = maker.id_of(&maker.design.functions.clone());
    let method = maker.some(50, |maker| *maker.pick(Method::ALL));
    let target = match maker.rng.u32(0..6) {
        0 => Target::Mock,
        1 | 2 => Target::Lambda { function, passing, asynchronous: maker.chance(20) },
        3 => {
            let urls = [
                "https://x.example/{id}?a=${stageVariables.x}",
                "",
                "arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/a/b/c",
            ];
            Target::Http { url: (*maker.pick(&urls)).to_owned(), method, passing }
        }
        4 => Target::Service { uri: "arn:aws:apigateway:us-east-1:sqs:path/1/q".to_owned(), method, passing },
        _ => Target::Action { subtype: "SQS-SendMessage".to_owned() },
    };
    let links = maker.design.vpc_links.clone();
    let connection = match maker.rng.u32(0..6) {
        0 => Connection::VpcLink {
            id: maker.id_of(&links),
            target_arn: maker.some(50, |maker| (*maker.pick(TARGETS)).to_owned()),
        },
        1 => Connection::Named { connection_id: "${stageVariables.link}".to_owned() },
        _ => Connection::Internet,
    };
    let mut integration = Integration {
        name: maker.word(Words::Name),
        target,
        connection,
        timeout_ms: maker.some(40, |maker| *maker.pick(&[50, 29_000, 30_000, 300_000, 999_999])),
        credentials: maker.some(30, |maker| {
            let roles = ["arn:aws:iam::123456789012:role/x", "arn:aws:iam::*:user/*", "nonsense"];
            (*maker.pick(&roles)).to_owned()
        }),
        payload_format: maker.some(30, |maker| *maker.pick(PayloadFormat::ALL)),
        tls_server_name: maker.some(20, |_| "internal.example.com".to_owned()),
        tls_insecure_skip_verification: maker.chance(20),
        request_parameters: maker.texts(),
        ..Integration::default()
    };
    if maker.chance(60) {
        integration.response_parameters.insert("200".to_owned(), maker.texts());
    }
    if kind != ApiKind::Http || maker.chance(20) {
        mapped(maker, &mut integration);
    }
    if let Some(template) = integration.request_templates.keys().next().filter(|_| maker.chance(30)) {
        integration.template_tests.push(TemplateTest {
            name: "an order".to_owned(),
            response: maker.some(50, |_| "200".to_owned()),
            template: template.clone(),
            input: "{\"body\": {\"id\": 1}}".to_owned(),
            expected: "{}".to_owned(),
            expected_overrides: maker.some(50, |_| "{\"requestOverride\": {}}".to_owned()),
        });
    }
    integration
}

fn mapped(maker: &mut Maker, integration: &mut Integration) {
    integration.passthrough_behavior = maker.some(40, |maker| *maker.pick(PassthroughBehavior::ALL));
    integration.content_handling = maker.some(30, |maker| *maker.pick(ContentHandling::ALL));
    integration.request_templates = maker.texts();
    integration.template_selection_expression = maker.some(30, |_| "${request.body.action}".to_owned());
    integration.cache_key_parameters =
        maker.some(30, |_| "method.request.path.id".to_owned()).into_iter().collect();
    integration.cache_namespace = maker.some(20, |maker| maker.line());
    integration.response_transfer_mode = maker.some(20, |maker| *maker.pick(ResponseTransferMode::ALL));
    for status in ["200", "400"] {
        if maker.chance(60) {
            integration.responses.push(IntegrationResponse {
                status: status.to_owned(),
                selection_pattern: maker.some(50, |maker| maker.nasty()),
                parameters: maker.texts(),
                templates: maker.texts(),
                content_handling: maker.some(30, |maker| *maker.pick(ContentHandling::ALL)),
                template_selection_expression: maker.some(10, |_| "${x}".to_owned()),
            });
        }
    }
}

fn route(maker: &mut Maker, api: &Api) -> Route {
    let socket = api.kind == ApiKind::WebSocket;
    let key = if socket != maker.chance(5) {
        RouteKey::Named((*maker.pick(KEYS)).to_owned())
    } else {
        RouteKey::path(*maker.pick(Method::ALL), *maker.pick(PATHS))
    };
    let scopes = maker.some(50, |_| "orders:read".to_owned()).into_iter().collect();
    let authorization = match maker.rng.u32(0..4) {
        0 => Authorization::Iam,
        1 => Authorization::Authorizer { id: maker.id_of(&api.authorizers), scopes },
        _ => Authorization::None,
    };
    let mut route = Route {
        key,
        operation_name: maker.some(30, |_| "listOrders".to_owned()),
        summary: maker.nasty(),
        authorization,
        integration: maker.some(90, |maker| maker.id_of(&api.integrations)),
        notes: maker.texts(),
        ..Route::default()
    };
    if api.kind != ApiKind::Http || maker.chance(20) {
        route.api_key_required = maker.chance(30);
        route.body_models = models(maker, api);
        route.validator = maker.some(30, |maker| maker.id_of(&api.validators));
        route.model_selection_expression = maker.some(20, |_| "$request.body.action".to_owned());
        route.two_way = maker.chance(30);
        for location in [ParameterLocation::Header, ParameterLocation::Path, ParameterLocation::QueryString] {
            if maker.chance(30) {
                route.parameters.push(RequestParameter {
                    location,
                    name: "id".to_owned(),
                    required: maker.chance(50),
                    description: maker.nasty(),
                });
            }
        }
        for status in ["200", "400", "999"] {
            if maker.chance(40) {
                let headers: IndexMap<String, bool> =
                    maker.some(50, |maker| ("X-Id".to_owned(), maker.chance(50))).into_iter().collect();
                let response =
                    MethodResponse { description: maker.nasty(), models: models(maker, api), headers };
                route.responses.insert(status.to_owned(), response);
            }
        }
    }
    route
}

fn stage(maker: &mut Maker, api: &Api, at: usize) -> Stage {
    let names: &[&str] = if api.kind == ApiKind::Http { &["$default", "prod"] } else { &["prod", "dev-1"] };
    let destination = match maker.rng.u32(0..3) {
        0 => LogDestination::Existing { arn: "arn:aws:logs:us-east-1:123456789012:log-group:x".to_owned() },
        _ => LogDestination::LogGroup {
            name: (*maker.pick(&["", "/my/group", "bad name"])).to_owned(),
            retention_days: maker.some(60, |maker| *maker.pick(&[30, 365, 31])),
            kms_key_arn: maker.some(30, |_| "arn:aws:kms:us-east-1:123456789012:key/x".to_owned()),
        },
    };
    let formats = [
        "$context.requestId",
        "{\"id\": \"$context.requestId\", \"s\": \"$context.status\"}",
        "",
        "<$context.x>",
    ];
    let format = (*maker.pick(&formats)).to_owned();
    let ids: Vec<RouteId> = api.routes.keys().copied().collect();
    let mut overrides = IndexMap::new();
    for id in ids {
        if maker.chance(25) {
            let settings = route_settings(maker);
            overrides.insert(id, settings);
        }
    }
    Stage {
        name: names[at % names.len()].to_owned(),
        description: maker.nasty(),
        auto_deploy: api.kind != ApiKind::Rest && maker.chance(60),
        variables: [("alias".to_owned(), "live".to_owned())].into_iter().collect(),
        cache_cluster: maker.some(20, |maker| *maker.pick(CacheSize::ALL)),
        defaults: if maker.chance(60) { route_settings(maker) } else { RouteSettings::default() },
        overrides,
        access_log: maker.some(60, |_| AccessLog { destination, format }),
        xray_tracing: maker.chance(20),
        canary: maker.some(20, |maker| Canary {
            percent_traffic: Milli::from_thousandths(12_500),
            variable_overrides: maker.texts(),
            use_stage_cache: maker.chance(50),
            description: maker.line(),
        }),
        client_certificate: maker.some(20, |maker| maker.id_of(&maker.design.client_certificates.clone())),
        web_acl: maker.some(30, |maker| maker.id_of(&maker.design.web_acls.clone())),
        documentation_version: maker.some(20, |_| "1.0".to_owned()),
        tags: maker.tags(),
    }
}

fn route_settings(maker: &mut Maker) -> RouteSettings {
    RouteSettings {
        throttle: maker.some(60, |maker| maker.throttle()),
        logging_level: maker.some(40, |maker| *maker.pick(LoggingLevel::ALL)),
        data_trace: maker.some(30, |maker| maker.chance(50)),
        detailed_metrics: maker.some(50, |maker| maker.chance(50)),
        cache: maker.some(30, |maker| CacheSettings {
            enabled: maker.some(50, |maker| maker.chance(50)),
            ttl_s: maker.some(50, |maker| *maker.pick(&[0, 300, 9999])),
            encrypted: maker.some(50, |maker| maker.chance(50)),
            require_authorization: maker.some(50, |maker| maker.chance(50)),
            unauthorized_strategy: maker.some(50, |maker| *maker.pick(UnauthorizedCacheStrategy::ALL)),
        }),
    }
}

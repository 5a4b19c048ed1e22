//! The API that requests are measured with: natively by `cargo bench --bench flow`, in a browser by `cargo xtask measure`.

use serde_json::{Map, Value, json};
use studio_core::design::Design;
use studio_core::design::inputs::Scenario;

/// Requests to some of its routes, all of which pass.
pub fn requests(routes: usize) -> Vec<Scenario> {
    let request = |number: usize| {
        let request = json!({
            "method": "POST",
            "path": format!("/prod/shop{}/orders/{number}", number % routes),
            "query": {"currency": "EUR"},
            "headers": {"Content-Type": "application/json", "x-tenant": "acme", "Accept": "application/json"},
            "body": "{\"id\": 7, \"items\": [{\"sku\": \"a\", \"count\": 2}, {\"sku\": \"b\", \"count\": 1}], \"note\": \"soon\"}",
            "backend": {"status": 200, "body": {"accepted": true, "total": "12.50"}},
        });
        serde_json::from_value(request).expect("a request")
    };
    (0..16).map(|at| request(at * 61)).collect()
}

/// A REST API of so many methods, each of which validates parameters and body and maps both ways with templates.
pub fn design(routes: usize) -> Design {
    let mut methods = Map::new();
    for at in 0..routes {
        let parameters = json!([
            {"location": "querystring", "name": "currency", "required": true},
            {"location": "header", "name": "x-tenant", "required": true}
        ]);
        let method = json!({
            "key": format!("POST /shop{at}/orders/{{id}}"),
            "integration": 1, "validator": 3, "parameters": parameters, "body_models": {"application/json": 4},
            "responses": {"200": {}}
        });
        methods.insert((100 + at).to_string(), method);
    }
    let schema = json!({
        "type": "object", "required": ["id", "items"],
        "properties": {
            "id": {"type": "integer", "minimum": 1},
            "note": {"type": "string", "maxLength": 100},
            "items": {"type": "array", "minItems": 1, "items": {
                "type": "object", "required": ["sku", "count"],
                "properties": {"sku": {"type": "string"}, "count": {"type": "integer"}}
            }}
        }
    });
    let request = "#set($in = $input.path('$')){\"order\": $in.id, \"tenant\": \"$input.params('x-tenant')\", \"lines\": [#foreach($item in $in.items){\"sku\": \"$item.sku\", \"n\": $item.count}#if($foreach.hasNext), #end#end]}";
    let response = "{\"ok\": $input.json('$.accepted'), \"total\": \"$input.path('$.total')\", \"request\": \"$context.requestId\"}";
    let integration = json!({
        "target": {"type": "http", "url": "https://backend.example/orders/{id}", "method": "POST", "passing": "mapped"},
        "request_parameters": {"integration.request.path.id": "method.request.path.id"},
        "request_templates": {"application/json": request},
        "responses": [{"status": "200", "templates": {"application/json": response}}]
    });
    let api = json!({
        "kind": "REST", "name": "shop", "routes": methods, "integrations": {"1": integration},
        "validators": {"3": {"name": "all", "body": true, "parameters": true}},
        "models": {"4": {"name": "Order", "schema": schema.to_string()}},
        "stages": {"2": {"name": "prod"}}
    });
    let design: Value = json!({"apis": {"9": api}, "account": {"raised_quotas": {"account.throttle_rate_rps": 1_000_000_000_u64, "account.throttle_burst": 1_000_000_000_u64}}});
    serde_json::from_value(design).expect("a design")
}

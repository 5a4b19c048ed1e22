//! The three templates that engines are measured with, and what they are rendered with.

use serde_json::{Value, json};

/// A request template as many APIs have it.
pub const SMALL: &str = r##"#set($user = $input.path('$.user'))
{
  "id": "$input.params('id')",
  "requestId": "$context.requestId",
  "stage": "$context.stage",
  "name": "$util.escapeJavaScript($user.name)",
  #if($user.age >= 18)
  "adult": true,
  #else
  "adult": false,
  #end
  "city": "$user.address.city"
}
"##;

/// A list, item by item.
pub const LOOP: &str = r##"#set($items = $input.path('$.items'))
{
  "items": [
#foreach($item in $items)
    {"position": $foreach.count, "id": "$item.id", "name": "$item.name", "price": $item.price}#if($foreach.hasNext),#end
#end
  ]
}
"##;

/// Name, template and number of items of each measurement.
pub const ALL: [(&str, &str, usize); 3] =
    [("small", SMALL, 0), ("foreach over 100", LOOP, 100), ("foreach over 1000", LOOP, 1000)];

/// The body of the request.
pub fn body(items: usize) -> Value {
    let list: Vec<Value> = (0..items)
        .map(|index| json!({"id": format!("item-{index}"), "name": format!("Name of item {index}"), "price": index}))
        .collect();
    json!({
        "user": {"name": "Ann O'Neil", "age": 42, "address": {"city": "Berlin", "street": "Unter den Linden 1"}},
        "items": list
    })
}

/// The input, in the form that `gateway-studio template` takes.
pub fn input(body: &str) -> Value {
    json!({
        "body": body,
        "params": {"path": {"id": "42"}, "querystring": {}, "header": {}},
        "context": {"requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef", "stage": "prod"}
    })
}

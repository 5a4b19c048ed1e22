//! API keys; their values are never written in clear text.

use crate::design::{ApiKey, Diagnostic, Item};
use crate::terraform::export::kept::is_kept;
use crate::terraform::export::module::Module;
use crate::terraform::export::names::slug_or;
use crate::terraform::facts::facts;
use crate::terraform::syntax::{Expr, Fields, call, choose, is_null, reference, text};

/// Adds the keys, and the outputs that name them.
pub(super) fn export(module: &mut Module<'_>) {
    let design = module.design;
    let mut ids: Vec<(String, Expr)> = Vec::new();
    for (id, key) in &design.api_keys {
        let item = Item::ApiKey(*id);
        let wanted = slug_or(&key.name, &format!("key_{id}"));
        let name = module.names.take("aws_api_gateway_api_key", &wanted, &id.to_string());
        let value = key.value.as_deref().map(|known| match known {
            // The user's files say where it comes from.
            kept if is_kept(kept) => text(kept),
            _ => value(module, item, key, &name),
        });
        let tags = module.tags(&key.tags);
        let fields = Fields::new()
            .set("name", text(key.name.as_str()))
            .set_text("description", &key.description)
            .set_some("enabled", key.disabled.then_some(false))
            .set_some("customer_id", key.customer_id.as_deref().map(text))
            .set_some("value", value)
            .set_some("tags", tags);
        let address = module.resource("aws_api_gateway_api_key", &name, item, fields);
        ids.push((name, address.get("id")));
        module.api_keys.insert(*id, address);
    }
    if !ids.is_empty() {
        let value = crate::terraform::syntax::object(ids);
        module.output("api_key_ids", Item::Design, "Identifiers of the API keys by name", value);
    }
}

/// A sensitive variable for the key's value.
fn value(module: &mut Module<'_>, item: Item, key: &ApiKey, name: &str) -> Expr {
    let variable = format!("{name}_api_key_value");
    let path = format!("var.{variable}");
    let [shortest, longest] = facts().api_key_length.value;
    let length = call("length", vec![reference(&path)]);
    let within =
        call("contains", vec![call("range", vec![Expr::from(shortest), Expr::from(longest + 1)]), length]);
    let validation = Fields::new()
        .set("condition", choose(is_null(reference(&path)), Expr::from(true), within))
        .set("error_message", text(format!("An API key has {shortest} to {longest} characters.")));
    let fields = Fields::new()
        .set("description", text(format!("Value of the API key {}; AWS makes one when it is null", key.name)))
        .set("type", reference("string"))
        .set("default", Expr::Null)
        .set("sensitive", true)
        .block("validation", validation);
    let message = format!("The value of API key `{}` is not written into the files", key.name);
    let note = Diagnostic::note("terraform-secret", message);
    module.tell(note.at(item).at_place("value").help(format!("Pass it as the variable `{variable}`")));
    reference(&module.variable(&variable, item, fields))
}

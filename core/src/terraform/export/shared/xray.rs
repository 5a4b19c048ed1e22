//! X-Ray sampling rules.

use crate::design::{Item, TextMap, XraySampling};
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::syntax::{Fields, decimal, number, text};

/// The most characters of a rule's name.
const NAME_LIMIT: usize = 32;

/// Adds the rules.
pub(super) fn export(module: &mut Module<'_>) {
    let design = module.design;
    for (at, rule) in design.xray_sampling.iter().enumerate() {
        let long =
            [(&rule.http_method, 10), (&rule.url_path, 128), (&rule.host, 64), (&rule.service_name, 64)]
                .iter()
                .any(|(text, most)| text.chars().count() > *most);
        if long
            || rule.name.is_empty()
            || rule.name.chars().count() > NAME_LIMIT
            || !(1..=9999).contains(&rule.priority)
        {
            module.refuse(
                Item::Design,
                format!("X-Ray refuses the sampling rule `{}`", rule.name),
                format!(
                    "Give it a name of 1 to {NAME_LIMIT} characters, a priority from 1 to 9999, a method of at most \
                     10 characters, a path of 128, and a host and service of 64"
                ),
            );
            continue;
        }
        let wanted = slug_or(&rule.name, "rule");
        let name = module.names.take("aws_xray_sampling_rule", &wanted, &(at + 1).to_string());
        let tags = module.tags(&TextMap::new());
        let of = Of::new("aws_xray_sampling_rule", &name, Item::Design).part(&rule.name);
        module.add(of, rule_fields(rule).set_some("tags", tags));
    }
}

fn rule_fields(rule: &XraySampling) -> Fields {
    let any = |value: &str| if value.is_empty() { text("*") } else { text(value) };
    Fields::new()
        .set("rule_name", text(rule.name.as_str()))
        .set("priority", number(rule.priority))
        .set("version", number(1_u32))
        .set("reservoir_size", number(rule.reservoir))
        .set("fixed_rate", decimal(rule.fixed_rate))
        .set("url_path", any(&rule.url_path))
        .set("http_method", any(&rule.http_method))
        .set("host", any(&rule.host))
        .set("service_name", any(&rule.service_name))
        .set("service_type", text("*"))
        .set("resource_arn", text("*"))
}

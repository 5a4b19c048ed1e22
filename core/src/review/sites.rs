//! Where items stand in the Terraform files that they were read from.

use indexmap::IndexMap;

use crate::design::{Design, Item};

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// The file's path.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
}

/// Where every resource of the files begins, by its address without module and instance: `aws_api_gateway_stage.prod`.
#[derive(Debug, Default)]
pub struct Sites {
    found: IndexMap<String, Site>,
}

/// Resources that say most about an item; those of an item that has none of these count as they come.
const FIRST: [&str; 12] = [
    "aws_api_gateway_method ",
    "aws_apigatewayv2_route ",
    "aws_api_gateway_stage ",
    "aws_apigatewayv2_stage ",
    "aws_api_gateway_rest_api ",
    "aws_apigatewayv2_api ",
    "aws_api_gateway_domain_name ",
    "aws_apigatewayv2_domain_name ",
    "aws_wafv2_web_acl ",
    "aws_cloudwatch_metric_alarm ",
    "aws_api_gateway_usage_plan ",
    "aws_lambda_permission ",
];

impl Sites {
    /// Finds the resources of a file in Terraform's language.
    pub fn add(&mut self, file: &str, text: &str) {
        for (at, line) in text.lines().enumerate() {
            let Some(rest) = line.trim_start().strip_prefix("resource") else { continue };
            let words = rest.replace('"', " ");
            let mut words = words.split_whitespace();
            let (Some(kind), Some(name)) = (words.next(), words.next()) else { continue };
            let site = Site { file: file.to_owned(), line: at + 1 };
            self.found.entry(format!("{kind}.{}", name.trim_end_matches('{'))).or_insert(site);
        }
    }

    /// The whole path of a file that a diagnostic names, below the folder `root`; `root` itself where it is that file.
    pub(super) fn path(&self, root: &str, file: &str) -> String {
        let below = format!("{}/{file}", root.trim_end_matches('/'));
        let is_known = |path: &str| self.found.values().any(|site| site.file == path);
        if is_known(&below) { below } else { file.to_owned() }
    }

    /// Where the item's resource begins; else where its API's does, and of the whole design where its first API's does.
    pub fn of(&self, design: &Design, item: Item) -> Option<&Site> {
        let own = self.named(design, item);
        let api = || item.api().or_else(|| design.apis.keys().next().copied());
        own.or_else(|| self.of_integration(design, item)).or_else(|| self.named(design, Item::Api(api()?)))
    }

    /// Integrations of REST APIs are resources of their routes.
    fn of_integration(&self, design: &Design, item: Item) -> Option<&Site> {
        let Item::Integration(api, id) = item else { return None };
        let routes = &design.apis.get(&api)?.routes;
        let (route, _) = routes.iter().find(|(_, route)| route.integration == Some(id))?;
        let route = Item::Route(api, *route);
        let address = design.terraform.addresses.get(&format!("aws_api_gateway_integration {}", route.key()));
        address.and_then(|address| self.found.get(&plain(address))).or_else(|| self.named(design, route))
    }

    fn named(&self, design: &Design, item: Item) -> Option<&Site> {
        let key = item.key();
        let own = || {
            let addresses = design.terraform.addresses.iter();
            addresses.filter(|(made, _)| made.split(' ').nth(1) == Some(key.as_str()))
        };
        let best = FIRST.iter().find_map(|kind| own().find(|(made, _)| made.starts_with(kind)));
        let mut made = best.into_iter().chain(own());
        made.find_map(|(_, address)| self.found.get(&plain(address)))
    }
}

/// An address without its modules and its instance.
fn plain(address: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    let (mut depth, mut start) = (0_usize, 0);
    for (at, sign) in address.char_indices() {
        match sign {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            '.' if depth == 0 => {
                parts.extend(address.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(address.get(start..));
    let last = parts.len().saturating_sub(2);
    let without = |part: &&str| part.split_once('[').map_or(*part, |(name, _)| name).to_owned();
    parts.iter().skip(last).map(without).collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lose_modules_and_instances() {
        assert_eq!(plain("aws_api_gateway_stage.prod"), "aws_api_gateway_stage.prod");
        assert_eq!(plain("module.api[\"a.b\"].aws_api_gateway_stage.prod[0]"), "aws_api_gateway_stage.prod");
        assert_eq!(plain("aws_api_gateway_method.all[\"GET /a.b\"]"), "aws_api_gateway_method.all");
    }

    #[test]
    fn resources_are_found_with_their_lines() {
        let mut sites = Sites::default();
        sites
            .add("main.tf", "# a\nresource \"aws_api_gateway_stage\" \"prod\" {\n}\n  resource aws_x y {}\n");
        let lines: Vec<_> = sites.found.iter().map(|(name, site)| (name.as_str(), site.line)).collect();
        assert_eq!(lines, [("aws_api_gateway_stage.prod", 2), ("aws_x.y", 4)]);
    }
}

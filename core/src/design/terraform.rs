//! What a design took over from Terraform files and keeps for them.

use indexmap::IndexMap;

record! {
    /// What the design's Terraform files hold beside it.
    Terraform {
        /// Expressions that stand in texts of the design as `${expression}`, exactly so: `var.backend_url`.
        /// Any other `${…}` in a text is AWS's, such as a stage variable.
        expressions: Vec<String>,
        /// Expressions of arguments that are no text, by `<item key> <resource type> <argument path>`:
        /// `stage-1-7 aws_api_gateway_stage xray_tracing_enabled` → `var.trace`. Where it is for one of several
        /// resources, the path begins with the part that tells it from the others, as in `addresses`:
        /// `function-3 aws_lambda_permission [1 only 2] source_arn`. A path that begins so wins over what the export
        /// writes, with `[]` where the resource is the item's only one; `null` leaves an argument out. Some say how
        /// something was written and are no arguments: `stage-1-7 aws_api_gateway_method_settings/5 settings` names
        /// the settings that route 5 had in the files, `integration-1-2 aws_apigatewayv2_integration/none
        /// description` the name that an integration without a description got, `api-1
        /// aws_api_gateway_rest_api/inline policy` that the policy is an argument of the API, `function-3
        /// aws_lambda_permission/all source_arn` that a kept block lets every API invoke the function, and `api-1
        /// aws_api_gateway_documentation_part/spelled [API] properties` which text of the design a text of the files
        /// stands for. So do those of a web ACL, `web-acl-1 aws_wafv2_web_acl/deny/1 priorities` of the
        /// transformations in the first statement that rule `deny` joins, `transformations` where a statement of the
        /// design has none, and the `custom_response_body_key` and `content_type` of what a rule answers (`*` for the
        /// default action); its `evaluation_window_sec` is `null` where AWS's own window is meant.
        arguments: IndexMap<String, String>,
        /// Blocks that are not API Gateway's, or that the design has no place for, as they were written.
        blocks: Vec<KeptBlock>,
        /// Where the resources of the last export or import are in the user's state, by what they were made
        /// from, for `moved` blocks: `aws_api_gateway_method route-1-5` → `aws_api_gateway_method.get_orders`.
        /// Where an item has several resources of a type, a part follows: the status of a response, the type of
        /// a gateway response, the path of a mapping, the depth of a path's resource (`1` below the root), the
        /// type of a record, the text's key of a documentation part, the name of an IP set, the number of
        /// an API key, of a route with settings (`all` for the stage's), and for a permission the number of the
        /// API, `authorizer` and its number, the alias, and `only` with a number where it is for a part of the API.
        addresses: IndexMap<String, String>,
        /// What the user's own files call blocks that the export would call otherwise, by what they are made from
        /// as in `addresses`: `aws_api_gateway_method route-1-5` → `list_orders`. The export keeps these names.
        /// Variables and outputs keep the names that an export gave them, by the item and what they are to it:
        /// `variable domain-3 certificate_arn` → `certificate_arn`.
        names: IndexMap<String, String>,
        /// How the files come to values that the design holds, by what their blocks are made from as in `addresses`, then
        /// by argument as in [`BlockComments::inside`]: `aws_api_gateway_stage stage-1-7` → `stage_name` → `var.stage`.
        /// The export writes the expression as long as the design says what it comes to.
        computed: IndexMap<String, IndexMap<String, Computed>>,
        /// Comments of the files, by what their blocks are made from as in `addresses`; those of a block that makes
        /// several, with `for_each` or `count`, by the first of them.
        comments: IndexMap<String, BlockComments>,
        /// Web ACLs from outside of the design, by the stage that they look at, where a plan or state told: `stage-1-7`
        /// → the ARN. Of files the block that associates them is kept.
        web_acls: IndexMap<String, String>,
        /// Files that kept blocks read, by their paths beside the blocks, as they were: `policies/assume.json`.
        files: IndexMap<String, String>,
        /// What AWS knows stages, models and routes of an API by that existed before, by item: `stage-1-7` → `prod`.
        /// `import` blocks name them so when the design calls them otherwise by now.
        existing: IndexMap<String, String>,
        /// What earlier exports moved, from old to new address. States that are not applied yet need it again.
        moved: IndexMap<String, String>,
    }
}

record! {
    /// An expression whose value the design holds.
    Computed {
        /// As it was written: `"${var.prefix}-orders"`.
        expression: String,
        /// What it comes to, as JSON in which numbers and truth values are texts: `"dev-orders"`.
        value: String,
    }
}

record! {
    /// The comments of a block, each as it was written, with its marks.
    BlockComments {
        /// Those above it. Where a route's summary says the same, it is the summary that counts.
        above: String,
        /// Those inside, by the argument or block that they stand above: `uri`, `settings[0]`, `settings[0].rate`;
        /// behind an argument `uri #`, and at the end of the block `}` or of one in it `settings[0]}`.
        inside: IndexMap<String, String>,
    }
}

record! {
    /// A block that passes from import to export as it is.
    KeptBlock {
        /// The file that it stands in.
        file: String,
        /// Its text, with the comments above it.
        text: String,
    }
}

impl Terraform {
    /// Every expression that it keeps: those in texts, those of arguments, and those whose values the design holds.
    pub fn all_expressions(&self) -> impl Iterator<Item = &String> {
        let computed = self.computed.values().flat_map(IndexMap::values).map(|one| &one.expression);
        self.expressions.iter().chain(self.arguments.values()).chain(computed)
    }
}

//! What a design took over from Terraform files and keeps for them.

use indexmap::IndexMap;

record! {
    /// What the design's Terraform files hold beside it.
    Terraform {
        /// Expressions that stand in texts of the design as `${expression}`, exactly so: `var.backend_url`.
        /// Any other `${…}` in a text is AWS's, such as a stage variable.
        expressions: Vec<String>,
        /// Expressions of arguments that are no text, by `<item key> <resource type> <argument path>`:
        /// `api.1.stage.7 aws_api_gateway_stage xray_tracing_enabled` → `var.trace`.
        arguments: IndexMap<String, String>,
        /// Blocks that are not API Gateway's, or that the design has no place for, as they were written.
        blocks: Vec<KeptBlock>,
        /// Where the resources of the last export or import are in the user's state, by what they were made
        /// from (`<resource type> <item key> <part>`), for `moved` blocks.
        addresses: IndexMap<String, String>,
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

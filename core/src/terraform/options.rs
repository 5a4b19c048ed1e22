//! What the user may choose about an export.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// What the user may choose about an export.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct ExportOptions {
    /// The versions of the AWS provider that are allowed; none means the range that the files are made for.
    pub provider_constraint: Option<String>,
    /// How a REST API is written.
    pub rest_style: RestStyle,
    /// What becomes of blocks that differ in a few values only.
    pub repetition: Repetition,
    /// What the files are for.
    pub form: ModuleForm,
    /// What the blocks of a design's only API are called.
    pub block_names: BlockNames,
    /// Which `moved` blocks are written.
    pub moved: MovedBlocks,
    /// Whether [`REMEMBERED`](super::REMEMBERED) stands beside the files, which the README names then.
    pub remembers: bool,
    /// Parts that the user does not want.
    pub without: BTreeSet<OptionalPart>,
}

/// How a REST API is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RestStyle {
    /// A resource for each path, method, integration and response.
    #[default]
    Resources,
    /// One OpenAPI document in the API's `body`.
    Body,
}

/// What becomes of blocks that differ in a few values only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Repetition {
    /// They become one block with `for_each` over a local map.
    #[default]
    Fold,
    /// Each is written out.
    WriteOut,
}

/// What the files are for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ModuleForm {
    /// A module that another one calls: the caller brings the provider.
    #[default]
    Module,
    /// The root of a configuration, with the provider's block.
    Root,
}

/// What the blocks of a design's only API are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockNames {
    /// `this`.
    #[default]
    This,
    /// By the API's name.
    OfApi,
}

/// Which `moved` blocks are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovedBlocks {
    /// Those of earlier exports too, for states that have not seen them yet.
    #[default]
    All,
    /// Those of what changed since the last export.
    New,
}

/// A part of the files that can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OptionalPart {
    /// `README.md`.
    Readme,
    /// `terraform.tfvars.example`.
    ExampleValues,
    /// `tests/`, which plan and apply the module with a mocked provider.
    Tests,
    /// Permissions of API Gateway to invoke Lambda functions.
    LambdaPermissions,
    /// CloudWatch alarms.
    Alarms,
    /// The CloudWatch dashboard.
    Dashboard,
    /// X-Ray sampling rules.
    Sampling,
    /// Records in Route 53.
    Dns,
}

impl OptionalPart {
    /// Every part, in the order in which it is offered.
    pub const ALL: [Self; 8] = [
        Self::Readme,
        Self::ExampleValues,
        Self::Tests,
        Self::LambdaPermissions,
        Self::Alarms,
        Self::Dashboard,
        Self::Sampling,
        Self::Dns,
    ];
}

impl ExportOptions {
    /// Whether the user wants this part.
    pub fn wants(&self, part: OptionalPart) -> bool {
        !self.without.contains(&part)
    }
}

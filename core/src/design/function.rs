//! Lambda functions, as API Gateway sees them.

use serde::{Deserialize, Serialize};

record! {
    /// A Lambda function that integrations and authorizers call.
    Function {
        /// The function's name.
        name: String,
        /// The ARN as the user gave it, with `${stageVariables.x}` or other placeholders; none means that it
        /// is built from the name, or asked for by a Terraform variable.
        arn: Option<String>,
        /// The alias or version that is invoked; may hold `${stageVariables.alias}`.
        qualifier: Option<String>,
        /// Memory in MB, for the estimate.
        memory_mb: Option<u32>,
        /// The usual duration of one invocation, for the simulation and the estimate.
        duration_ms: Option<u32>,
        /// The processor, for the estimate.
        architecture: Architecture,
    }
}

/// A Lambda function's processor.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Architecture {
    /// `x86_64`.
    #[default]
    X86_64,
    /// `arm64`.
    Arm64,
}

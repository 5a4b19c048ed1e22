//! How a Terraform module is written, by options of the command.

use clap::{Args, ValueEnum};
use studio_core::terraform::{
    BlockNames, ExportOptions, ModuleForm, MovedBlocks, OptionalPart, Repetition, RestStyle,
    provider_complaint,
};

/// The options of `export terraform`.
#[derive(Args)]
pub struct Style {
    /// How a REST API is written: a resource each, or one OpenAPI document in the API's `body`.
    #[arg(long, value_enum, default_value_t)]
    rest: Rest,
    /// Writes blocks out that would be folded into one with `for_each`.
    #[arg(long)]
    write_out: bool,
    /// Writes a root configuration with the provider's block in place of a module.
    #[arg(long)]
    root: bool,
    /// Names the blocks of the only API after it in place of `this`.
    #[arg(long)]
    name_blocks: bool,
    /// Leaves out the `moved` blocks of earlier exports, once every state has seen them.
    #[arg(long)]
    drop_moved: bool,
    /// The versions of the AWS provider that are allowed.
    #[arg(long, value_parser = versions)]
    provider: Option<String>,
    /// Parts to leave out.
    #[arg(long, value_enum, value_delimiter = ',')]
    without: Vec<Part>,
}

#[derive(Clone, Copy, Default, ValueEnum)]
enum Rest {
    #[default]
    Resources,
    Body,
}

#[derive(Clone, Copy, ValueEnum)]
enum Part {
    Readme,
    ExampleValues,
    Tests,
    LambdaPermissions,
    Alarms,
    Dashboard,
    Sampling,
    Dns,
}

/// A constraint that Terraform takes.
fn versions(text: &str) -> Result<String, String> {
    match provider_complaint(text) {
        None if text.trim().is_empty() => Err("Give versions such as `>= 5.100, < 7.0`".to_owned()),
        None => Ok(text.trim().to_owned()),
        Some(complaint) => Err(complaint),
    }
}

impl Style {
    /// The same for the core.
    pub fn options(&self) -> ExportOptions {
        ExportOptions {
            provider_constraint: self.provider.clone(),
            rest_style: match self.rest {
                Rest::Resources => RestStyle::Resources,
                Rest::Body => RestStyle::Body,
            },
            repetition: if self.write_out { Repetition::WriteOut } else { Repetition::Fold },
            form: if self.root { ModuleForm::Root } else { ModuleForm::Module },
            block_names: if self.name_blocks { BlockNames::OfApi } else { BlockNames::This },
            moved: if self.drop_moved { MovedBlocks::New } else { MovedBlocks::All },
            remembers: true,
            without: self.without.iter().map(|part| part.core()).collect(),
        }
    }
}

impl Part {
    const fn core(self) -> OptionalPart {
        match self {
            Self::Readme => OptionalPart::Readme,
            Self::ExampleValues => OptionalPart::ExampleValues,
            Self::Tests => OptionalPart::Tests,
            Self::LambdaPermissions => OptionalPart::LambdaPermissions,
            Self::Alarms => OptionalPart::Alarms,
            Self::Dashboard => OptionalPart::Dashboard,
            Self::Sampling => OptionalPart::Sampling,
            Self::Dns => OptionalPart::Dns,
        }
    }
}

//! `gateway-studio export openapi`.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use serde_json::json;
use studio_core::aws::ApiKind;
use studio_core::design::{Api, ApiId, Design, StageId};
use studio_core::openapi::{self, ExportOptions, ExportType, Extensions, Format};

use crate::{Failure, STATUS_ERRORS, explain, misused, open, pretty, print, status, write};

/// What is exported, and how.
#[derive(Args)]
pub struct Arguments {
    design: PathBuf,
    /// The API, by its name or number; without it, the only one that AWS exports.
    #[arg(long)]
    api: Option<String>,
    /// The description language; HTTP APIs have OpenAPI 3.0 only.
    #[arg(long, value_enum, default_value_t = Dialect::Oas30)]
    dialect: Dialect,
    /// Which of AWS's extensions are in it.
    #[arg(long, value_enum, default_value_t = Part::Apigateway)]
    extensions: Part,
    /// The stage whose address it names, by its name; without it, the API's first.
    #[arg(long)]
    stage: Option<String>,
    /// Writes YAML.
    #[arg(long)]
    yaml: bool,
    /// Adds stages, keys and usage plans in an extension that the studio's import reads and AWS ignores.
    #[arg(long)]
    studio_extension: bool,
    /// Where it is written; without it, standard output.
    #[arg(long)]
    out: Option<PathBuf>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Dialect {
    Oas30,
    Swagger,
}

#[derive(Clone, Copy, ValueEnum)]
enum Part {
    Apigateway,
    Authorizers,
    Integrations,
    None,
}

/// Runs the command.
pub fn run(arguments: &Arguments, json: bool) -> Result<u8, Failure> {
    let path = &arguments.design;
    let (document, mut found) = open(path)?;
    let design = &document.design;
    let (id, api) = chosen(path, design, arguments.api.as_deref())?;
    let options = ExportOptions {
        export_type: match arguments.dialect {
            Dialect::Oas30 => ExportType::Oas30,
            Dialect::Swagger => ExportType::Swagger,
        },
        extensions: match arguments.extensions {
            Part::Apigateway => Extensions::ApiGateway,
            Part::Authorizers => Extensions::Authorizers,
            Part::Integrations => Extensions::Integrations,
            Part::None => Extensions::None,
        },
        format: if arguments.yaml { Format::Yaml } else { Format::Json },
        stage: arguments.stage.as_deref().map(|name| stage(path, api, name)).transpose()?,
        studio_extension: arguments.studio_extension,
    };
    let exported = openapi::export(design, id, &options).map_err(|error| Failure {
        message: format!("{}: {error}. {}", path.display(), error.help()),
        status: STATUS_ERRORS,
    })?;
    found.extend(exported.diagnostics);
    if let Some(out) = &arguments.out {
        write(out, exported.text.as_bytes())?;
    }
    if json {
        print(&pretty(&json!({ "exported": exported.value, "diagnostics": found })));
    } else {
        match &arguments.out {
            Some(out) => print(&out.display().to_string()),
            None => print(exported.text.trim_end_matches('\n')),
        }
        explain(&found);
    }
    Ok(status(&found))
}

/// The API of this name or number, or the only one that AWS exports.
fn chosen<'d>(path: &Path, design: &'d Design, wanted: Option<&str>) -> Result<(ApiId, &'d Api), Failure> {
    let apis = || design.apis.iter().map(|(id, api)| (*id, api.as_ref()));
    let names = || apis().map(|(id, api)| format!("`{}` ({id})", api.name)).collect::<Vec<_>>().join(", ");
    if let Some(wanted) = wanted {
        let named = apis().find(|(_, api)| api.name == wanted);
        let found = named.or_else(|| apis().find(|(id, _)| id.to_string() == wanted));
        return found.ok_or_else(|| misused(path, &format!("there is no API `{wanted}`, but {}", names())));
    }
    let exported: Vec<_> = apis().filter(|(_, api)| api.kind != ApiKind::WebSocket).collect();
    match (exported.as_slice(), apis().next()) {
        ([only], _) => Ok(*only),
        // The export says why it has none of a WebSocket API.
        ([], Some(first)) => Ok(first),
        ([], None) => Err(misused(path, "the design has no API")),
        _ => Err(misused(path, &format!("choose one of the APIs by --api: {}", names()))),
    }
}

fn stage(path: &Path, api: &Api, name: &str) -> Result<StageId, Failure> {
    let found = api.stages.iter().find(|(_, stage)| stage.name == name).map(|(id, _)| *id);
    found.ok_or_else(|| misused(path, &format!("the API `{}` has no stage `{name}`", api.name)))
}

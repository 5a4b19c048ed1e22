//! Export and import undo one another: on our documents and recorded ones, and on random designs.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use studio_core::aws::ApiKind;
use studio_core::design::{ApiId, Design};
use studio_core::openapi::{ExportOptions, ExportType, Format, ImportOptions, export, import_with};

use crate::canon::{canon, difference};
use crate::files::{documents, options};
use crate::generate;
use crate::normal::normal;

/// How many random designs are tried.
const DESIGNS: u64 = 200;

#[test]
fn documents_come_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/openapi");
    let mut wrong = Vec::new();
    let mut tried = 0;
    for path in documents(&folder) {
        let Ok(imported) = import_with(&fs::read(&path).unwrap(), options(&path)) else { continue };
        tried += 1;
        wrong.extend(rounds(&imported.document.design).map(|found| format!("{}, {found}", path.display())));
    }
    assert!(tried > 10);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn random_designs_come_back() {
    for seed in 0..DESIGNS {
        let mut design = generate::design(seed);
        // AWS's names of functions have no spaces and signs, and no document can tell others from ARNs.
        for function in design.functions.values_mut() {
            let function = Arc::make_mut(function);
            function.name.retain(|next| next.is_ascii_alphanumeric() || "-_".contains(next));
        }
        annotate(&mut design, seed);
        if let Some(found) = rounds(&design) {
            panic!("seed {seed}: {found}");
        }
    }
}

/// Adds what only OpenAPI documents say of routes.
fn annotate(design: &mut Design, seed: u64) {
    let notes = [
        ("description", "Lists\n  everything\n"),
        ("description", ""),
        ("tags", "orders, , public"),
        ("tags", ""),
        ("deprecated", "true"),
        ("deprecated", "false"),
        ("externalDocs", "{\"url\": \"https://example.com\"}"),
        ("externalDocs", "none"),
        ("path.summary", "One path"),
        ("path.summary", "Another path"),
        ("path.description", ""),
        ("requestBody.description", "An order"),
        ("requestBody.description", ""),
    ];
    let mut rng = fastrand::Rng::with_seed(seed);
    for api in design.apis.values_mut() {
        for route in Arc::make_mut(api).routes.values_mut() {
            for (key, text) in notes.iter().filter(|_| rng.u32(0..5) == 0) {
                Arc::make_mut(route).notes.insert((*key).to_owned(), (*text).to_owned());
            }
        }
    }
}

/// Where an API of the design does not come back from its documents.
pub fn rounds(design: &Design) -> Option<String> {
    design.apis.iter().filter(|(_, api)| api.kind != ApiKind::WebSocket).find_map(|(id, api)| {
        let types: &[ExportType] = match api.kind {
            ApiKind::Rest => &[ExportType::Oas30, ExportType::Swagger],
            _ => &[ExportType::Oas30],
        };
        let all = types.iter().flat_map(|one| [(*one, Format::Json), (*one, Format::Yaml)]);
        all.into_iter().find_map(|(export_type, format)| {
            let found = round(design, *id, api.kind, export_type, format)?;
            Some(format!("{} {export_type:?} {format:?}: {found}", api.kind))
        })
    })
}

fn round(
    design: &Design,
    id: ApiId,
    kind: ApiKind,
    export_type: ExportType,
    format: Format,
) -> Option<String> {
    let options = ExportOptions { export_type, format, studio_extension: true, ..ExportOptions::default() };
    let back = |design: &Design, id: ApiId| {
        let text = export(design, id, &options).unwrap().text;
        let imported = import_with(text.as_bytes(), ImportOptions { kind: Some(kind), ..Default::default() });
        imported.unwrap_or_else(|error| panic!("{error}\n{text}")).document.design
    };
    let second = back(design, id);
    let second_id = *second.apis.keys().next().unwrap();
    let expected = canon(&normal(design, id, export_type), id);
    if let Some(found) = difference(&expected, &canon(&second, second_id), "") {
        return Some(format!("once: {found}"));
    }
    let third = back(&second, second_id);
    let third_id = *third.apis.keys().next().unwrap();
    let found = difference(&canon(&second, second_id), &canon(&third, third_id), "")?;
    Some(format!("twice: {found}"))
}

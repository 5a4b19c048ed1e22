//! A module of the core imports only from lower layers, and features never import each other.

use crate::{
    rust::{code, paths},
    source::{report, sources},
};

/// Each module of the core with its layer.
pub const LAYERS: [(&str, u8); 14] = [
    ("base", 0),
    ("aws", 1),
    ("lang", 1),
    ("design", 2),
    ("flow", 3),
    ("template", 3),
    ("traffic", 3),
    ("cost", 3),
    ("quota", 3),
    ("review", 3),
    ("terraform", 4),
    ("openapi", 3),
    ("request", 3),
    ("share", 3),
];

fn layer(module: &str) -> Option<u8> {
    LAYERS.iter().find(|(name, _)| *name == module).map(|(_, layer)| *layer)
}

#[test]
fn modules_import_lower_layers_only() {
    let mut faults = vec![];
    for source in sources("core/src", ".rs") {
        let inside = source.path.trim_start_matches("core/src/");
        let module = inside.split('/').next().unwrap_or_default().trim_end_matches(".rs");
        if matches!(module, "lib" | "bin") {
            continue;
        }
        let Some(own) = layer(module) else {
            faults.push(format!(
                "{}:1: `{module}` has no layer; give it one in tests/tidy/layers.rs",
                source.path
            ));
            continue;
        };
        for (line, path) in paths(&code(&source.text)) {
            let Some(target) = target(inside, &path) else { continue };
            if target != module && layer(target).is_some_and(|layer| layer >= own) {
                faults.push(format!("{}:{line}: `{module}` (layer {own}) imports `{target}`", source.path));
            }
        }
    }
    report(&faults, "move what both need down into a lower layer (ARCHITECTURE.md)");
}

/// The module of the core that a path reaches from the crate's root, by `crate` or by enough `super`s.
fn target<'a>(file: &str, path: &'a str) -> Option<&'a str> {
    if let Some(rest) = path.strip_prefix("crate::") {
        return rest.split("::").next();
    }
    let rest = path.trim_start_matches("super::");
    let ups = (path.len() - rest.len()) / "super::".len();
    let parts: Vec<&str> = file.split('/').collect();
    let depth = if file.ends_with("/mod.rs") { parts.len() - 1 } else { parts.len() };
    (ups > 0 && ups >= depth).then(|| rest.split("::").next()).flatten()
}

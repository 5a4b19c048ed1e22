//! What `terraform::export` gives: sound modules, and what the real Terraform says of them.

#[path = "terraform/accept.rs"]
mod accept;
#[path = "terraform/arguments.rs"]
mod arguments;
#[path = "terraform/checkov.rs"]
mod checkov;
#[path = "terraform/corpus.rs"]
mod corpus;
#[path = "terraform/emulator.rs"]
mod emulator;
#[path = "terraform/fields.rs"]
mod fields;
#[path = "terraform/generate.rs"]
mod generate;
#[path = "terraform/generate_api.rs"]
mod generate_api;
#[path = "terraform/generate_kept.rs"]
mod generate_kept;
#[path = "terraform/generate_shared.rs"]
mod generate_shared;
#[path = "terraform/kept.rs"]
mod kept;
#[path = "terraform/mocked.rs"]
mod mocked;
#[path = "terraform/moved.rs"]
mod moved;
#[path = "terraform/native.rs"]
mod native;
#[path = "terraform/public.rs"]
mod public;
#[path = "terraform/real.rs"]
mod real;
#[path = "terraform/refused.rs"]
mod refused;
#[path = "skip.rs"]
mod skip;
#[path = "terraform/stable.rs"]
mod stable;

use std::fs;
use std::path::{Path, PathBuf};

use fastrand::Rng;
use serde_json::Value;
use studio_core::design::{Design, Document};
use studio_core::terraform::{Bundle, ExportOptions, export};

/// How many designs are made at random for the checks without Terraform.
const NATIVE: u64 = 300;
/// How many changed ones Terraform looks at.
const REAL_CHANGED: usize = 20;

fn exported(design: &Design) -> Bundle {
    export(design, &ExportOptions::default())
}

fn sound(name: &str, design: &Design) -> Bundle {
    let bundle = exported(design);
    let faults = native::faults(&bundle, design);
    assert!(faults.is_empty(), "{name}: {}", faults.join("\n"));
    assert_eq!(bundle, exported(design), "{name}: the same design gives the same bytes");
    bundle
}

fn read(path: &Path) -> Design {
    let bytes = fs::read(path).unwrap();
    let document: Document =
        serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    document.design
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases/terraform")
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The folders of the goldens: a design and the module that it makes.
fn golden_folders() -> impl Iterator<Item = PathBuf> {
    sorted(&cases()).into_iter().filter(|folder| folder.join("design.json").exists())
}

/// The designs that come with the studio.
fn bundled() -> Vec<(String, Design)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../public/designs");
    // The index names the others.
    let files = sorted(&folder).into_iter().filter(|path| !path.ends_with("index.json"));
    files.enumerate().map(|(at, path)| (format!("b{at:02}"), read(&path))).collect()
}

/// The designs that come with the studio and those of the goldens.
fn written() -> Vec<(String, Design)> {
    let goldens = golden_folders().map(|folder| read(&folder.join("design.json")));
    let goldens = goldens.enumerate().map(|(at, design)| (format!("w{at:02}"), design));
    bundled().into_iter().chain(goldens).collect()
}

#[test]
fn exports_are_sound_modules() {
    let made = (0..NATIVE).map(|seed| (format!("seed {seed}"), generate::design(seed)));
    for (name, design) in written().into_iter().chain(made) {
        sound(&name, &design);
        for (way, bundle) in corpus::modules(&name, &design) {
            let faults = native::faults(&bundle, &design);
            assert!(faults.is_empty(), "{way}: {}", faults.join("\n"));
        }
    }
}

#[test]
fn terraform_accepts_every_changed_export() {
    let changed = (0..).filter_map(changed).take(REAL_CHANGED);
    let modules: Vec<(String, Bundle)> =
        changed.enumerate().map(|(at, design)| (format!("m{at:02}"), exported(&design))).collect();
    accept::accepts("changed", &modules);
}

/// The options of a golden, those of the studio where it has none.
fn options(folder: &Path) -> ExportOptions {
    fs::read(folder.join("options.json"))
        .map(|bytes| serde_json::from_slice(&bytes).unwrap_or_else(|error| panic!("{folder:?}: {error}")))
        .unwrap_or_default()
}

/// A root cannot be called by another one, so Terraform looks at each by itself, and at what passed through.
#[test]
fn terraform_accepts_the_goldens_by_themselves() {
    if !real::is_there() {
        return;
    }
    for folder in golden_folders().filter(|folder| folder.join("options.json").exists()) {
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let root = real::folder(&format!("golden-{name}"));
        accept::write(&root, &export(&read(&folder.join("design.json")), &options(&folder)));
        accept::formatted(&root);
        if accept::init(&root) {
            accept::valid(&root);
        }
    }
}

#[test]
fn goldens() {
    for folder in golden_folders() {
        let design = read(&folder.join("design.json"));
        sound(&folder.display().to_string(), &design);
        let bundle = export(&design, &options(&folder));
        let mut said: String = bundle
            .diagnostics
            .iter()
            .map(|found| format!("{:?} {}: {}\n", found.severity, found.code, found.message))
            .collect();
        if said.is_empty() {
            said = "nothing\n".to_owned();
        }
        let texts = bundle.files.iter().map(|file| (file.path.as_str(), &file.text));
        for (path, text) in texts.chain([("diagnostics.txt", &said)]) {
            let path = folder.join(path);
            if std::env::var_os("UPDATE").is_some() {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(&path, text).unwrap();
            }
            let golden = fs::read_to_string(&path).unwrap_or_default();
            assert_eq!(&golden, text, "{}; UPDATE=1 rewrites it", path.display());
        }
    }
}

/// Changes some values of a design's JSON.
fn mutate(value: &mut Value, rng: &mut Rng) {
    match value {
        Value::Object(map) => {
            if !map.is_empty() && rng.u32(0..40) == 0 {
                let key = map.keys().nth(rng.usize(0..map.len())).cloned().unwrap();
                map.shift_remove(&key);
            }
            map.values_mut().for_each(|value| mutate(value, rng));
        }
        Value::Array(values) => {
            if !values.is_empty() && rng.u32(0..20) == 0 {
                let copy = values[rng.usize(0..values.len())].clone();
                values.push(copy);
            }
            values.iter_mut().for_each(|value| mutate(value, rng));
        }
        Value::String(text) if rng.u32(0..20) == 0 => {
            *text = generate::NASTY[rng.usize(0..generate::NASTY.len())].to_owned();
        }
        Value::Number(number) if rng.u32(0..30) == 0 => {
            *number = [0_u64, 1, 77, u64::from(u32::MAX)][rng.usize(0..4)].into();
        }
        _ => {}
    }
}

/// A design from a seed with some values changed, where it can still be read.
fn changed(seed: u64) -> Option<Design> {
    let mut value = serde_json::to_value(generate::design(seed)).unwrap();
    mutate(&mut value, &mut Rng::with_seed(seed));
    serde_json::from_value(value).ok()
}

#[test]
fn changed_designs_export_or_are_refused_but_never_break() {
    let mut read_back = 0;
    for seed in 0..NATIVE * 3 {
        if let Some(design) = changed(seed) {
            read_back += 1;
            sound(&format!("changed seed {seed}"), &design);
        }
    }
    assert!(read_back > 20, "only {read_back} of the changed designs could be read");
}

/// A text of characters that literals stumble over.
fn random_text(rng: &mut Rng) -> String {
    let chars =
        ['$', '%', '{', '}', '"', '\\', '\n', '\r', '\t', '~', 'a', 'E', 'O', 'T', 'é', '🛒', '\u{1}', ' '];
    (0..rng.usize(0..14)).map(|_| chars[rng.usize(0..chars.len())]).collect()
}

#[test]
fn every_text_survives_terraforms_own_evaluation() {
    let mut rng = Rng::with_seed(7);
    let mut design = Design::default();
    for at in 0..600 {
        let key = if at % 3 == 0 { format!("{}{at}", random_text(&mut rng)) } else { format!("k{at}") };
        design.tags.insert(key, random_text(&mut rng));
    }
    let api = studio_core::design::Api::new(studio_core::aws::ApiKind::Http, "texts");
    let id = design.mint();
    design.apis.insert(id, std::sync::Arc::new(api));
    let bundle = sound("texts", &design);
    if !real::is_there() {
        return;
    }
    let folder = real::folder("texts");
    let variables = bundle.files.iter().find(|file| file.path == "variables.tf").unwrap();
    fs::write(folder.join("variables.tf"), &variables.text).unwrap();
    let format = real::terraform(&folder, &["fmt", "-check", "-diff", "-no-color"], "");
    assert!(format.status.success(), "{}", String::from_utf8_lossy(&format.stdout));
    let output = real::terraform(&folder, &["console"], "base64encode(jsonencode(var.tags))\n");
    let said = String::from_utf8_lossy(&output.stdout);
    let encoded = said.trim().trim_matches('"');
    let json = base64::Engine::decode(&base64::prelude::BASE64_STANDARD, encoded)
        .unwrap_or_else(|_| panic!("{said}{}", String::from_utf8_lossy(&output.stderr)));
    let read: std::collections::BTreeMap<String, String> = serde_json::from_slice(&json).unwrap();
    let meant = design.tags.into_iter().collect();
    assert_eq!(read, meant);
}

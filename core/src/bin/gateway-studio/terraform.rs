//! Terraform files from the disk.

use std::path::{Path, PathBuf};

use serde_json::json;
use studio_core::design::{self, Diagnostic, Document};
use studio_core::review::Sites;
use studio_core::terraform::{self, SourceFile};

use super::{Failure, at, explain, misused, pretty, print, read, status, write};

/// What only the JSON of plans and states has at its top.
pub const IN_JSON: &[&str] = &["terraform_version", "planned_values"];
/// Where exports have their test, unless they are to have none.
const TEST: &str = "tests/module.tftest.hcl";
/// How a zip begins.
const ZIP: &[u8] = b"PK\x03\x04";
/// Files larger than this are no part of a module that a person wrote.
const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;
/// Folders with more files than this are not read.
const MAX_FILES: usize = 10_000;
/// How deep folders are read.
const MAX_DEPTH: usize = 16;

/// Whether a path's name says that it is Terraform's.
pub fn is_terraform(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.is_dir() || [".tf", ".tf.json", ".zip", ".tfstate"].iter().any(|ending| name.ends_with(ending))
}

/// The design of a folder, a file, or standard input.
pub fn open(path: &Path) -> Result<(Document, Vec<Diagnostic>), Failure> {
    if !path.is_dir() {
        return import(path, vec![only(path, read(path)?)]);
    }
    let (files, mut told) = folder(path)?;
    let (document, found) = import(path, files)?;
    told.extend(found);
    Ok((document, told))
}

/// The design of files.
pub fn import(path: &Path, files: Vec<SourceFile>) -> Result<(Document, Vec<Diagnostic>), Failure> {
    let imported = terraform::import(&files).map_err(|error| at(path, &error.to_string()))?;
    Ok((imported.document, imported.diagnostics))
}

/// A file alone; standard input is told by how it begins.
pub fn only(path: &Path, bytes: Vec<u8>) -> SourceFile {
    let name = match path.file_name() {
        Some(name) if path != Path::new("-") => name.to_string_lossy().into_owned(),
        _ if bytes.starts_with(ZIP) => "input.zip".to_owned(),
        _ if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{') => "input.json".to_owned(),
        _ => "main.tf".to_owned(),
    };
    SourceFile { path: name, bytes }
}

/// Every file below a folder but hidden ones, in the order of their names, and which of Terraform's are left out.
fn folder(root: &Path) -> Result<(Vec<SourceFile>, Vec<Diagnostic>), Failure> {
    let (mut files, mut told) = (Vec::new(), Vec::new());
    let mut waiting: Vec<(PathBuf, usize)> = vec![(root.to_owned(), 0)];
    while let Some((path, depth)) = waiting.pop() {
        let entries = std::fs::read_dir(&path).map_err(|error| misused(&path, &error.to_string()))?;
        for entry in entries {
            let entry = entry.map_err(|error| misused(&path, &error.to_string()))?;
            let kind = entry.file_type().map_err(|error| misused(&path, &error.to_string()))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with('.') {
                continue;
            }
            if kind.is_dir() && depth < MAX_DEPTH {
                waiting.push((entry.path(), depth + 1));
                continue;
            }
            // A link to a file is read as Terraform reads it.
            let why = match std::fs::metadata(entry.path()) {
                Ok(file) if file.is_file() && file.len() <= MAX_FILE_BYTES => {
                    files.push(entry.path());
                    continue;
                }
                Ok(file) if file.is_file() => format!("it has more than {} MiB", MAX_FILE_BYTES >> 20),
                Ok(file) if file.is_dir() => {
                    "folders are read so deep only, and not through links".to_owned()
                }
                Ok(_) => "it is no file".to_owned(),
                Err(error) => error.to_string(),
            };
            if kind.is_symlink() || kind.is_dir() || is_terraform(Path::new(&name)) {
                told.push(left_out(root, &entry.path(), &why));
            }
        }
        if files.len() > MAX_FILES {
            return Err(misused(root, &format!("the folder holds more than {MAX_FILES} files")));
        }
    }
    files.sort();
    let read_one = |path: PathBuf| {
        let below = path.strip_prefix(root).unwrap_or(&path);
        let parts: Vec<String> = below.iter().map(|part| part.to_string_lossy().into_owned()).collect();
        Ok(SourceFile { path: parts.join("/"), bytes: read(&path)? })
    };
    let files = files.into_iter().map(read_one).collect::<Result<Vec<_>, Failure>>()?;
    Ok((files, told))
}

/// Says that something in a folder is not read.
fn left_out(root: &Path, path: &Path, why: &str) -> Diagnostic {
    let below = path.strip_prefix(root).unwrap_or(path).display();
    let help = "Terraform may read it: put what is in it into a file of the folder";
    Diagnostic::warning("terraform-file", format!("`{below}` is not read: {why}")).help(help)
}

/// Where resources begin in the files of a folder, or in a file of Terraform's language, which `name` is the path of.
pub fn sites(path: &Path, name: &str) -> Result<Sites, Failure> {
    let mut sites = Sites::default();
    let files = match path.is_dir() {
        true => folder(path)?.0,
        false if name.ends_with(".tf") => vec![only(path, read(path)?)],
        false => Vec::new(),
    };
    for file in files.iter().filter(|file| file.path.ends_with(".tf")) {
        let whole = match path.is_dir() {
            true => format!("{}/{}", name.trim_end_matches('/'), file.path),
            false => name.to_owned(),
        };
        // `review .` looks from within the folder.
        sites.add(whole.trim_start_matches("./"), &String::from_utf8_lossy(&file.bytes));
    }
    Ok(sites)
}

/// Files that an export writes for one apply, to be given another name.
const EXAMPLES: &[&str] = &["imports.tf.example", "removed.tf.example"];

/// Says which files of the folder Terraform reads beside those of an export: a former export may have left them, or the
/// user wrote them, so none is taken away.
pub fn others(root: &Path, written: &[terraform::File]) -> Result<Vec<Diagnostic>, Failure> {
    let entries = std::fs::read_dir(root).map_err(|error| misused(root, &error.to_string()))?;
    let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
    let is_read = |name: &String| {
        EXAMPLES.contains(&name.as_str()) || [".tf", ".tf.json"].iter().any(|ending| name.ends_with(ending))
    };
    let mut others: Vec<String> = names.filter(is_read).collect();
    others.retain(|name| !written.iter().any(|file| file.path == *name));
    others.sort();
    if root.join(TEST).is_file() && !written.iter().any(|file| file.path == TEST) {
        others.push(TEST.to_owned());
    }
    let tell = |name: String| {
        let message = format!("`{name}` was in the folder before, and is no part of this export");
        let help = match name.as_str() {
            TEST => "`terraform test` runs it: delete it if a former export left it",
            name if EXAMPLES.contains(&name) => {
                "A former export left it, and it says what is so no more: delete it"
            }
            _ => "Terraform reads it too: delete it if a former export left it",
        };
        Diagnostic::warning("terraform-other-file", message).help(help)
    };
    Ok(others.into_iter().map(tell).collect())
}

/// Whether a file of values is there already and says something else than the design kept of it: it is the user's.
fn is_newer(path: &Path, file: &terraform::File) -> bool {
    let is_values = file.path.ends_with(".tfvars") || file.path.ends_with(".tfvars.json");
    is_values && std::fs::read(path).is_ok_and(|known| known != file.text.as_bytes())
}

fn newer(path: &str) -> Diagnostic {
    let message = format!("`{path}` in the folder is left as it is: the design kept another one");
    let help = "Import the folder again for a design with the values that it has now";
    Diagnostic::warning("terraform-values", message).help(help)
}

/// Writes the module of a design into a folder, and the design with where its resources are now to `record`.
pub fn export(
    path: &Path,
    out: &Path,
    record: Option<&Path>,
    options: &terraform::ExportOptions,
    json: bool,
) -> Result<u8, Failure> {
    let (document, mut found) = super::open(path)?;
    let remembered = out.join(terraform::REMEMBERED);
    let known = match std::fs::read_to_string(&remembered) {
        Ok(text) => {
            let (known, told) = terraform::recall(&document.design, &text);
            found.extend(told);
            known
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => document.design.clone(),
        Err(error) => return Err(misused(&remembered, &error.to_string())),
    };
    let bundle = terraform::export(&known, options);
    std::fs::create_dir_all(out).map_err(|error| misused(out, &error.to_string()))?;
    let mut paths: Vec<&str> = Vec::new();
    for file in &bundle.files {
        let path = out.join(&file.path);
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| misused(folder, &error.to_string()))?;
        }
        match is_newer(&path, file) {
            true => found.push(newer(&file.path)),
            false => {
                write(&path, file.text.as_bytes())?;
                paths.push(&file.path);
            }
        }
    }
    let text = terraform::remember(&document.design, &known, &bundle);
    write(&remembered, text.as_bytes())?;
    if let Some(record) = record {
        let design = terraform::record(&known, &bundle);
        write(record, design::save(&Document { design, ..document }).as_bytes())?;
    }
    found.extend(bundle.diagnostics);
    found.extend(others(out, &bundle.files)?);
    if json {
        print(&pretty(&json!({ "files": paths, "diagnostics": found })));
    } else {
        paths.iter().for_each(|path| print(&out.join(path).display().to_string()));
        explain(&found);
    }
    Ok(status(&found))
}

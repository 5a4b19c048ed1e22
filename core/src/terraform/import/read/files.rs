//! Which of the files are Terraform's, and what their paths mean.

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::super::SourceFile;
use super::limits::{FILES_MAX, SOURCE_BYTES_MAX};
use super::source::Source;
use super::{json, overrides, zip};
use crate::design::Diagnostic;

/// Folders in which Terraform, Git and macOS keep things of their own.
pub(super) const HIDDEN: &[&str] = &[".terraform", ".git", "__MACOSX", "node_modules"];
/// Files that are Terraform's, but say nothing about what is there.
const SILENT: &[&str] = &[".terraform.lock.hcl", ".terraformignore", ".gitignore", ".terraform-version"];
/// How many names a note lists.
const NAMES_MAX: usize = 10;

/// The files by what they are.
#[derive(Default)]
pub(super) struct Files {
    /// `.tf` and `.tf.json`, those that Terraform lays over others merged into them.
    pub sources: Vec<Source>,
    /// What is laid over them.
    pub overrides: Vec<Source>,
    /// Values of variables, those that count later behind.
    pub values: Vec<Source>,
    /// Their texts as they were, by path.
    pub values_texts: IndexMap<String, String>,
    /// What `terraform show -json` printed, and states.
    pub machine: Vec<(String, Json)>,
    /// Everything else, which functions may read.
    pub others: Vec<SourceFile>,
    /// Values that Terraform does not read by itself.
    pub unused_values: Vec<String>,
    pub diagnostics: Vec<Diagnostic>,
}

/// A path as seen from a folder, without `.` and `..`; none when it leads out of everything.
pub(in super::super) fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            other => parts.push(other),
        }
    }
    Some(parts.join("/"))
}

impl Files {
    /// Sorts the files; an archive that comes alone is opened.
    pub(super) fn sort(given: &[SourceFile]) -> Self {
        let mut all = Self::default();
        match given {
            [only] if zip::is_zip(&only.bytes) => {
                let (inside, faults) = zip::files(&only.bytes);
                for fault in faults {
                    all.tell(
                        Diagnostic::error("terraform-zip", fault),
                        &only.path,
                        "Choose the folder itself instead",
                    );
                }
                all.take_all(&inside);
            }
            given => all.take_all(given),
        }
        // As Terraform reads them: `terraform.tfvars` first, then the others by name.
        all.values.sort_by_key(|source| {
            let name = name_of(&source.path);
            (!name.starts_with("terraform.tfvars"), name.to_owned())
        });
        all.sources.sort_by(|one, other| (one.folder(), &one.path).cmp(&(other.folder(), &other.path)));
        all.overrides.sort_by(|one, other| one.path.cmp(&other.path));
        overrides::apply(&mut all.sources, &all.overrides, &mut all.diagnostics);
        all
    }

    fn tell(&mut self, diagnostic: Diagnostic, path: &str, help: &str) {
        self.diagnostics.push(diagnostic.at_place(path).help(help));
    }

    fn take_all(&mut self, files: &[SourceFile]) {
        let mut left = SOURCE_BYTES_MAX;
        for (number, file) in files.iter().enumerate() {
            let Some(path) = joined("", &file.path) else { continue };
            if path.split('/').any(|part| HIDDEN.contains(&part)) || SILENT.contains(&name_of(&path)) {
                continue;
            }
            if number >= FILES_MAX || file.bytes.len() > left {
                let message =
                    format!("There is too much to read: {FILES_MAX} files and {SOURCE_BYTES_MAX} bytes are");
                self.tell(Diagnostic::error("terraform-limit", message), &path, "Import a smaller folder");
                return;
            }
            left -= file.bytes.len();
            self.take(&path, &file.bytes);
        }
    }

    fn take(&mut self, path: &str, bytes: &[u8]) {
        let name = name_of(path);
        let values = name == "terraform.tfvars" || name.ends_with(".auto.tfvars");
        let json_values = name == "terraform.tfvars.json" || name.ends_with(".auto.tfvars.json");
        let source = name.ends_with(".tf");
        let json_source = name.ends_with(".tf.json");
        let machine = name.ends_with(".json") || name.ends_with(".tfstate");
        if !values && !json_values && (name.ends_with(".tfvars") || name.ends_with(".tfvars.json")) {
            return self.unused_values.push(path.to_owned());
        }
        if !(values || json_values || source || json_source || machine) {
            self.others.push(SourceFile { path: path.to_owned(), bytes: bytes.to_vec() });
            return;
        }
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let Ok(text) = std::str::from_utf8(bytes) else {
            let fault = Diagnostic::error("terraform-syntax", "The file is no UTF-8 text");
            return self.tell(fault, path, "Save it as UTF-8");
        };
        if values || json_values {
            self.values_texts.insert(path.to_owned(), text.to_owned());
        }
        if values || source {
            let read = Source::new(path, text.to_owned(), &mut self.diagnostics);
            return match values {
                true => self.values.push(read),
                false => self.source(read),
            };
        }
        let parsed = serde_json::from_str::<Json>(text);
        match parsed {
            Ok(json) if json_values => self.json_values(path, &json),
            Ok(json) if json_source => match json::hcl(&json) {
                Ok(hcl) => {
                    let mut read = Source::new(path, hcl, &mut self.diagnostics);
                    read.placed = false;
                    self.source(read);
                }
                Err(fault) => {
                    self.tell(
                        Diagnostic::error("terraform-syntax", fault),
                        path,
                        "See the JSON syntax of Terraform",
                    );
                }
            },
            Ok(json) if super::machine::is_machine(&json) => self.machine.push((path.to_owned(), json)),
            Err(error) if json_values || json_source || name.ends_with(".tfstate") => {
                let place = format!("{path}:{}:{}", error.line(), error.column());
                let fault = Diagnostic::error("terraform-syntax", format!("The text is no JSON: {error}"));
                self.tell(fault, &place, "Mend it, or write HCL");
            }
            _ => self.others.push(SourceFile { path: path.to_owned(), bytes: bytes.to_vec() }),
        }
    }

    fn source(&mut self, read: Source) {
        match is_override(name_of(&read.path)) {
            true => self.overrides.push(read),
            false => self.sources.push(read),
        }
    }

    /// Values of variables in JSON, as the arguments that they are.
    fn json_values(&mut self, path: &str, json: &Json) {
        let text = match json {
            Json::Object(_) => json::hcl(&serde_json::json!({ "locals": json })),
            _ => Err("The file holds no JSON object".to_owned()),
        };
        match text {
            Ok(text) => {
                let mut read = Source::new(path, text, &mut self.diagnostics);
                read.placed = false;
                read.body.arguments = read.body.blocks.drain(..).flat_map(|block| block.arguments).collect();
                read.spans.clear();
                self.values.push(read);
            }
            Err(fault) => {
                let help = "Write one object with a value for each variable";
                self.tell(Diagnostic::error("terraform-syntax", fault), path, help);
            }
        }
    }

    /// Every file by its path.
    pub(super) fn contents(&self) -> IndexMap<&str, &[u8]> {
        let own = self.sources.iter().filter(|source| source.called_at.is_none());
        let texts = own.map(|source| (source.path.as_str(), source.text.as_bytes()));
        texts.chain(self.others.iter().map(|file| (file.path.as_str(), file.bytes.as_slice()))).collect()
    }
}

/// A note that names files; none when there are none.
pub(super) fn note<'n>(names: impl Iterator<Item = &'n str>, what: &str, help: &str) -> Option<Diagnostic> {
    let mut all: Vec<&str> = names.collect();
    all.sort_unstable();
    let listed: Vec<String> = all.iter().take(NAMES_MAX).map(|name| format!("`{name}`")).collect();
    let more = all.len().saturating_sub(NAMES_MAX);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    let message = format!("{what}: {}{more}", listed.join(", "));
    (!all.is_empty()).then(|| Diagnostic::note("terraform-file", message).help(help))
}

/// Whether Terraform lays the file over the others of its folder.
fn is_override(name: &str) -> bool {
    let stem = name.trim_end_matches(".json").trim_end_matches(".tf");
    stem == "override" || stem.ends_with("_override")
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

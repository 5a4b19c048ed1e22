//! Out of the studio: copying, downloading, and remembering what went out.

use leptos::prelude::*;
use leptos::task::spawn_local;
use studio_core::design::edit::Edit;
use studio_core::terraform::{self, Bundle, File};

use super::state::{Exported, LastExport};
use crate::platform::{clipboard, files, now, zip};
use crate::studio::Studio;
use crate::text;
use crate::ui::Tone;

/// Saves the module as a zip.
pub fn download(studio: Studio, exported: Exported) {
    let bundle = exported.bundle.get_untracked();
    let parts: Vec<(&str, &[u8])> =
        bundle.files.iter().map(|file| (file.path.as_str(), file.text.as_bytes())).collect();
    match zip::write(&parts) {
        Ok(bytes) => {
            files::save_bytes(&format!("{}-terraform.zip", module_name(studio)), "application/zip", &bytes);
            went_out(studio, exported, &bundle, "The module is in your downloads");
        }
        Err(_) => studio.say(Tone::Fail, "The module is too large for one archive; copy its files instead"),
    }
}

/// Saves one file.
pub fn download_file(file: &File) {
    let name = file.path.rsplit('/').next().unwrap_or(&file.path);
    files::save_text(name, "text/plain", &file.text);
}

/// Copies the module's configuration as one text that is one module, too.
pub fn copy_all(studio: Studio, exported: Exported) {
    let bundle = exported.bundle.get_untracked();
    let parts: Vec<String> = bundle
        .files
        .iter()
        .filter(|file| file.path.ends_with(".tf"))
        .map(|file| format!("# {}\n\n{}", file.path, file.text))
        .collect();
    spawn_local(async move {
        match clipboard::copy(&parts.join("\n")).await {
            Ok(()) => {
                let said = format!("Copied {} as one text", text::count(parts.len(), "file"));
                went_out(studio, exported, &bundle, &said);
            }
            Err(_) => {
                studio.say(Tone::Fail, "The browser did not allow copying; download the module instead")
            }
        }
    });
}

/// Remembers on the device what went out, and in the design where its resources are now: when they are called
/// otherwise later, the export has `moved` blocks.
fn went_out(studio: Studio, exported: Exported, bundle: &Bundle, said: &str) {
    let pairs = bundle.files.iter().map(|file| (file.path.clone(), file.text.clone()));
    let last = LastExport { at_ms: now::epoch_ms(), files: pairs.collect(), imported: false };
    spawn_local(exported.remember(last));
    let moved = exported.outlines.with_untracked(|outlines| {
        outlines.iter().flat_map(|file| &file.blocks).filter(|block| block.title == "moved").count()
    });
    let noted = note_addresses(studio, bundle);
    if moved == 0 || !noted {
        return studio.say(Tone::Pass, said);
    }
    // The next export leaves `moved` blocks out: whoever loses this one must be able to have them again.
    let said =
        format!("{said}, with {}; the next export takes them as applied", text::count(moved, "moved block"));
    let step = untrack(|| studio.undo_label());
    let take_back = move || {
        if untrack(|| studio.undo_label()) == step {
            studio.undo();
        } else {
            studio.say(Tone::Note, "More was changed since: undo step by step");
        }
    };
    studio.toasts().offer(Tone::Pass, said, "Not applied: keep them", take_back);
}

/// Notes in the design where the resources are; says whether something changed.
fn note_addresses(studio: Studio, bundle: &Bundle) -> bool {
    let design = &studio.document_now().design;
    let noted = terraform::record(design, bundle).terraform;
    if noted == design.terraform || untrack(|| studio.read_only()).is_some() {
        return false;
    }
    studio.edit(Edit::PutTerraform(Box::new(noted)))
}

/// The name of the module's archive, without its ending.
fn module_name(studio: Studio) -> String {
    let slug = slug(&studio.document_now().design.name);
    if slug.is_empty() { "gateway".to_owned() } else { slug }
}

/// A name as every file system takes it.
pub fn slug(name: &str) -> String {
    let mut slug: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    while slug.contains("--") {
        slug = slug.replace("--", "-");
    }
    slug.trim_matches('-').to_owned()
}

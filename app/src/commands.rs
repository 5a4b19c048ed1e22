//! Everything the user can do from menus, the palette and the keyboard: one list for all of them and for the help.

use leptos::prelude::*;
use leptos::task::spawn_local;
use studio_core::aws::ApiKind;

use crate::panels::Panel;
use crate::platform::{files, storage, theme};
use crate::shell::Dialog;
use crate::studio::{Noun, Studio, file_name};
use crate::text;
use crate::ui::Glyph;

/// What files the studio opens.
const ACCEPTED: &str = ".json,.yaml,.yml,application/json,.tf,.tfvars,.tfstate,.zip";

/// Something the user can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Starts a new design by what is needed.
    New,
    /// Adds an API to the design by what is needed.
    AddApi,
    /// Opens files.
    Open,
    /// Opens a folder of Terraform files.
    OpenFolder,
    /// Opens a text from the clipboard.
    Paste,
    /// Downloads the document.
    Save,
    /// Shows the API in view as an OpenAPI document, to copy or download.
    ExportOpenApi,
    /// Takes the last step back.
    Undo,
    /// Takes it forward again.
    Redo,
    /// Searches commands and items.
    Palette,
    /// Lists what is wrong or unwise.
    Findings,
    /// Deletes the selected item.
    Delete,
    /// Renames the selected item.
    Rename,
    /// Copies the selected item.
    Duplicate,
    /// Makes the API in view another kind.
    Convert,
    /// Shows what the selected item becomes in the Terraform files.
    ShowInTerraform,
    /// Adds a node.
    Add(Noun),
    /// Goes to a panel.
    Show(Panel),
    /// Light or dark.
    Theme,
    /// Lists the shortcuts.
    Help,
}

/// The headings of the help and the palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// Files.
    File,
    /// Changes.
    Edit,
    /// New nodes.
    Add,
    /// Where to look.
    View,
}

impl Group {
    /// Every group, in order.
    pub const ALL: &'static [Self] = &[Self::File, Self::Edit, Self::Add, Self::View];

    /// The heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::File => "Design",
            Self::Edit => "Edit",
            Self::Add => "Add",
            Self::View => "View",
        }
    }
}

impl Command {
    /// Every command, by group.
    pub fn all() -> Vec<Self> {
        let file = [Self::New, Self::AddApi, Self::Open, Self::OpenFolder, Self::Paste];
        let out = [Self::Save, Self::ExportOpenApi];
        let edit = [Self::Undo, Self::Redo, Self::Rename, Self::Duplicate, Self::Delete, Self::Convert];
        let add = Noun::ALL.iter().map(|noun| Self::Add(*noun));
        let show = Panel::ALL.iter().map(|panel| Self::Show(*panel));
        let view = [Self::ShowInTerraform, Self::Palette, Self::Findings, Self::Theme, Self::Help];
        file.into_iter().chain(out).chain(edit).chain(add).chain(show).chain(view).collect()
    }

    /// Where it is listed.
    pub const fn group(self) -> Group {
        match self {
            Self::New
            | Self::AddApi
            | Self::Open
            | Self::OpenFolder
            | Self::Paste
            | Self::Save
            | Self::ExportOpenApi => Group::File,
            Self::Undo | Self::Redo | Self::Rename | Self::Duplicate | Self::Delete | Self::Convert => {
                Group::Edit
            }
            Self::Add(_) => Group::Add,
            Self::Show(_)
            | Self::ShowInTerraform
            | Self::Palette
            | Self::Findings
            | Self::Theme
            | Self::Help => Group::View,
        }
    }

    /// Its words.
    pub fn label(self) -> String {
        match self {
            Self::New => "New design…".to_owned(),
            Self::AddApi => "Add an API…".to_owned(),
            Self::Open => "Open files…".to_owned(),
            Self::OpenFolder => "Open a folder of Terraform…".to_owned(),
            Self::Paste => "Paste a design, OpenAPI or Terraform…".to_owned(),
            Self::Save => "Save a copy to disk".to_owned(),
            Self::ExportOpenApi => "Export as OpenAPI…".to_owned(),
            Self::Undo => "Undo".to_owned(),
            Self::Redo => "Redo".to_owned(),
            Self::Palette => "Search".to_owned(),
            Self::Findings => "Show findings".to_owned(),
            Self::Delete => "Delete the selected item".to_owned(),
            Self::Rename => "Rename the selected item…".to_owned(),
            Self::Duplicate => "Duplicate the selected item".to_owned(),
            Self::Convert => "Convert the API to another kind…".to_owned(),
            Self::ShowInTerraform => "Show in Terraform".to_owned(),
            Self::Add(noun) => format!("Add {}", noun.label()),
            Self::Show(panel) => format!("Go to {}", panel.title()),
            Self::Theme => "Light or dark".to_owned(),
            Self::Help => "Keyboard shortcuts".to_owned(),
        }
    }

    /// Its shortcuts, the one to show first; as `platform::keys` reads them.
    pub const fn shortcuts(self) -> &'static [&'static str] {
        match self {
            Self::Open => &["Ctrl+O"],
            Self::Save => &["Ctrl+S"],
            Self::Undo => &["Ctrl+Z"],
            Self::Redo => &["Ctrl+Y", "Ctrl+Shift+Z"],
            Self::Palette => &["Ctrl+K"],
            Self::Delete => &["Delete"],
            Self::Rename => &["F2"],
            Self::Duplicate => &["Ctrl+D"],
            Self::Help => &["?"],
            Self::Show(Panel::Design) => &["Alt+1"],
            Self::Show(Panel::Flow) => &["Alt+2"],
            Self::Show(Panel::Template) => &["Alt+3"],
            Self::Show(Panel::Cost) => &["Alt+4"],
            Self::Show(Panel::Quota) => &["Alt+5"],
            Self::Show(Panel::Terraform) => &["Alt+6"],
            Self::Show(Panel::Review) => &["Alt+7"],
            _ => &[],
        }
    }

    /// Whether its shortcut also works while the user types; undo and redo there belong to the text.
    pub const fn works_while_typing(self) -> bool {
        matches!(self, Self::Open | Self::Save | Self::Palette | Self::Show(_))
    }

    /// Its drawing.
    pub fn glyph(self) -> Glyph {
        match self {
            Self::New | Self::AddApi | Self::Add(_) => Glyph::Plus,
            Self::Open => Glyph::Upload,
            Self::OpenFolder => Glyph::Folder,
            Self::Paste => Glyph::File,
            Self::Save | Self::ExportOpenApi => Glyph::Download,
            Self::Undo => Glyph::Undo,
            Self::Redo => Glyph::Redo,
            Self::Palette => Glyph::Search,
            Self::Findings => Glyph::Warning,
            Self::Delete => Glyph::Trash,
            Self::Rename => Glyph::Edit,
            Self::Duplicate => Glyph::Copy,
            Self::Convert => Glyph::Tidy,
            Self::ShowInTerraform => Glyph::Terraform,
            Self::Show(panel) => panel.glyph(),
            Self::Theme => Glyph::Moon,
            Self::Help => Glyph::Help,
        }
    }

    /// Why it cannot be done now; subscribes to what decides that.
    pub fn blocked(self, studio: Studio) -> Option<String> {
        let selected = || match studio.selection() {
            None => Some("Nothing is selected".to_owned()),
            Some(_) => None,
        };
        let changes = matches!(
            self,
            Self::AddApi | Self::Delete | Self::Rename | Self::Duplicate | Self::Convert | Self::Add(_)
        );
        if changes && let Some(reason) = studio.read_only() {
            return Some(reason.text());
        }
        match self {
            Self::Undo if studio.undo_label().is_none() => Some("Nothing to undo".to_owned()),
            Self::Redo if studio.redo_label().is_none() => Some("Nothing to redo".to_owned()),
            Self::Delete | Self::Rename | Self::Duplicate | Self::ShowInTerraform => selected(),
            Self::Convert if studio.current_api().is_none() => Some("There is no API yet".to_owned()),
            Self::ExportOpenApi => openapi_blocked(studio),
            Self::Add(noun) => add_blocked(noun, studio),
            Self::Show(panel) if panel != Panel::Design && studio.is_empty() => {
                Some("There is no API yet: create or open one first".to_owned())
            }
            _ => None,
        }
    }

    /// Does it.
    pub fn run(self, studio: Studio) {
        if let Some(reason) = untrack(|| self.blocked(studio)) {
            studio.say(crate::ui::Tone::Note, reason);
            return;
        }
        let selected = untrack(|| studio.selection());
        match self {
            Self::New => studio.dialog.set(Some(Dialog::New(crate::start::Purpose::NewDesign))),
            Self::AddApi => studio.dialog.set(Some(Dialog::New(crate::start::Purpose::AddApi))),
            Self::Open => {
                spawn_local(
                    async move { crate::start::take_files(studio, files::pick(ACCEPTED).await).await },
                )
            }
            Self::OpenFolder => spawn_local(async move {
                let opened = files::pick_folder(crate::start::is_source).await;
                crate::start::take_files(studio, opened).await;
            }),
            Self::Paste => studio.dialog.set(Some(Dialog::Paste)),
            Self::Save => download(studio),
            Self::ExportOpenApi => crate::terraform::show_openapi(studio),
            Self::Undo => studio.undo(),
            Self::Redo => studio.redo(),
            Self::Palette => studio.dialog.set(Some(Dialog::Palette)),
            Self::Findings => studio.dialog.set(Some(Dialog::Findings)),
            Self::Help => studio.dialog.set(Some(Dialog::Help)),
            Self::Delete => selected.into_iter().for_each(|item| studio.delete(item)),
            Self::Rename => studio.dialog.set(selected.map(Dialog::Rename)),
            Self::Duplicate => {
                if let Some(item) = selected
                    && studio.duplicate(item).is_none()
                {
                    let text = format!("{} cannot be duplicated", text::noun(item));
                    studio.say(crate::ui::Tone::Note, text);
                }
            }
            Self::Convert => studio.dialog.set(untrack(|| studio.current_api()).map(Dialog::Convert)),
            Self::ShowInTerraform => {
                selected.into_iter().for_each(|item| crate::terraform::show(studio, item));
            }
            Self::Add(noun) => {
                studio.create(noun, untrack(|| studio.current_api()));
            }
            Self::Show(panel) => studio.panel.set(panel),
            Self::Theme => switch_theme(),
        }
    }
}

fn openapi_blocked(studio: Studio) -> Option<String> {
    let api = studio.current_api().and_then(|id| studio.design().read().apis.get(&id).cloned());
    match api {
        None => Some("There is no API yet".to_owned()),
        Some(api) if api.kind == ApiKind::WebSocket => Some("AWS exports no WebSocket API".to_owned()),
        Some(_) => None,
    }
}

fn add_blocked(noun: Noun, studio: Studio) -> Option<String> {
    let api = studio.current_api().and_then(|id| studio.design().read().apis.get(&id).cloned());
    match api {
        None if noun.is_of_api() => Some("There is no API yet".to_owned()),
        Some(api) if noun.is_of_api() && !noun.is_for(api.kind) => {
            Some(format!("{} APIs have no {}s", api.kind.label(), noun.label()))
        }
        _ => None,
    }
}

/// Downloads the document as a file.
pub fn download(studio: Studio) {
    let document = studio.document_now();
    spawn_local(async move {
        match studio.prepare().await {
            Ok(work) => files::save_text(&file_name(&document), "application/json", &(work.save)(&document)),
            Err(error) => studio.say(crate::ui::Tone::Fail, text::capitalized(&error)),
        }
    });
}

/// Dark when it was light, and the other way round; remembered on the device.
fn switch_theme() {
    let chosen = storage::pref("theme").ok().flatten().map(|word| theme::Theme::parse(&word));
    let dark = match chosen.unwrap_or_default() {
        theme::Theme::Dark => true,
        theme::Theme::Light => false,
        theme::Theme::System => theme::prefers_dark(),
    };
    let next = if dark { theme::Theme::Light } else { theme::Theme::Dark };
    theme::apply(next);
    // Where nothing can be stored, the choice lasts as long as the page.
    let _ = storage::set_pref("theme", next.as_str());
}

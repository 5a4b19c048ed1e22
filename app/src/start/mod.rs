//! Where a design comes from: what is needed, a bundled design, the device, a file, a text.

mod convert;
mod examples;
mod paste;
mod preview;
mod read;
mod screen;
mod sources;
mod taken_over;
mod wizard;

pub use convert::ConvertDialog;
pub use examples::Examples;
pub use paste::PasteDialog;
pub use preview::{Preview, PreviewDialog, take_files};
pub(crate) use read::read_as;
pub use read::{Opened, read_any};
pub use screen::StartScreen;
pub use sources::is_source;
pub use wizard::{Purpose, WizardDialog};

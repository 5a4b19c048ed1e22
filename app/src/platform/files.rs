//! Files in and out: a picker, a drop, a download.

use js_sys::{Array, Function, Promise, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, DragEvent, File, FileList, HtmlAnchorElement, HtmlInputElement};

mod folder;

use super::dom::document;

/// The largest file that is read: 16 MiB. API Gateway itself refuses definitions over 6 MB.
pub const MAX_FILE_BYTES: u64 = 16 * 1024 * 1024;

/// How many files of one drop or pick are read; the rest are reported.
pub const MAX_FILES: usize = 64;

/// How many files of a folder are read; the rest are reported.
pub const MAX_FOLDER_FILES: usize = 1_000;

/// A file's name and content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenedFile {
    /// The name without folders.
    pub name: String,
    /// The name with the folders that were opened with it, with forward slashes.
    pub path: String,
    /// The bytes as they are on disk.
    pub bytes: Vec<u8>,
}

/// Why a file was not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileError {
    /// Larger than [`MAX_FILE_BYTES`].
    TooLarge {
        /// The file's name.
        name: String,
        /// Its size.
        size_bytes: u64,
    },
    /// The browser could not read it (moved, no permission, a folder).
    Unreadable {
        /// The file's name.
        name: String,
    },
    /// A folder holds no file that is wanted.
    NothingWanted,
    /// More than are read came at once.
    TooMany {
        /// How many were not read.
        left_out: usize,
        /// How many are read.
        most: usize,
    },
}

impl std::fmt::Display for FileError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        const MIB: u64 = 1024 * 1024;
        match self {
            Self::TooLarge { name, size_bytes } => {
                let (size, most) = (size_bytes.div_ceil(MIB), MAX_FILE_BYTES / MIB);
                write!(f, "`{name}` has {size} MiB; at most {most} MiB are read")
            }
            Self::Unreadable { name } => write!(f, "`{name}` cannot be read"),
            Self::NothingWanted => {
                f.write_str("The folder holds no Terraform file, design or OpenAPI document")
            }
            Self::TooMany { left_out, most } => {
                write!(f, "{left_out} files were left out; at most {most} are read")
            }
        }
    }
}

/// What came of each file.
pub type Opened = Vec<Result<OpenedFile, FileError>>;

/// Lets the user pick files; empty when they change their mind. Call it from a click or a key press.
///
/// `accept` is a list as in HTML, for example `.json,.yaml,.yml`.
pub async fn pick(accept: &str) -> Opened {
    let Some(input) = picker() else { return Vec::new() };
    input.set_accept(accept);
    read_all(list(chosen(input).await), MAX_FILES).await
}

/// Lets the user pick a folder; of its files, and those of the folders in it, the ones with a `wanted` path are read.
pub async fn pick_folder(wanted: fn(&str) -> bool) -> Opened {
    let Some(input) = picker() else { return Vec::new() };
    let _ = input.set_attribute("webkitdirectory", "");
    let files = list(chosen(input).await);
    if files.is_empty() {
        return Vec::new();
    }
    read_folder(files.into_iter().filter(|(path, _)| wanted(path)).collect()).await
}

async fn read_folder(files: Vec<(String, File)>) -> Opened {
    if files.is_empty() {
        return vec![Err(FileError::NothingWanted)];
    }
    read_all(files, MAX_FOLDER_FILES).await
}

fn picker() -> Option<HtmlInputElement> {
    let document = document()?;
    let input: HtmlInputElement = document.create_element("input").ok()?.dyn_into().ok()?;
    input.set_type("file");
    input.set_multiple(true);
    input.set_hidden(true);
    document.body()?.append_child(&input).ok()?;
    Some(input)
}

async fn chosen(input: HtmlInputElement) -> Option<FileList> {
    let chosen = Promise::new(&mut |resolve: Function, _| {
        let _ = input.add_event_listener_with_callback("change", &resolve);
        let _ = input.add_event_listener_with_callback("cancel", &resolve);
        input.click();
    });
    let _ = JsFuture::from(chosen).await;
    let files = input.files();
    input.remove();
    files
}

/// Whether something dragged over the page carries files.
pub fn has_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

/// Reads the files of a drop; of a folder, those with a `wanted` path. What was dropped is taken at once, so the event
/// may end before the future is awaited.
pub fn read_dropped(event: &DragEvent, wanted: fn(&str) -> bool) -> impl Future<Output = Opened> + use<> {
    let data = event.data_transfer();
    let folders = data.as_ref().map(folder::dropped).unwrap_or_default();
    let files = list(data.and_then(|data| data.files()));
    async move {
        if folders.is_empty() {
            return read_all(files, MAX_FILES).await;
        }
        read_folder(folder::walk(folders, wanted).await).await
    }
}

/// The files of a list, by their paths.
fn list(files: Option<FileList>) -> Vec<(String, File)> {
    let path = |file: &File| {
        let path = js_sys::Reflect::get(file, &JsValue::from_str("webkitRelativePath")).ok();
        path.and_then(|path| path.as_string()).filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
    };
    let files = files
        .map_or_else(Vec::new, |files| (0..files.length()).filter_map(|i| files.get(i)).collect::<Vec<_>>());
    files.into_iter().map(|file| (path(&file), file)).collect()
}

async fn read_all(files: Vec<(String, File)>, most: usize) -> Opened {
    let mut opened = Vec::new();
    let left_out = files.len().saturating_sub(most);
    for (path, file) in files.into_iter().take(most) {
        opened.push(read(path, &file).await);
    }
    if left_out > 0 {
        opened.push(Err(FileError::TooMany { left_out, most }));
    }
    opened
}

async fn read(path: String, file: &File) -> Result<OpenedFile, FileError> {
    let name = file.name();
    let size_bytes = file.size() as u64;
    if size_bytes > MAX_FILE_BYTES {
        return Err(FileError::TooLarge { name, size_bytes });
    }
    match JsFuture::from(file.array_buffer()).await {
        Ok(buffer) => Ok(OpenedFile { name, path, bytes: Uint8Array::new(&buffer).to_vec() }),
        Err(_) => Err(FileError::Unreadable { name }),
    }
}

/// Offers text as a download.
pub fn save_text(name: &str, mime: &str, text: &str) {
    save_bytes(name, mime, text.as_bytes());
}

/// Offers bytes as a download.
pub fn save_bytes(name: &str, mime: &str, bytes: &[u8]) {
    // `None` only where the document has no body; there is nobody to download then.
    let _ = offer(name, mime, bytes);
}

fn offer(name: &str, mime: &str, bytes: &[u8]) -> Option<()> {
    let document = document()?;
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let parts = Array::of1(&Uint8Array::from(bytes));
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options).ok()?;
    let url = web_sys::Url::create_object_url_with_blob(&blob).ok()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&url);
    link.set_download(name);
    link.set_hidden(true);
    document.body()?.append_child(&link).ok()?;
    link.click();
    link.remove();
    // The browser has taken the blob when click() returns in some engines, a moment later in others.
    gloo::timers::callback::Timeout::new(10_000, move || {
        let _ = web_sys::Url::revoke_object_url(&url);
    })
    .forget();
    Some(())
}

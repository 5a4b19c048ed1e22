//! Documents on the device, with revisions.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::database::{Access, Database, Store, finished, result, thrown};
use super::{StorageError, exports, notice};
use crate::platform::now::epoch_ms;

async fn open() -> Result<Database, StorageError> {
    super::database::open(Store::Documents).await
}

/// What is known of a stored document without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key it is stored under.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// Counts the saves, from 1.
    pub revision: u64,
    /// When it was saved, ms since 1970 by the device's clock.
    pub saved_at_ms: u64,
}

/// A stored document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Saved {
    /// Everything but the text.
    pub entry: Entry,
    /// The document as it was given to [`save`].
    pub text: String,
}

/// Stores a document and returns its new revision.
///
/// `based_on` is the revision that this tab loaded or saved last, 0 for a new document. Errors: `Stale` when the
/// stored revision is newer than that (nothing is changed), `Full`, `Blocked`.
pub async fn save(id: &str, name: &str, text: &str, based_on: u64) -> Result<u64, StorageError> {
    let database = open().await?;
    let (transaction, store) = database.begin(Access::Write)?;
    // Read and write in one transaction: two tabs cannot both find the old revision.
    let before = result(&store.get(&JsValue::from_str(id)).map_err(|e| thrown(&e))?).await?;
    let stored = read(&before).map_or(0, |saved| saved.entry.revision);
    if stored > based_on {
        return Err(StorageError::Stale { stored });
    }
    let revision = based_on.saturating_add(1);
    let row = Object::new();
    set(&row, "id", &JsValue::from_str(id));
    set(&row, "name", &JsValue::from_str(name));
    set(&row, "text", &JsValue::from_str(text));
    set(&row, "revision", &JsValue::from_f64(revision as f64));
    set(&row, "saved_at_ms", &JsValue::from_f64(epoch_ms() as f64));
    store.put(&row).map_err(|e| thrown(&e))?;
    finished(&transaction).await?;
    notice::tell(id, revision);
    Ok(revision)
}

/// A stored document, or `None` when there is none with this id.
pub async fn load(id: &str) -> Result<Option<Saved>, StorageError> {
    let database = open().await?;
    let (_, store) = database.begin(Access::Read)?;
    let row = result(&store.get(&JsValue::from_str(id)).map_err(|e| thrown(&e))?).await?;
    Ok(read(&row))
}

/// Every stored document, the one saved last first.
pub async fn list() -> Result<Vec<Entry>, StorageError> {
    let database = open().await?;
    let (_, store) = database.begin(Access::Read)?;
    let rows = result(&store.get_all().map_err(|e| thrown(&e))?).await?;
    let rows = rows.dyn_into::<Array>().unwrap_or_default();
    let mut entries: Vec<Entry> = rows.iter().filter_map(|row| Some(read(&row)?.entry)).collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.saved_at_ms));
    Ok(entries)
}

/// Forgets a document and what was exported of it; one that is not there is forgotten already.
pub async fn remove(id: &str) -> Result<(), StorageError> {
    let database = open().await?;
    let (transaction, store) = database.begin(Access::Write)?;
    store.delete(&JsValue::from_str(id)).map_err(|e| thrown(&e))?;
    finished(&transaction).await?;
    exports::remove(id).await
}

pub(super) fn set(row: &Object, key: &str, value: &JsValue) {
    // Setting a property of a plain object cannot fail.
    let _ = Reflect::set(row, &JsValue::from_str(key), value);
}

/// A row as we wrote it; a row that anything else wrote reads as absent.
fn read(row: &JsValue) -> Option<Saved> {
    let get = |key: &str| Reflect::get(row, &JsValue::from_str(key)).ok();
    let number = |key: &str| get(key)?.as_f64().map(|n| n as u64);
    let text = |key: &str| get(key)?.as_string();
    let entry = Entry {
        id: text("id")?,
        name: text("name")?,
        revision: number("revision")?,
        saved_at_ms: number("saved_at_ms")?,
    };
    Some(Saved { entry, text: text("text")? })
}

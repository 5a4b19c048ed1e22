//! What was exported of each document last, for comparing the next export with, and the choices of its export.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;

use super::StorageError;
use super::database::{Access, Store, finished, open, result, thrown};
use super::documents::set;
use super::prefs::{pref, remove_pref, set_pref};

/// Remembers what was exported of a document.
pub async fn save_export(id: &str, text: &str) -> Result<(), StorageError> {
    let database = open(Store::Exports).await?;
    let (transaction, store) = database.begin(Access::Write)?;
    let row = Object::new();
    set(&row, "id", &JsValue::from_str(id));
    set(&row, "text", &JsValue::from_str(text));
    store.put(&row).map_err(|e| thrown(&e))?;
    finished(&transaction).await
}

/// What was exported of a document last, as it was given to [`save_export`].
pub async fn load_export(id: &str) -> Result<Option<String>, StorageError> {
    let database = open(Store::Exports).await?;
    let (_, store) = database.begin(Access::Read)?;
    let row = result(&store.get(&JsValue::from_str(id)).map_err(|e| thrown(&e))?).await?;
    Ok(Reflect::get(&row, &JsValue::from_str("text")).ok().and_then(|text| text.as_string()))
}

/// Forgets what was exported of a document, and its choices.
pub(super) async fn remove(id: &str) -> Result<(), StorageError> {
    // Where preferences are refused, none was kept.
    let _ = set_export_options(id, None);
    let database = open(Store::Exports).await?;
    let (transaction, store) = database.begin(Access::Write)?;
    store.delete(&JsValue::from_str(id)).map_err(|e| thrown(&e))?;
    finished(&transaction).await
}

/// The choices of a document's export, as they were given to [`set_export_options`].
pub fn export_options(id: &str) -> Option<String> {
    pref(&options_key(id)).ok().flatten()
}

/// Remembers the choices of a document's export; none forgets them.
pub fn set_export_options(id: &str, text: Option<&str>) -> Result<(), StorageError> {
    match text {
        Some(text) => set_pref(&options_key(id), text),
        None => remove_pref(&options_key(id)),
    }
}

fn options_key(id: &str) -> String {
    format!("export-options.{id}")
}

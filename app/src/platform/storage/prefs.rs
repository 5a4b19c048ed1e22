//! Small preferences of the page, in localStorage.

use web_sys::Storage;

use super::StorageError;

/// Other pages on the same host share localStorage; the prefix keeps us apart.
const PREFIX: &str = "gateway-studio.";

fn local() -> Result<Storage, StorageError> {
    let window = web_sys::window().ok_or(StorageError::Blocked)?;
    // Reading the property itself throws in a sandboxed frame.
    window.local_storage().ok().flatten().ok_or(StorageError::Blocked)
}

/// A stored preference; `None` when it was never set.
pub fn pref(key: &str) -> Result<Option<String>, StorageError> {
    local()?.get_item(&format!("{PREFIX}{key}")).map_err(|thrown| StorageError::from_thrown(&thrown))
}

/// Stores a preference.
pub fn set_pref(key: &str, value: &str) -> Result<(), StorageError> {
    local()?.set_item(&format!("{PREFIX}{key}"), value).map_err(|thrown| StorageError::from_thrown(&thrown))
}

/// Forgets a preference.
pub fn remove_pref(key: &str) -> Result<(), StorageError> {
    local()?.remove_item(&format!("{PREFIX}{key}")).map_err(|thrown| StorageError::from_thrown(&thrown))
}

//! The thin layer over IndexedDB's requests and transactions.

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, IdbDatabase, IdbObjectStore, IdbObjectStoreParameters, IdbOpenDbRequest, IdbRequest,
    IdbTransaction, IdbTransactionMode,
};

use super::StorageError;

const DATABASE: &str = "gateway-studio";
const VERSION: u32 = 1;
/// The one store; its rows are keyed by `id`.
pub(super) const DOCUMENTS: &str = "documents";

/// An open database that is closed when dropped, so that another tab may upgrade it.
pub(super) struct Database(IdbDatabase);

impl Drop for Database {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Opens (and at first creates) the database. A browser without storage is `Blocked`.
pub(super) async fn open() -> Result<Database, StorageError> {
    let window = web_sys::window().ok_or(StorageError::Blocked)?;
    let factory = window.indexed_db().ok().flatten().ok_or(StorageError::Blocked)?;
    let request = factory.open_with_u32(DATABASE, VERSION).map_err(|_| StorageError::Blocked)?;
    let upgrade = Closure::once_into_js(|event: Event| {
        let request = event.target().and_then(|t| t.dyn_into::<IdbOpenDbRequest>().ok());
        let database = request.and_then(|r| r.result().ok()).and_then(|r| r.dyn_into::<IdbDatabase>().ok());
        if let Some(database) = database {
            let by_id = IdbObjectStoreParameters::new();
            by_id.set_key_path(&JsValue::from_str("id"));
            let _ = database.create_object_store_with_optional_parameters(DOCUMENTS, &by_id);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    match result(&request).await {
        Ok(database) => database.dyn_into().map(Database).map_err(|_| StorageError::Blocked),
        // Engines name a refusal of the whole database differently; only "full" says something else.
        Err(StorageError::Full) => Err(StorageError::Full),
        Err(_) => Err(StorageError::Blocked),
    }
}

/// What a transaction may do.
#[derive(Clone, Copy)]
pub(super) enum Access {
    Read,
    Write,
}

impl Database {
    /// Starts a transaction on the documents; finish a writing one with [`finished`].
    pub(super) fn begin(&self, access: Access) -> Result<(IdbTransaction, IdbObjectStore), StorageError> {
        let mode = match access {
            Access::Read => IdbTransactionMode::Readonly,
            Access::Write => IdbTransactionMode::Readwrite,
        };
        let transaction = self.0.transaction_with_str_and_mode(DOCUMENTS, mode).map_err(|e| thrown(&e))?;
        let store = transaction.object_store(DOCUMENTS).map_err(|e| thrown(&e))?;
        Ok((transaction, store))
    }
}

/// Waits for a request's result.
pub(super) async fn result(request: &IdbRequest) -> Result<JsValue, StorageError> {
    let settled = promise(|resolve, reject| {
        request.set_onsuccess(Some(resolve));
        request.set_onerror(Some(reject));
    });
    match JsFuture::from(settled).await {
        Ok(_) => request.result().map_err(|e| thrown(&e)),
        Err(_) => Err(request.error().ok().flatten().map_or(StorageError::Blocked, |e| thrown(&e))),
    }
}

/// Waits until a transaction is committed; a full disk often shows only here.
pub(super) async fn finished(transaction: &IdbTransaction) -> Result<(), StorageError> {
    let settled = promise(|resolve, reject| {
        transaction.set_oncomplete(Some(resolve));
        transaction.set_onabort(Some(reject));
    });
    match JsFuture::from(settled).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction.error().map_or(StorageError::Full, |e| thrown(&e))),
    }
}

pub(super) fn thrown(thrown: &JsValue) -> StorageError {
    StorageError::from_thrown(thrown)
}

fn promise(connect: impl Fn(&Function, &Function)) -> Promise {
    Promise::new(&mut |resolve, reject| connect(&resolve, &reject))
}

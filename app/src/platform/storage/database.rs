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

const VERSION: u32 = 1;

/// What is kept. Each has a database of its own with one store of the same name, whose rows are keyed by `id`: a
/// second store in one database would need a version that pages from before it, still open in other tabs, cannot open.
#[derive(Clone, Copy)]
pub(super) enum Store {
    /// The documents.
    Documents,
    /// What was exported of each document.
    Exports,
}

impl Store {
    fn database(self) -> &'static str {
        match self {
            Self::Documents => "gateway-studio",
            Self::Exports => "gateway-studio-exports",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Documents => "documents",
            Self::Exports => "exports",
        }
    }
}

/// An open database that is closed when dropped, so that another tab may upgrade it.
pub(super) struct Database(IdbDatabase, Store);

impl Drop for Database {
    fn drop(&mut self) {
        self.0.close();
    }
}

/// Opens (and at first creates) the database. A browser without storage is `Blocked`.
pub(super) async fn open(store: Store) -> Result<Database, StorageError> {
    let window = web_sys::window().ok_or(StorageError::Blocked)?;
    let factory = window.indexed_db().ok().flatten().ok_or(StorageError::Blocked)?;
    let request = factory.open_with_u32(store.database(), VERSION).map_err(|_| StorageError::Blocked)?;
    let upgrade = Closure::once_into_js(move |event: Event| {
        let request = event.target().and_then(|t| t.dyn_into::<IdbOpenDbRequest>().ok());
        let database = request.and_then(|r| r.result().ok()).and_then(|r| r.dyn_into::<IdbDatabase>().ok());
        if let Some(database) = database {
            let by_id = IdbObjectStoreParameters::new();
            by_id.set_key_path(&JsValue::from_str("id"));
            let _ = database.create_object_store_with_optional_parameters(store.name(), &by_id);
        }
    });
    request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
    match result(&request).await {
        Ok(database) => {
            let database = database.dyn_into().map_err(|_| StorageError::Blocked)?;
            Ok(Database(database, store))
        }
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
    /// Starts a transaction; finish a writing one with [`finished`].
    pub(super) fn begin(&self, access: Access) -> Result<(IdbTransaction, IdbObjectStore), StorageError> {
        let mode = match access {
            Access::Read => IdbTransactionMode::Readonly,
            Access::Write => IdbTransactionMode::Readwrite,
        };
        let transaction =
            self.0.transaction_with_str_and_mode(self.1.name(), mode).map_err(|e| thrown(&e))?;
        let store = transaction.object_store(self.1.name()).map_err(|e| thrown(&e))?;
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

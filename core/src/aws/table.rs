//! How the tables in `core/data` are read.

use indexmap::IndexMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::base::Fact;

/// A table as it is written: what its rows share, then the rows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The source of rows that name none: a key of `sources`, or the source itself.
    source: String,
    /// The day of rows that name none.
    as_of: String,
    /// What holds for all rows; only for readers of the file.
    #[serde(default, rename = "note")]
    _note: String,
    #[serde(default)]
    sources: IndexMap<String, String>,
    rows: Vec<Map<String, Value>>,
}

/// Reads a table, giving each row its source and date.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<Vec<Fact<T>>, serde_json::Error> {
    let table: Written = serde_json::from_str(text)?;
    let Written { source, as_of, sources, rows, .. } = table;
    rows.into_iter()
        .map(|mut row| {
            let mut take = |name: &str| match row.remove(name) {
                Some(Value::String(text)) => Some(text),
                _ => None,
            };
            let named = take("source").unwrap_or_else(|| source.clone());
            let as_of = take("as_of").unwrap_or_else(|| as_of.clone());
            let note = take("note").unwrap_or_default();
            let source = sources.get(&named).cloned().unwrap_or(named);
            Ok(Fact { value: T::deserialize(Value::Object(row))?, source, as_of, note })
        })
        .collect()
}

/// Declares a table of `core/data`: the function that gives its rows, and a test that the file is sound.
macro_rules! table {
    ($(#[$doc:meta])* $name:ident: $row:ty = $file:literal) => {
        $(#[$doc])*
        pub fn $name() -> &'static [crate::base::Fact<$row>] {
            static ROWS: std::sync::LazyLock<Vec<crate::base::Fact<$row>>> =
                std::sync::LazyLock::new(|| crate::aws::table::parse(TEXT).unwrap_or_default());
            &ROWS
        }

        const TEXT: &str = include_str!(concat!("../../data/", $file));

        #[cfg(test)]
        #[test]
        fn the_table_is_sound() {
            crate::aws::table::check::<$row>(TEXT);
        }
    };
}
pub(crate) use table;

/// Fails unless the table parses and every row names a source and a day.
#[cfg(test)]
pub(crate) fn check<T: DeserializeOwned>(text: &str) {
    let rows = parse::<T>(text).expect("the table parses");
    assert!(!rows.is_empty(), "the table has rows");
    for (at, row) in rows.iter().enumerate() {
        assert!(row.source.contains("https://") || row.source.starts_with("AWS "), "{at}: {}", row.source);
        let date: Vec<usize> = row.as_of.split('-').map(str::len).collect();
        assert_eq!(date, [4, 2, 2], "{at}: {}", row.as_of);
    }
}

//! Fuzzes `studio_fuzz::hcl`.
#![no_main]

use libfuzzer_sys::{Corpus, fuzz_target};

fuzz_target!(|data: &[u8]| -> Corpus {
    match std::str::from_utf8(data) {
        Ok(text) => studio_fuzz::hcl(text),
        Err(_) => return Corpus::Reject,
    }
    Corpus::Keep
});

//! Keys of maps: any value, equal and hashed as in Java.

use std::hash::{Hash, Hasher};

use super::{Value, equal};

/// A value as a key.
#[derive(Clone, Debug)]
pub(crate) struct Key(pub Value);

impl Key {
    pub fn is(&self, text: &str) -> bool {
        matches!(&self.0, Value::Text(known) if **known == *text)
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        equal(&self.0, &other.0)
    }
}

impl Eq for Key {}

impl Hash for Key {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match &self.0 {
            Value::Text(text) => text.hash(state),
            Value::Int(number) => number.hash(state),
            Value::Long(number) => number.hash(state),
            Value::Bool(flag) => flag.hash(state),
            Value::Double(number) => number.to_bits().hash(state),
            // Lists and maps as keys are rare: one bucket, told apart by comparing.
            _ => 0_u8.hash(state),
        }
    }
}

//! What AWS and its Terraform provider accept, from `core/data/terraform.json`.

use std::sync::LazyLock;

use indexmap::IndexMap;
use serde::Deserialize;

use crate::aws::PayloadFormat;

/// A value and where it is written.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Fact<T> {
    pub(super) value: T,
}

/// The table.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Facts {
    pub(super) provider_constraint: Fact<String>,
    pub(super) required_version: Fact<String>,
    pub(super) rest_timeout_ms: Fact<[u32; 2]>,
    pub(super) http_timeout_ms: Fact<[u32; 2]>,
    pub(super) websocket_timeout_ms: Fact<[u32; 2]>,
    pub(super) account_throttle: Fact<[u32; 2]>,
    pub(super) retention_days: Fact<Vec<u32>>,
    pub(super) quota_offset_max: Fact<[u32; 3]>,
    pub(super) api_key_length: Fact<[u32; 2]>,
    pub(super) push_to_logs_policy: Fact<String>,
    pub(super) lambda_path: Fact<String>,
    pub(super) lambda_stream_path: Fact<String>,
    pub(super) lambda_stream_call: Fact<String>,
    pub(super) metric_namespace: Fact<String>,
    pub(super) compression_size_max_bytes: Fact<u32>,
    /// The payload format of an integration whose block names none.
    pub(super) usual_payload_format: Fact<Option<PayloadFormat>>,
    pub(super) built_in_models: Fact<Vec<String>>,
    pub(super) security_policies: Fact<Vec<String>>,
    /// What identifies a resource to `terraform import`, by type.
    pub(super) import_ids: Fact<IndexMap<String, String>>,
    /// What a mocked provider answers, by type and attribute.
    pub(super) mock_values: Fact<IndexMap<String, IndexMap<String, serde_json::Value>>>,
}

static FACTS: LazyLock<Facts> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../data/terraform.json")).unwrap_or_default());

/// The table, read once.
pub(super) fn facts() -> &'static Facts {
    &FACTS
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_table_reads() {
        let table: Result<super::Facts, _> = serde_json::from_str(include_str!("../../data/terraform.json"));
        assert!(!table.unwrap().retention_days.value.is_empty());
    }
}

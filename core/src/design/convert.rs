//! Making an API another kind.

use std::sync::Arc;

use super::{ApiId, Design, Diagnostic};
use crate::aws::ApiKind;

/// What would be lost if the API became this kind.
pub fn losses(_design: &Design, _api: ApiId, _kind: ApiKind) -> Vec<Diagnostic> {
    Vec::new()
}

/// The design with the API made this kind; none when there is no such API.
pub fn convert(design: &Design, api: ApiId, kind: ApiKind) -> Option<Design> {
    let mut design = design.clone();
    Arc::make_mut(design.apis.get_mut(&api)?).kind = kind;
    Some(design)
}

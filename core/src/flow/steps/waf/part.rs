//! Parts of a request that statements look into.

use crate::flow::Fidelity;

use super::inspection::Inspection;
use super::{body_limit, transform};

/// What a statement finds in a part of the request.
pub(super) enum Part {
    /// The part is none that there is.
    Unknown,
    /// The request does not have it.
    Absent,
    /// Its contents after the transformations; a header may come several times.
    Values { values: Vec<Vec<u8>>, fidelity: Fidelity },
}

/// The part's name in a sentence.
pub(super) fn words(field: &str) -> String {
    match field.split_once(':') {
        Some((_, name)) => format!("header `{name}`"),
        None => field.replace('_', " ").replace("uri", "URI"),
    }
}

/// A part's values as they were sent; none when there is no such part.
fn raw<'x>(i: &Inspection<'x, '_>, field: &str) -> Option<Vec<&'x [u8]>> {
    let request = i.request();
    let present = |bytes: &'x [u8]| if bytes.is_empty() { Vec::new() } else { vec![bytes] };
    match field.split_once(':') {
        Some(("header", name)) => {
            let named = request.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
            Some(named.map(|(_, value)| value.as_bytes()).collect())
        }
        Some(_) => None,
        None => match field {
            "uri_path" => Some(present(i.x.place.full_path.as_bytes())),
            "query_string" => Some(present(request.raw_query.as_bytes())),
            "method" => Some(present(request.method.as_bytes())),
            "body" => Some(present(&request.body)),
            _ => None,
        },
    }
}

/// A part's contents after the transformations. Of a body, no more than AWS hands to WAF.
pub(super) fn contents(i: &mut Inspection<'_, '_>, field: &str, transformations: &[String]) -> Part {
    let Some(values) = raw(i, field) else { return Part::Unknown };
    if values.is_empty() {
        return Part::Absent;
    }
    let limit = if field == "body" { body_limit() } else { usize::MAX };
    let mut fidelity = Fidelity::Documented;
    let mut changed = Vec::with_capacity(values.len());
    for value in values {
        if value.len() > limit {
            let message = format!(
                "The body has {} bytes, and WAF looks at the first {limit} of them (oversize handling CONTINUE)",
                value.len()
            );
            i.remark(
                "waf-body-cut",
                message,
                "Add a size statement that blocks larger bodies, if there are none",
            );
        }
        let mut bytes = value.get(..limit).unwrap_or(value).to_vec();
        for kind in transformations {
            match transform::apply(kind, &bytes) {
                Some(next) => bytes = next,
                None => {
                    fidelity = Fidelity::Assumed;
                    let message =
                        format!("`{kind}` is no transformation that the studio knows, so it is left out");
                    i.remark("waf-transformation", message, "Choose another transformation");
                }
            }
        }
        changed.push(bytes);
    }
    Part::Values { values: changed, fidelity }
}

/// The sizes of a part in bytes, without transformations; a body counts whole.
pub(super) fn sizes(i: &Inspection<'_, '_>, field: &str) -> Option<Vec<u64>> {
    let values = raw(i, field)?;
    Some(values.into_iter().map(|value| u64::try_from(value.len()).unwrap_or(u64::MAX)).collect())
}

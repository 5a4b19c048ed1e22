//! Bodies that the client compressed: a REST API takes the coding off before anything looks at them.

use crate::aws::{self, ApiKind, GatewayResponseType};
use crate::design::Diagnostic;
use crate::flow::exchange::Exchange;
use crate::flow::verdict::{Refusal, Verdict};
use crate::lang::coding::{Coding, CodingError};

const PAGE: &str = "api-gateway-make-request-with-compressed-payload";
const HEADER: &str = "Content-Encoding";
/// The coding of a body that is sent as it is.
const PLAIN: &str = "identity";
const PAYLOAD: &str = "rest.payload_bytes";

/// Takes the coding off the body; the verdict is the endpoint's, with what was done.
pub(super) fn run(x: &mut Exchange<'_>, verdict: Verdict) -> Verdict {
    if x.kind() != ApiKind::Rest || x.request.body.is_empty() {
        return verdict;
    }
    let Some(named) = x.request.header(HEADER).map(|value| value.trim().to_owned()) else { return verdict };
    if named.is_empty() || named.eq_ignore_ascii_case(PLAIN) {
        return verdict;
    }
    let Some(coding) = Coding::named(&named) else {
        let why = format!(
            "API Gateway takes the codings `gzip`, `deflate` and `identity`, and the body has `{named}`"
        );
        // Several codings after one another are not documented.
        let known = !named.contains(',');
        return unsupported(x, &named, why, "Compress the body with gzip, or send it as it is", known);
    };
    let most = aws::quota(PAYLOAD).and_then(|quota| usize::try_from(quota.limit).ok()).unwrap_or(usize::MAX);
    match coding.decode(&x.request.body, most) {
        Ok(plain) => decoded(x, verdict, coding, plain),
        Err(CodingError::TooLarge) => too_large(x, coding, most),
        Err(error) => {
            // AWS does not say whether it takes deflated bytes without zlib's frame, as some clients send them.
            let known = !matches!((coding, error), (Coding::Deflate, CodingError::Start(_)));
            let why = format!("`{HEADER}` says that the body is coded with `{named}`, and {error}");
            let help =
                "Give the compressed bytes as `body_base64`, or leave the header `Content-Encoding` out";
            unsupported(x, &named, why, help, known)
        }
    }
}

fn decoded(x: &mut Exchange<'_>, mut verdict: Verdict, coding: Coding, plain: Vec<u8>) -> Verdict {
    let before = x.request.message();
    let sizes = (before.body.len(), plain.len());
    x.request.body = plain;
    verdict.reason.push_str(&format!(
        "; the body's {} bytes are decompressed with `{}` to {}, and everything after works on those. The header stays: Lambda functions are reported to find it beside the decompressed body",
        sizes.0,
        coding.as_str(),
        sizes.1
    ));
    verdict.saw(HEADER, coding.as_str(), "request").changed(before, x.request.message())
}

/// AWS documents status and text. That it happens before the API is known, and so without the API's own gateway
/// responses, it documents for the early phase only.
fn unsupported(x: &mut Exchange<'_>, named: &str, why: String, help: &str, documented: bool) -> Verdict {
    let item = x.api_item();
    x.note(Diagnostic::error("unsupported-coding", why.as_str()).at(item).help(help));
    let refusal = Refusal::new(GatewayResponseType::UnsupportedMediaType).uncustomised();
    let verdict = Verdict::refuse(refusal, why).at(item).documented(PAGE).saw(HEADER, named, "request");
    if documented { verdict } else { verdict.assumed() }
}

fn too_large(x: &mut Exchange<'_>, coding: Coding, most: usize) -> Verdict {
    let item = x.api_item();
    let reason = format!(
        "The body holds more than {most} bytes once it is decompressed; AWS does not document whether its limit counts before or after, the studio counts both"
    );
    x.note(Diagnostic::error("request-too-large", reason.as_str()).at(item).help("Send less"));
    let refusal = Refusal::new(GatewayResponseType::RequestTooLarge);
    Verdict::refuse(refusal, reason).at(item).documented("limits").assumed().saw(
        HEADER,
        coding.as_str(),
        "request",
    )
}

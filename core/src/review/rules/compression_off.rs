//! REST APIs that send every byte.

use super::prelude::*;

/// From here on AWS's documentation and most servers find compression worth it.
const FROM_BYTES: u32 = 1024;

rule! {
    id: "compression-off", title: "REST APIs compress their answers", severity: Note, topic: Cost,
    checks: "REST APIs with a stage and a backend and without a size from which answers are compressed. HTTP and WebSocket \
        APIs do not compress by themselves. It says nothing about private APIs, whose answers do not leave for the \
        internet.",
    why: "What leaves for the internet is paid for by the gigabyte, and text such as JSON shrinks to a fraction of its size. Clients that do \
        not ask for it with `Accept-Encoding` get answers as before.",
    example: "A REST API has no `minimum_compression_size_bytes`.",
    fix: "Compress answers from about 1 KB on. What clients send compressed is then unpacked before it reaches the backend.",
    sources: [
        "https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gzip-compression-decompression.html",
    ],
    run: run,
}

fn run(look: &mut Look<'_>) {
    for api in look.apis().filter(|api| api.is(ApiKind::Rest) && !api.is_private()) {
        let backend = api.node.integrations.values().any(|node| node.target != Target::Mock);
        let off = api.node.settings.minimum_compression_size_bytes.is_none();
        if !off || !backend || api.node.stages.is_empty() {
            continue;
        }
        let message = format!("API `{}` does not compress its answers", api.node.name);
        let place = "settings/minimum_compression_size_bytes";
        let fix = api.put(|api| api.settings.minimum_compression_size_bytes = Some(FROM_BYTES));
        let finding = look.finding(api.item(), message).at_place(place);
        look.report(finding.fix("Compress from 1 KB on", fix, Certainty::Likely));
    }
}

//! What holds for every design and request.

use serde_json::{Value, json};
use studio_core::base::{Milli, TokenBucket};
use studio_core::design::Design;
use studio_core::design::inputs::Scenario;
use studio_core::flow::{Session, simulate};

/// SplitMix64; the seed of a failing run is printed by the assertion.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self, below: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (value ^ (value >> 31)) % below.max(1)
    }

    pub fn pick<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[usize::try_from(self.next(of.len() as u64)).unwrap_or(0)]
    }
}

/// A bucket never grants more than its burst plus its rate times the time since it was made.
#[test]
fn a_bucket_never_grants_more_than_burst_plus_rate_times_time() {
    for seed in 0..200 {
        let mut random = Random(seed);
        let thousandths = i64::try_from(random.next(50_000)).unwrap_or(0);
        let burst = u32::try_from(random.next(50)).unwrap_or(0);
        let mut bucket = TokenBucket::full(Milli::from_thousandths(thousandths), burst, 0);
        let (mut at_ms, mut granted) = (0_u64, 0_u128);
        for _ in 0..500 {
            at_ms += random.next(200);
            granted += u128::from(bucket.spend(at_ms));
            let limit =
                u128::from(burst) * 1_000_000 + u128::from(thousandths.unsigned_abs()) * u128::from(at_ms);
            assert!(granted * 1_000_000 <= limit, "seed {seed}: {granted} granted after {at_ms} ms");
        }
    }
}

/// Every design of the case files, under requests made of odd parts: no panic, and twice the same trace.
#[test]
fn no_request_panics_and_the_same_requests_give_the_same_traces() {
    let designs = designs();
    assert!(designs.len() >= 40);
    for (number, design) in designs.iter().enumerate() {
        let mut random = Random(number as u64);
        let requests: Vec<Scenario> = (0..40).map(|_| scenario(&mut random, design)).collect();
        let send = || {
            let mut session = Session::new(design);
            requests.iter().map(|request| session.send(request).to_json().to_string()).collect::<Vec<_>>()
        };
        let first = send();
        assert_eq!(first, send(), "design {number}");
        for answer in &first {
            let answer: Value = serde_json::from_str(answer).expect("an answer is JSON");
            assert!(answer["steps"].as_array().is_some_and(|steps| !steps.is_empty()), "design {number}");
        }
    }
}

/// A session that was cloned goes on as the original does.
#[test]
fn a_cloned_session_goes_on_as_the_original() {
    for (number, design) in designs().iter().enumerate() {
        let mut random = Random(number as u64 + 1000);
        let mut session = Session::new(design);
        for _ in 0..10 {
            session.send(&scenario(&mut random, design));
        }
        let mut other = session.clone();
        let request = scenario(&mut random, design);
        assert_eq!(session.send(&request), other.send(&request), "design {number}");
    }
}

#[test]
fn a_design_without_an_api_answers_and_says_why() {
    let trace = simulate(&Design::default(), &Scenario::default());
    assert_eq!(trace.response.status, Some(403));
    assert!(trace.diagnostics.iter().any(|diagnostic| diagnostic.code == "no-api"));
}

fn designs() -> Vec<Design> {
    let mut paths: Vec<_> = std::fs::read_dir(super::cases())
        .expect("the cases are there")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let case: Value = serde_json::from_str(&std::fs::read_to_string(path).ok()?).ok()?;
        serde_json::from_value(case["design"].clone()).ok()
    };
    paths.iter().filter_map(read).collect()
}

/// A request that often finds a route of the design, with parts that are often wrong.
pub fn scenario(random: &mut Random, design: &Design) -> Scenario {
    let api = design.apis.values().next();
    let keys: Vec<String> =
        api.map(|api| api.routes.values().map(|route| route.key.to_string()).collect()).unwrap_or_default();
    let key = keys.get(usize::try_from(random.next(keys.len() as u64 + 1)).unwrap_or(0));
    let (mut method, mut path) = key.and_then(|key| key.split_once(' ')).unwrap_or(("GET", "/nothing"));
    if method == "ANY" || random.next(8) == 0 {
        method = random.pick(&["GET", "POST", "", "BREW", "CONNECT", "MESSAGE", "DISCONNECT", "OPTIONS"]);
    }
    if random.next(6) == 0 {
        path = random.pick(&["", "/", "//", "/%zz/%", "/é/{}", "/a?b=%&=&c#d", "/prod", "///prod//x/"]);
    }
    let odd = [
        "",
        " ",
        "Bearer x.y.z",
        "e30.e30.e30",
        "AWS4-HMAC-SHA256 x",
        "\u{0}é",
        "*/*",
        "image/png",
        "https://a",
    ];
    let mut headers = serde_json::Map::new();
    for _ in 0..random.next(5) {
        let name = random.pick(&[
            "Authorization",
            "x-api-key",
            "Content-Type",
            "Accept",
            "Origin",
            "Via",
            "Expect",
            "",
        ]);
        headers.insert(name.to_owned(), json!([random.pick(&odd), random.pick(&odd)]));
    }
    let backend = [
        json!(null),
        json!({"result": null}),
        json!({"result": {"statusCode": "x"}}),
        json!({"result": {"statusCode": 200, "body": "é%", "isBase64Encoded": true}}),
        json!({"error": {"errorMessage": "x"}}),
        json!({"error": 1}),
        json!({"timeout": true}),
        json!({"status": 0, "body": [1], "headers": {"Date": ["a", "b"]}}),
        json!({"body_base64": "%%"}),
    ];
    let answer = |random: &mut Random| {
        backend[usize::try_from(random.next(backend.len() as u64)).unwrap_or(0)].clone()
    };
    let request = json!({
        "method": method,
        "path": path,
        "headers": headers,
        "body": random.pick(&["", "{}", "[", "{\"action\": \"x\"}", "{\"action\": \"say\", \"a\": {\"b\": [1, null]}, \"statusCode\": 200}", "null", "\u{0}"]),
        "at_ms": random.next(3_000),
        "identity": {"authorizer": answer(random), "now_epoch_s": random.next(2_000_000_000)},
        "backend": answer(random),
    });
    serde_json::from_value(request).expect("a scenario")
}

//! Rewinding and replaying give the same bytes, and no limit is passed on the way.

use studio_core::design::Design;
use studio_core::design::inputs::Scenario;
use studio_core::flow::{BucketKey, Outcome, Recording, Session, StepKind};

use super::properties::{Random, scenario};

fn texts(traces: &[studio_core::flow::Trace]) -> Vec<String> {
    traces.iter().map(|trace| trace.to_json().to_string()).collect()
}

/// Whatever point a recording is rewound or replayed from, the rest gives the same traces to the byte, and the
/// session shows the same buckets, quotas, caches, kept answers and connections.
#[test]
fn a_recording_replays_from_every_point() {
    for (number, (name, design, own)) in super::every_case().into_iter().enumerate() {
        let mut random = Random(number as u64 + 7_000);
        let mut requests = own;
        requests.extend((0..40).map(|_| scenario(&mut random, &design)));
        let mut recording = Recording::new(Session::new(&design).with_seed(number as u64));
        let traces: Vec<_> = requests.iter().map(|request| recording.send(request)).collect();
        let whole = texts(&traces);
        for _ in 0..4 {
            let point = usize::try_from(random.next(requests.len() as u64 + 1)).unwrap_or(0);
            assert_eq!(texts(&recording.replay(point)), whole[point..], "{name} from {point}");
            let mut rewound = recording.clone();
            let dropped = rewound.rewind(point);
            assert_eq!(shown(rewound.session()), shown(&recording.after(point)), "{name} at {point}");
            let again: Vec<_> = dropped.iter().map(|request| rewound.send(request)).collect();
            assert_eq!(texts(&again), whole[point..], "{name} rewound to {point}");
            assert_eq!(shown(rewound.session()), shown(recording.session()), "{name} rewound to {point}");
        }
    }
}

/// Everything that a session lets one look at.
fn shown(session: &Session) -> String {
    let at_ms = session.at_ms();
    let quotas = (session.quotas().collect::<Vec<_>>(), session.quota_readings(at_ms));
    let connections: Vec<_> = session.connections().collect();
    format!(
        "{:?} {:?} {:?} {:?} {quotas:?} {connections:?}",
        session.buckets(at_ms),
        session.cached(at_ms),
        session.kept_answers(at_ms),
        session.rates(at_ms)
    )
}

/// A throttled route never lets more through than its burst and its rate times the time, at random moments.
#[test]
fn a_throttle_never_lets_more_through_than_burst_plus_rate_times_time() {
    for seed in 0..60 {
        let mut random = Random(seed);
        let (rate, burst) = (random.next(20) + 1, random.next(10) + 1);
        let design: Design = serde_json::from_value(serde_json::json!({
            "apis": {"1": {"kind": "HTTP", "name": "a",
                "routes": {"10": {"key": "GET /a", "integration": 30}},
                "integrations": {"30": {"target": {"type": "http", "url": "https://b.example"}}},
                "stages": {"2": {"name": "$default", "defaults": {"throttle": {"rate_rps": rate, "burst": burst}}}}
            }}
        }))
        .expect("a design");
        let mut session = Session::new(&design);
        let (mut at_ms, mut passed) = (0, 0_u64);
        for _ in 0..300 {
            at_ms += random.next(150);
            let request = Scenario {
                method: "GET".into(),
                path: "/a".into(),
                at_ms: Some(at_ms),
                ..Scenario::default()
            };
            let trace = session.send(&request);
            let step = trace.step(StepKind::Throttle).expect("the step");
            passed += u64::from(step.outcome == Outcome::Pass);
            assert!(passed * 1000 <= burst * 1000 + rate * at_ms, "seed {seed}: {passed} after {at_ms} ms");
        }
        let bucket = session.buckets(at_ms).into_iter().find(|it| matches!(it.key, BucketKey::Route { .. }));
        assert!(bucket.is_some_and(|bucket| bucket.tokens.thousandths() <= i64::try_from(burst).unwrap_or(0) * 1000));
    }
}

/// A quota's reading goes by the moment that it is read at: a period that is over counts nothing, and the offset
/// shortens the first period alone.
#[test]
fn a_quota_is_read_in_the_period_of_the_moment() {
    const DAY_MS: u64 = 86_400_000;
    // 2026-01-30, a Friday, at noon.
    let start_ms = studio_core::flow::DEFAULT_START_EPOCH_MS + 29 * DAY_MS + DAY_MS / 2;
    let readings = |period: &str, at_ms: u64| {
        let design: Design = serde_json::from_value(serde_json::json!({
            "apis": {"1": {"kind": "REST", "name": "a",
                "routes": {"10": {"key": "GET /a", "integration": 30, "api_key_required": true}},
                "integrations": {"30": {"target": {"type": "http", "url": "https://b.example"}}},
                "stages": {"2": {"name": "prod"}}
            }},
            "api_keys": {"70": {"name": "ann", "value": "abcdefghijklmnopqrst"}},
            "usage_plans": {"80": {"name": "basic", "stages": [{"api": 1, "stage": 2}], "api_keys": [70],
                "quota": {"limit": 10, "period": period, "offset": 4}}}
        }))
        .expect("a design");
        let mut session = Session::starting_at(&design, start_ms);
        let request: Scenario = serde_json::from_value(serde_json::json!({
            "method": "GET", "path": "/a", "headers": {"x-api-key": "abcdefghijklmnopqrst"}
        }))
        .expect("a request");
        session.send(&request);
        let readings = session.quota_readings(at_ms);
        readings.first().map(|it| (it.used, it.limit, it.resets_ms))
    };
    let noons = |days: u64| days * DAY_MS + DAY_MS / 2;
    assert_eq!(readings("DAY", 0), Some((1, 6, noons(0))));
    assert_eq!(readings("DAY", DAY_MS), Some((0, 10, noons(1))));
    assert_eq!(readings("WEEK", 0), Some((1, 6, noons(1))), "until Sunday");
    assert_eq!(readings("WEEK", noons(1)), Some((0, 10, noons(8))));
    assert_eq!(readings("MONTH", DAY_MS), Some((1, 6, noons(1))), "until the first");
    assert_eq!(readings("MONTH", noons(1)), Some((0, 10, noons(29))), "February has 28 days");
}

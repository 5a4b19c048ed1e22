//! What happens next if nothing is sent: where a user may want the clock to be.

use studio_core::flow::{BucketReading, Session};

/// The next moments of a session, each with what happens then and how long it takes, in milliseconds.
pub fn ahead(session: &Session, at_ms: u64) -> Vec<(&'static str, u64)> {
    let token = session.buckets(at_ms).iter().filter_map(until_token).min();
    let cached =
        session.cached(at_ms).into_iter().map(|it| (u64::from(it.ttl_s) * 1000).saturating_sub(it.age_ms));
    let kept = session.kept_answers(at_ms).into_iter().map(|it| it.left_ms);
    let quota = session.quota_readings(at_ms).into_iter().map(|it| it.resets_ms.saturating_sub(at_ms));
    let ends = session.connections().map(|(_, it)| it.ends().0.saturating_sub(at_ms));
    let found = [
        ("Next token", token),
        ("Cached answer over", cached.min()),
        ("Authorizer answer over", kept.min()),
        ("Quota resets", quota.min()),
        ("Connection runs out", ends.min()),
    ];
    found
        .into_iter()
        .filter_map(|(what, wait_ms)| Some((what, wait_ms.filter(|wait_ms| *wait_ms > 0)?)))
        .collect()
}

/// How long an empty bucket takes to hold a whole token; none while it has one, or if it gains none.
fn until_token(bucket: &BucketReading) -> Option<u64> {
    let missing = u64::try_from(1000 - bucket.tokens.thousandths()).ok().filter(|missing| *missing > 0)?;
    let rate = u64::try_from(bucket.rate_rps.thousandths()).ok().filter(|rate| *rate > 0)?;
    // Thousandths of a token at thousandths a second: the quotient is in seconds.
    (bucket.burst > 0).then(|| (missing * 1000).div_ceil(rate))
}

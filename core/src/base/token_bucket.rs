//! The token bucket that API Gateway throttles with, in whole nanotokens.

use serde::{Deserialize, Serialize};

use super::Milli;

/// Nanotokens in a token: a rate in thousandths a second times elapsed milliseconds is whole at 10⁻⁶, so
/// nothing is ever rounded.
const NANOTOKENS: i128 = 1_000_000_000;

/// A bucket that holds up to `burst` tokens and gains `rate_rps` tokens a second.
///
/// It starts full. Time is the caller's: milliseconds on any clock that does not run backwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenBucket {
    rate_rps: Milli,
    burst: u32,
    // Invariant: 0 <= nanotokens <= burst * NANOTOKENS.
    nanotokens: i128,
    at_ms: u64,
}

impl TokenBucket {
    /// A full bucket at `at_ms`. A negative rate counts as none.
    pub fn full(rate_rps: Milli, burst: u32, at_ms: u64) -> Self {
        Self { rate_rps, burst, nanotokens: i128::from(burst) * NANOTOKENS, at_ms }
    }

    /// Spends one token and says whether there was one.
    pub fn spend(&mut self, at_ms: u64) -> bool {
        self.refill(at_ms);
        if self.nanotokens < NANOTOKENS {
            return false;
        }
        self.nanotokens -= NANOTOKENS;
        true
    }

    /// Gives a token back, for a request that another limit refused.
    pub fn give_back(&mut self) {
        self.nanotokens = (self.nanotokens + NANOTOKENS).min(self.capacity());
    }

    /// The tokens in the bucket at `at_ms`, to the thousandth, rounded down.
    pub fn tokens(&mut self, at_ms: u64) -> Milli {
        self.refill(at_ms);
        Milli::from_thousandths(i64::try_from(self.nanotokens / (NANOTOKENS / 1000)).unwrap_or(i64::MAX))
    }

    /// The bucket's rate and capacity.
    pub fn limits(&self) -> (Milli, u32) {
        (self.rate_rps, self.burst)
    }

    /// Takes another rate and capacity, as when the user edits the design during a session.
    pub fn resize(&mut self, rate_rps: Milli, burst: u32, at_ms: u64) {
        self.refill(at_ms);
        self.rate_rps = rate_rps;
        self.burst = burst;
        self.nanotokens = self.nanotokens.min(self.capacity());
    }

    fn capacity(&self) -> i128 {
        i128::from(self.burst) * NANOTOKENS
    }

    fn refill(&mut self, at_ms: u64) {
        let elapsed_ms = at_ms.saturating_sub(self.at_ms);
        self.at_ms = self.at_ms.max(at_ms);
        // thousandths of a token a second × milliseconds = millionths of a token.
        let millionths = i128::from(self.rate_rps.thousandths().max(0)) * i128::from(elapsed_ms);
        self.nanotokens = self.nanotokens.saturating_add(millionths * 1000).min(self.capacity());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_comes_back_after_one_over_rate() {
        let mut bucket = TokenBucket::full(Milli::whole(2), 1, 0);
        assert!(bucket.spend(0));
        assert!(!bucket.spend(499));
        assert!(bucket.spend(500));
        assert_eq!(bucket.tokens(750), Milli::from_thousandths(500));
    }
}

//! The monthly quantities that an estimate is made for.

use crate::base::Milli;

record! {
    /// AWS quantities of one month; what is absent does not happen.
    Usage {
        /// The Region's code; empty means the design's.
        region: String,
        /// Requests to REST APIs.
        rest_requests: Option<u64>,
        /// Requests to HTTP APIs.
        http_requests: Option<u64>,
        /// The usual size of a request in KB (1,024 bytes).
        request_kb: Option<Milli>,
        /// The usual size of a response in KB (1,024 bytes).
        response_kb: Option<Milli>,
        /// WebSocket messages, both ways.
        messages: Option<u64>,
        /// The usual size of a message in KB (1,024 bytes).
        message_kb: Option<Milli>,
        /// Minutes that WebSocket clients are connected, all clients together.
        connection_minutes: Option<u64>,
        /// The cache cluster's size in GB, as AWS spells it.
        cache_gb: Option<Milli>,
        /// Hours that hourly things exist; none means the whole month.
        hours: Option<Milli>,
        /// Data out to the internet in GB; none computes it from requests and response sizes.
        egress_gb: Option<Milli>,
        /// How much of the account's free monthly data transfer is left for this traffic, in GB; none means
        /// that other services use it up.
        egress_free_gb: Option<Milli>,
    }
}

//! What lies under a request's text: its TLS connection, and the frames of a WebSocket message.

use serde::{Deserialize, Serialize};

/// The TLS connection that a request comes over.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TlsOrigin {
    /// The version that client and endpoint agree on, such as `TLSv1.2`; none leaves it open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// The cipher suite that they agree on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cipher_suite: Option<String>,
    /// The certificate that the client shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_certificate: Option<ClientCertificateShown>,
}

/// A client's certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ClientCertificateShown {
    /// Its subject, such as `CN=device-7,O=Example`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub subject_dn: String,
    /// Its issuer.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub issuer_dn: String,
    /// Its serial number.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub serial_number: String,
    /// When it begins to hold, as AWS writes it: `May 28 12:30:02 2026 GMT`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub not_before: String,
    /// When it ends.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub not_after: String,
    /// The certificate itself, in PEM.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub pem: String,
    /// Why the trust store does not accept it, such as `its issuer is not in the trust store`; none where it does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_because: Option<String>,
}

/// How a WebSocket client puts a message into frames.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Frames {
    /// The payload of the longest frame in bytes; none sends the message in one frame, as browsers may.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame_bytes: Option<u32>,
    /// Whether they are binary frames.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub binary: bool,
    /// The close code that a disconnecting client sends; none sends none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub close_code: Option<u16>,
    /// The reason that goes with the close code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub close_reason: String,
}

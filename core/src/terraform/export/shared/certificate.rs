//! Certificates that are made with the design and validated in DNS, and trust stores in S3.

use crate::design::{Domain, Item, MutualTls};
use crate::terraform::export::module::{Module, Of};
use crate::terraform::export::names::slug_or;
use crate::terraform::syntax::{Expr, Fields, attribute_of, call, reference, text};

/// The certificate, its validation record and the wait for it; gives the ARN that is there once it is valid.
pub(super) fn made(module: &mut Module<'_>, item: Item, domain: &Domain, zone: &str, name: &str) -> Expr {
    let tags = module.tags(&domain.tags);
    let fields = Fields::new()
        .set("domain_name", text(domain.name.as_str()))
        .set("validation_method", text("DNS"))
        .set_some("tags", tags)
        .block_some("lifecycle", module.replaced_first(item, "aws_acm_certificate"));
    let certificate = module.resource("aws_acm_certificate", name, item, fields);
    let record = format!("{name}_validation");
    // The certificate is for one name, so it has one option.
    let option = call("one", vec![certificate.get("domain_validation_options")]);
    let of = |attribute: &str| attribute_of(option.clone(), attribute);
    let fields = Fields::new()
        .set("zone_id", text(zone))
        .set("name", of("resource_record_name"))
        .set("type", of("resource_record_type"))
        .set("records", Expr::Array(vec![of("resource_record_value")]))
        .set("ttl", 60)
        .set("allow_overwrite", true);
    let of = Of::new("aws_route53_record", &record, item).part("validation");
    let record = module.add(of, fields);
    let fields = Fields::new()
        .set("certificate_arn", certificate.get("arn"))
        .set("validation_record_fqdns", Expr::Array(vec![record.get("fqdn")]));
    module.resource("aws_acm_certificate_validation", name, item, fields).get("certificate_arn")
}

/// The `mutual_tls_authentication` block's arguments for a trust store that is made with the design.
pub(super) fn truststore(module: &mut Module<'_>, item: Item, tls: &MutualTls, name: &str) -> Option<Fields> {
    let (bucket_name, key) = tls.truststore_uri.strip_prefix("s3://")?.split_once('/')?;
    if bucket_name.is_empty() || key.is_empty() {
        return None;
    }
    let name = if name == "this" { "truststore".to_owned() } else { format!("{name}_truststore") };
    let name = module.names.take("aws_s3_bucket", &slug_or(&name, "truststore"), "2");
    let tags = module.tags(&crate::design::TextMap::new());
    let fields = Fields::new().set("bucket", text(bucket_name)).set_some("tags", tags);
    let bucket = module.resource("aws_s3_bucket", &name, item, fields);
    let fields = Fields::new()
        .set("bucket", bucket.get("id"))
        .block("versioning_configuration", Fields::new().set("status", text("Enabled")));
    let versioning = module.resource("aws_s3_bucket_versioning", &name, item, fields);
    let fields = Fields::new()
        .set("bucket", bucket.get("id"))
        .set("block_public_acls", true)
        .set("block_public_policy", true)
        .set("ignore_public_acls", true)
        .set("restrict_public_buckets", true);
    module.resource("aws_s3_bucket_public_access_block", &name, item, fields);
    let fields = Fields::new()
        .set("description", text("Certificates in PEM of the authorities whose clients are let in"))
        .set("type", reference("string"));
    let pem = module.variable(&format!("{name}_pem"), item, fields);
    let fields = Fields::new()
        .set("bucket", bucket.get("id"))
        .set("key", text(key))
        .set("content", reference(&pem))
        .set("depends_on", Expr::Array(vec![versioning.whole()]));
    let object = module.resource("aws_s3_object", &name, item, fields);
    // The version is read from the object, so that AWS has it before the domain asks for it.
    let address = text(tls.truststore_uri.as_str());
    Some(Fields::new().set("truststore_uri", address).set("truststore_version", object.get("version_id")))
}

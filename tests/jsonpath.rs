//! The three languages below mapping templates: Java's JSON, Jayway's paths and Java's regular expressions.

#[path = "jsonpath/cases.rs"]
mod cases;
#[path = "jsonpath/generate.rs"]
mod generate;
#[path = "jsonpath/oracle.rs"]
mod oracle;
#[path = "jsonpath/robust.rs"]
mod robust;
#[path = "skip.rs"]
mod skip;

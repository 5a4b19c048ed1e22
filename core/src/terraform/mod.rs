//! How it is built: Terraform files out of a design.

//! Developer commands: `cargo xtask <serve|build|test>`.

fn main() {}

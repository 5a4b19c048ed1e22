//! HCL, Terraform's language, as far as a text's words and references tell; `hcl-rs` reads and writes all else.

mod comments;
mod head;
mod lex;
mod references;

pub(crate) use comments::{comment_lines, comments, is_comments, with_comments};
pub(crate) use head::head;
pub(crate) use lex::{Kind, Token, is_name, tokens};
pub(crate) use references::{behind, changed, named, references, refers};

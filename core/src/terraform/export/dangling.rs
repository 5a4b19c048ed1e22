//! Blocks of the user's own files that refer to what is not in the files any more: refused, or gone from the design.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::design::{Design, Diagnostic, Item, KeptBlock};
use crate::lang::hcl::{head, refers};
use crate::terraform::File;

/// The addresses of the last export or import that nothing in the files has now.
pub(super) fn gone<'d>(design: &'d Design, addresses: &IndexMap<String, String>) -> Vec<&'d str> {
    let now: BTreeSet<&String> = addresses.values().collect();
    let before = design.terraform.addresses.iter();
    let gone = before.filter(|(mark, address)| !addresses.contains_key(*mark) && !now.contains(address));
    gone.map(|(_, address)| address.as_str()).collect()
}

/// Leaves out what refers to these addresses, and what refers to that in turn; each is told.
pub(super) fn leave_out(blocks: &mut Vec<KeptBlock>, gone: &[&str]) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    let mut gone: Vec<String> = gone.iter().map(|address| (*address).to_owned()).collect();
    loop {
        let mut more: Vec<String> = Vec::new();
        blocks.retain_mut(|block| {
            without_entries(block, &gone);
            let Some(name) = gone.iter().find(|name| refers(&block.text, name)) else { return true };
            let head = head(&block.text);
            let what = match head.as_slice() {
                ["locals"] => block.file.clone(),
                [word, labels @ ..] => format!("{word} {}", labels.join(".")),
                [] => block.file.clone(),
            };
            let message = format!(
                "The kept block `{}` is left out: it refers to `{name}`, which is not in the files",
                what.trim()
            );
            let help = "Mend what keeps that out of the files, or write the block beside them without it";
            told.push(Diagnostic::error("terraform-kept-reference", message).at(Item::Design).help(help));
            more.extend(offered(block));
            false
        });
        if more.is_empty() {
            return told;
        }
        gone = more;
    }
}

/// Names what blocks of the design read by the user's own expressions and what is not there.
pub(super) fn read_by_files(design: &Design, files: &[File], gone: &[&str]) -> Vec<Diagnostic> {
    let kept = &design.terraform;
    let names = gone.iter().filter(|name| {
        let mut expressions = kept.all_expressions();
        expressions.any(|text| refers(text, name)) && files.iter().any(|file| refers(&file.text, name))
    });
    let tell = |name: &&str| {
        let message = format!("An expression of the files reads `{name}`, which is not in them");
        let help = "Terraform refuses them: write something else in its place";
        Diagnostic::error("terraform-kept-reference", message).at(Item::Design).help(help)
    };
    names.map(tell).collect()
}

/// Takes single values that are gone out of a local list or map of several.
fn without_entries(block: &mut KeptBlock, gone: &[String]) {
    if head(&block.text) != ["locals"] || !gone.iter().any(|name| refers(&block.text, name)) {
        return;
    }
    let is_gone = |line: &str| {
        let value = line.split_once(" = ").map_or(line, |(_, value)| value).trim().trim_end_matches(',');
        gone.iter().any(|name| name == value)
    };
    let lines: Vec<&str> = block.text.lines().filter(|line| !is_gone(line)).collect();
    let text = lines.join("\n");
    if hcl::parse(&text).is_ok() {
        block.text = text;
    }
}

/// What others call a block by.
fn offered(block: &KeptBlock) -> Vec<String> {
    match head(&block.text).as_slice() {
        ["resource", kind, name] => vec![format!("{kind}.{name}")],
        ["data", kind, name] => vec![format!("data.{kind}.{name}")],
        ["module", name] => vec![format!("module.{name}")],
        ["locals"] => {
            let body = hcl::parse(&block.text).unwrap_or_default();
            let locals = body.blocks().flat_map(|block| block.body.attributes());
            locals.map(|local| format!("local.{}", local.key())).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> KeptBlock {
        KeptBlock { file: "main.tf".to_owned(), text: text.to_owned() }
    }

    #[test]
    fn what_refers_to_something_that_is_gone_goes_with_what_refers_to_it() {
        let mut blocks = vec![
            block("output \"o\" {\n  value = aws_r.e.fqdn\n}"),
            block("resource \"aws_r\" \"e\" {\n  name = aws_d.edge.name\n}"),
            block("resource \"aws_r\" \"f\" {\n  name = aws_d.edge_2.name # not aws_d.edges\n}"),
            block("locals {\n  stages = {\n    a = aws_s.a\n    b = aws_s.b\n  }\n}"),
        ];
        let told = leave_out(&mut blocks, &["aws_d.edge", "aws_s.b"]);
        assert_eq!(told.len(), 2);
        assert_eq!(blocks.len(), 2);
        assert!(refers(&blocks[1].text, "aws_s.a") && !refers(&blocks[1].text, "aws_s.b"));
    }
}

//! The Terraform files themselves, to compare an export with.

use super::super::SourceFile;
use super::files::{HIDDEN, joined};
use super::zip;

/// The paths and texts of `.tf` files; an archive that comes alone is opened.
pub(in super::super) fn texts(given: &[SourceFile]) -> Vec<(String, String)> {
    let inside;
    let files = match given {
        [only] if zip::is_zip(&only.bytes) => {
            inside = zip::files(&only.bytes).0;
            inside.as_slice()
        }
        given => given,
    };
    let text = |file: &SourceFile| {
        let path = joined("", &file.path).filter(|path| path.ends_with(".tf"))?;
        let hidden = path.split('/').any(|part| HIDDEN.contains(&part));
        let text = String::from_utf8(file.bytes.clone()).ok().filter(|_| !hidden)?;
        Some((path, text.trim_start_matches('\u{feff}').replace("\r\n", "\n")))
    };
    let mut all: Vec<(String, String)> = files.iter().filter_map(text).collect();
    all.sort();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_the_blocks_alone_and_opens_an_archive() {
        let file = |path: &str, text: &str| SourceFile { path: path.to_owned(), bytes: text.into() };
        let found = texts(&[
            file("b.tf", "\u{feff}b {\r\n}\r\n"),
            file("./a.tf", "a {\n}\n"),
            file("terraform.tfvars", "x = 1\n"),
            file(".terraform/modules/m/c.tf", "c {\n}\n"),
        ]);
        let pair = |path: &str, text: &str| (path.to_owned(), text.to_owned());
        assert_eq!(found, [pair("a.tf", "a {\n}\n"), pair("b.tf", "b {\n}\n")]);
        let mut zip = b"PK\x03\x04".to_vec();
        zip.extend([0; 40]);
        assert_eq!(texts(&[SourceFile { path: "torn.zip".to_owned(), bytes: zip }]), []);
    }
}

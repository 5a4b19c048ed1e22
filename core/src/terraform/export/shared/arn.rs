//! What the AWS provider accepts as an ARN.

use crate::terraform::export::kept::is_kept;

/// Accounts that are words.
const WORD_ACCOUNTS: &[&str] = &["aws", "aws-managed", "third-party", "aws-marketplace"];

/// Whether a text is an ARN to the AWS provider.
pub(in crate::terraform) fn is_arn(text: &str) -> bool {
    if is_kept(text) {
        return true;
    }
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, service, region, account, resource] = parts.as_slice() else { return false };
    let plain = !text.chars().any(|char| char.is_whitespace() || char.is_control());
    plain
        && is_partition(partition)
        && !service.is_empty()
        && (region.is_empty() || is_region(region))
        && (account.is_empty() || is_account(account))
        && !resource.is_empty()
}

fn is_partition(text: &str) -> bool {
    let rest = text.strip_prefix("aws").unwrap_or("?");
    rest.is_empty()
        || rest.strip_prefix('-').is_some_and(|rest| {
            rest.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase()))
        })
}

/// `eu-central-1`: two letters, words, one or two digits.
pub(super) fn is_region(text: &str) -> bool {
    if is_kept(text) {
        return true;
    }
    let parts: Vec<&str> = text.split('-').collect();
    let [first, middle @ .., last] = parts.as_slice() else { return false };
    let lower = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase());
    first.len() == 2
        && lower(first)
        && !middle.is_empty()
        && middle.iter().all(lower)
        && (1..=2).contains(&last.len())
        && last.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_account(text: &str) -> bool {
    let digits = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits || WORD_ACCOUNTS.contains(&text)
}

#[cfg(test)]
mod tests {
    use super::is_arn;

    #[test]
    fn arns_are_told_from_other_texts() {
        for arn in [
            "arn:aws:iam::123456789012:role/x",
            "arn:aws-us-gov:s3:::b",
            "arn:aws:acm:eu-west-1:123456789012:c/x",
        ] {
            assert!(is_arn(arn), "{arn}");
        }
        for text in
            ["", "x", "arn:aws:iam::*:user/*", "arn:aws:acm:nowhere:123456789012:x", "arn:aws:iam::1:x"]
        {
            assert!(!is_arn(text), "{text}");
        }
    }
}

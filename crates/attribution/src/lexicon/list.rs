//! The common form of the list files: one entry a line, `#` begins a comment, `|` parts the fields.

/// The entries of a list file: for each line, its fields, trimmed.
pub(super) fn entries(file: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    file.lines()
        .map(|line| line.split('#').next().unwrap_or_default().trim())
        .filter(|line| !line.is_empty())
        .map(|line| line.split('|').map(str::trim).collect())
}

#[cfg(test)]
mod tests {
    use super::entries;

    #[test]
    fn comments_and_blank_lines_are_left_out() {
        let found: Vec<_> = entries("# head\n\nsay that | said # past\n").collect();
        assert_eq!(found, [["say that", "said"]]);
    }
}

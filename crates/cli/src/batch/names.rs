//! Ids of documents to names of files: none leaves the folder, none stands for two documents.

use std::collections::HashSet;

/// Longer parts of a name are cut: file systems allow 255 bytes.
const LONGEST: usize = 120;

/// The names given so far.
#[derive(Default)]
pub(super) struct Names(HashSet<u64>);

impl Names {
    /// The name for a document, without an extension, relative to the folder. The folders in an id stay, so that
    /// `a/b` is `b` in `a`; a name that was given already gets a number.
    pub(super) fn assign(&mut self, id: &str) -> String {
        let base = safe(id);
        let mut name = base.clone();
        let mut n = 1_u64;
        // Some file systems don't tell capitals.
        while !self.0.insert(super::journal::hash(name.to_lowercase().as_bytes())) {
            n += 1;
            name = format!("{base}-{n}");
        }
        name
    }
}

fn safe(id: &str) -> String {
    let parts: Vec<&str> = id.split(['/', '\\']).filter(|p| !p.is_empty()).collect();
    let last = parts.len().saturating_sub(1);
    let parts: Vec<String> = (0..).zip(&parts).map(|(i, part)| component(part, i < last)).collect();
    // Deeper than any folder of texts: a made-up id.
    if parts.is_empty() {
        "document".to_owned()
    } else if parts.len() > 16 {
        parts.join("_").chars().take(LONGEST).collect()
    } else {
        parts.join("/")
    }
}

/// Letters, digits and the harmless marks. A folder has no dot, so that it never has the name of a file.
fn component(part: &str, folder: bool) -> String {
    let safe =
        |c: char| if c.is_alphanumeric() || "-_ ,+@()".contains(c) || c == '.' && !folder { c } else { '_' };
    let mut name = String::new();
    for c in part.chars().map(safe) {
        if name.len() + c.len_utf8() > LONGEST {
            break;
        }
        name.push(c);
    }
    let name = name.trim_matches([' ', '.']);
    let name = if name.is_empty() { "_" } else { name };
    // Names that Windows keeps for devices.
    let stem = name.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let device = ["con", "prn", "aux", "nul"].contains(&stem.as_str())
        || stem.len() == 4 && (stem.starts_with("com") || stem.starts_with("lpt"));
    if device { format!("_{name}") } else { name.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leaves_the_folder() {
        for id in
            ["../../etc/passwd", "/etc/passwd", "..", "a/../../b", "\\\\host\\x", "a\0b", "C:\\x", "", "..."]
        {
            let name = safe(id);
            assert!(!name.starts_with('/') && !name.is_empty(), "{id:?}: {name}");
            assert!(name.split('/').all(|p| !p.is_empty() && p != "." && p != ".."), "{id:?}: {name}");
            assert!(!name.contains(['\\', ':', '\0']), "{id:?}: {name}");
        }
        assert_eq!(safe("2024/news.1"), "2024/news.1");
        assert_eq!(safe("https://x.org/a?b=c"), "https_/x_org/a_b_c");
        assert_eq!(safe("aux.txt"), "_aux.txt");
        assert!(safe(&"ä".repeat(500)).len() <= LONGEST);
        assert!(safe(&"a/".repeat(500)).len() <= LONGEST);
    }

    #[test]
    fn no_name_is_given_twice() {
        let mut names = Names::default();
        assert_eq!(["a", "A", "a-2", "a"].map(|id| names.assign(id)), ["a", "A-2", "a-2-2", "a-3"]);
    }
}

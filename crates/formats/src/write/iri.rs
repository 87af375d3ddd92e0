//! Ids of documents as references on the web.

/// An id as a reference that other files can point to: an id that is an address already stays as it is, any other has
/// what may not stand in a path percent-encoded.
pub(super) fn reference(id: &str) -> String {
    let address = ["http://", "https://", "urn:"].iter().any(|scheme| id.starts_with(scheme));
    let mut out = String::with_capacity(id.len());
    for &byte in id.as_bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        // An address has its own escapes. A fragment goes: ours comes instead.
        let kept = address && b":?&=%@!$'()*+,;".contains(&byte);
        if plain || kept {
            out.push(char::from(byte));
        } else if address && byte == b'#' {
            break;
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::reference;

    #[test]
    fn what_may_not_stand_in_a_path_is_encoded() {
        assert_eq!(reference("news/2024 a#b:é"), "news/2024%20a%23b%3A%C3%A9");
        assert_eq!(reference("https://example.org/a?b=c d#e"), "https://example.org/a?b=c%20d");
    }
}

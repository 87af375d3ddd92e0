//! What on a page is never its main text.

/// Elements whose content nobody reads.
const HIDDEN: [&str; 19] = [
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "audio", "video", "canvas",
    "select", "button", "textarea", "head", "noembed", "noframes", "datalist", "map",
];

/// Elements around the main text.
const AROUND: [&str; 5] = ["nav", "aside", "footer", "menu", "dialog"];

/// Roles of the same.
const ROLES: [&str; 8] =
    ["navigation", "complementary", "banner", "contentinfo", "search", "dialog", "menu", "alertdialog"];

/// Words in the names that pages give to their parts.
const WORDS: [&str; 41] = [
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "disqus",
    "footer",
    "login",
    "masthead",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "pager",
    "pagination",
    "popup",
    "promo",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "taboola",
    "toolbar",
    "trending",
    "widget",
];

/// Whether the content of an element is nothing to read.
pub(super) fn is_hidden(name: &str) -> bool {
    HIDDEN.contains(&name)
}

/// Whether an element stands around the main text by its name or role.
pub(super) fn is_around(name: &str, role: Option<&str>) -> bool {
    AROUND.contains(&name) || role.is_some_and(|r| ROLES.contains(&r))
}

/// Whether the name that a page gave to a part of it, a class or an id, is one of those for what stands around.
pub(super) fn names_around(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_alphabetic()).any(|w| WORDS.iter().any(|b| b.eq_ignore_ascii_case(w)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_count() {
        assert!(names_around("story share-tools"));
        assert!(names_around("Sidebar_2"));
        assert!(!names_around("shadow headline relatedness"));
        assert!(is_around("div", Some("navigation")) && is_around("nav", None) && !is_around("div", None));
    }
}

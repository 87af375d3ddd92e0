//! What the elements of a page are, by their names.

/// Elements that begin a paragraph of their own.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "head"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "title"
            | "tr"
            | "ul"
    )
}

/// Elements that never have content.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Elements that only change how a text looks: those that pages forget to close.
pub(super) fn is_look(name: &str) -> bool {
    matches!(
        name,
        "b" | "i"
            | "em"
            | "strong"
            | "u"
            | "s"
            | "font"
            | "small"
            | "big"
            | "tt"
            | "code"
            | "sub"
            | "abbr"
            | "cite"
            | "mark"
            | "time"
            | "label"
            | "nobr"
            | "ins"
            | "bdi"
            | "bdo"
            | "kbd"
            | "samp"
            | "var"
            | "dfn"
    )
}

/// Open elements that an element ends: those whose end may be left out.
pub(super) fn ends(opening: &str, open: &str) -> bool {
    match open {
        "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => is_block(opening),
        "li" => opening == "li",
        "dt" | "dd" => matches!(opening, "dt" | "dd"),
        "td" | "th" => matches!(opening, "td" | "th" | "tr" | "tbody" | "thead" | "tfoot"),
        "tr" => matches!(opening, "tr" | "tbody" | "thead" | "tfoot"),
        "head" => opening == "body",
        "option" => opening == "option",
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_is_of_one_sort() {
        for name in ["p", "div", "td", "dd", "br", "img", "b", "em", "cite", "a", "span"] {
            let sorts = [is_block(name), is_void(name), is_look(name)];
            assert!(sorts.iter().filter(|s| **s).count() <= 1, "{name}");
        }
    }

    #[test]
    fn ends_that_may_be_left_out() {
        assert!(ends("p", "p") && ends("div", "p") && !ends("b", "p"));
        assert!(ends("dd", "dt") && ends("tr", "td") && !ends("td", "tr"));
    }
}

//! Pages as papers, blogs and old sites make them, and the main text of each.

#![cfg(feature = "html")]
#![allow(clippy::unwrap_used)] // a test may end in a panic

use inquit_formats::Documents;
use inquit_formats::read::Hint;
use std::fs;
use std::path::Path;

#[test]
fn the_main_text_of_each_page() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let mut pages: Vec<_> = fs::read_dir(&folder).unwrap().map(|e| e.unwrap().path()).collect();
    pages.retain(|p| p.extension().is_some_and(|e| e == "html"));
    pages.sort();
    assert!(pages.len() >= 10);
    let mut wrong = vec![];
    for page in pages {
        let bytes = fs::read(&page).unwrap();
        let read: Vec<_> =
            Documents::new(bytes.as_slice(), Hint::from_path(&page)).map(Result::unwrap).collect();
        let [article] = read.as_slice() else { panic!("{}: {} documents", page.display(), read.len()) };
        let expected = page.with_extension("txt");
        if std::env::var_os("INSTA_UPDATE").is_some_and(|v| v == "always") {
            fs::write(&expected, &article.text).unwrap();
        }
        if fs::read_to_string(&expected).unwrap_or_default() != article.text {
            wrong.push(format!("{}:\n{}", page.display(), article.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_a_page_says_of_its_encoding() {
    let heads = [
        ("<meta charset=windows-1252>", true),
        ("<META HTTP-EQUIV=\"Content-Type\" CONTENT=\"text/html; charset=windows-1252\">", true),
        ("<meta content='text/html;charset=\"windows-1252\"' http-equiv=content-type>", true),
        ("<?xml version=\"1.0\" encoding=\"windows-1252\"?>", false),
    ];
    for (head, inside) in heads {
        let (before, inside) = if inside { ("", head) } else { (head, "") };
        let mut page = format!("{before}<html><head>{inside}</head><body><p>").into_bytes();
        page.extend(b"\x93We won,\x94 said Ren\xE9e Lee.</p></body></html>");
        let article = Documents::new(page.as_slice(), Hint::unnamed("page")).next().unwrap().unwrap();
        assert_eq!(article.text, "“We won,” said Renée Lee.\n", "{head}");
        assert!(article.notes[0].to_string().starts_with("read as windows-1252"), "{}", article.notes[0]);
    }
}

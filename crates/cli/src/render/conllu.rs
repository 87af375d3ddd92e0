//! CoNLL-U, the table of Universal Dependencies: one token a line.

use super::one_line;
use inquit::syntax::{Label, Pos, Syntax, Tag, Tree, VerbForm};
use inquit_tokenizer::{Document, TokenId};
use std::io::{self, Write};

/// One document.
pub(crate) fn document(out: &mut impl Write, id: &str, doc: &Document, syntax: &Syntax) -> io::Result<()> {
    writeln!(out, "# newdoc id = {}", one_line(id))?;
    for paragraph in doc.paragraphs() {
        writeln!(out, "# newpar")?;
        for s in paragraph.sentences.iter() {
            let sentence = doc.sentence(s);
            writeln!(out, "# sent_id = {}", s.index() + 1)?;
            writeln!(out, "# text = {}", one_line(&doc.text()[sentence.range]))?;
            let mut heads = Heads { tree: syntax.tree(doc, s), first: sentence.tokens.start, root: None };
            for t in sentence.tokens.iter() {
                token(out, &mut heads, doc, syntax, t)?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

/// Heads of one sentence as numbers that count from its first token.
struct Heads<'a> {
    tree: &'a Tree,
    first: TokenId,
    root: Option<u32>,
}

impl Heads<'_> {
    fn number(&self, t: TokenId) -> u32 {
        t.0.saturating_sub(self.first.0) + 1
    }

    /// Head and relation. A long sentence that was parsed in parts has several roots, the format wants one: the others
    /// hang from the first.
    fn of(&mut self, t: TokenId) -> (u32, &'static str) {
        match (self.tree.head(t), self.root) {
            (Some(head), _) => (self.number(head), self.tree.label(t).name()),
            (None, Some(root)) => (root, Label::Parataxis.name()),
            (None, None) => {
                self.root = Some(self.number(t));
                (0, Label::Root.name())
            }
        }
    }
}

fn token(
    out: &mut impl Write,
    heads: &mut Heads<'_>,
    doc: &Document,
    syntax: &Syntax,
    t: TokenId,
) -> io::Result<()> {
    let number = heads.number(t);
    let (head, relation) = heads.of(t);
    let tag = syntax.tag(t);
    let form = one_line(doc.token_text(t));
    let lemma = one_line(&syntax.lemma(doc, t));
    let end = doc.token(t).range.end() as usize;
    let space =
        doc.text().get(end..).is_none_or(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace));
    let name = heads.tree.names().iter().find(|name| name.tokens.contains(t)).map(|name| {
        let place = if name.tokens.start == t { "B" } else { "I" };
        format!("Name={place}-{}", name.kind.name())
    });
    let misc: Vec<_> = name.into_iter().chain((!space).then(|| "SpaceAfter=No".to_owned())).collect();
    let misc = if misc.is_empty() { "_".to_owned() } else { misc.join("|") };
    let (pos, features) = (tag.pos.name(), features(tag));
    writeln!(out, "{number}\t{form}\t{lemma}\t{pos}\t_\t{features}\t{head}\t{relation}\t_\t{misc}")
}

/// The features of a tag by their universal names, in alphabetical order.
fn features(tag: Tag) -> String {
    let nominal = matches!(tag.pos, Pos::Noun | Pos::Propn);
    let features = [
        match (tag.plural, nominal) {
            (true, _) => "Number=Plur",
            (false, true) => "Number=Sing",
            (false, false) => "",
        },
        match tag.person {
            1 => "Person=1",
            2 => "Person=2",
            3 => "Person=3",
            _ => "",
        },
        match (tag.form, tag.past) {
            (VerbForm::Finite, true) => "Tense=Past",
            (VerbForm::Finite, false) => "Tense=Pres",
            _ => "",
        },
        match tag.form {
            VerbForm::None => "",
            VerbForm::Finite => "VerbForm=Fin",
            VerbForm::Infinitive => "VerbForm=Inf",
            VerbForm::Gerund => "VerbForm=Ger",
            VerbForm::Participle => "VerbForm=Part",
        },
        if tag.passive { "Voice=Pass" } else { "" },
    ];
    let features: Vec<_> = features.into_iter().filter(|f| !f.is_empty()).collect();
    if features.is_empty() { "_".to_owned() } else { features.join("|") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        let doc = inquit_tokenizer::tokenize(text);
        let mut out = Vec::new();
        document(&mut out, "x", &doc, &inquit::syntax::analyse(&doc)).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn names_are_in_the_last_column() {
        let out = written("Then Ann Lee left.");
        let last: Vec<_> = out.lines().filter_map(|l| l.rsplit_once('\t')).map(|(_, misc)| misc).collect();
        assert_eq!(last, ["_", "Name=B-PER", "Name=I-PER", "SpaceAfter=No", "_"]);
    }

    #[test]
    fn a_table_of_ten_columns() {
        let out = written("The mayors  said so.");
        assert!(out.contains("# text = The mayors said so.\n"), "{out}");
        assert!(out.contains("\n2\tmayors\tmayor\tNOUN\t_\tNumber=Plur\t3\tnsubj\t_\t_\n"), "{out}");
        let tokens = out.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_digit()));
        assert!(tokens.into_iter().all(|l| l.split('\t').count() == 10), "{out}");
    }
}

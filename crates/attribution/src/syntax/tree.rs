//! The tree of one sentence: what hangs from what, and how.

use super::Label;
use super::parser::names::{self, NameKind};
use super::parser::{self, ROWS_PER_WORD, Room};
use super::{Model, words::Words};
use inquit_tokenizer::{TokenId, TokenRange};

/// The dependency tree of a sentence. Heads and relations are those of Universal Dependencies; arcs don't cross, so that
/// all that hangs from a word is one stretch, see [`Tree::subtree`].
///
/// ```
/// use inquit::syntax::{Label, analyse};
///
/// let doc = inquit::tokenizer::tokenize("The mayor said that the bridge will fall.");
/// let syntax = analyse(&doc);
/// let said = doc.sentences()[0].tokens.iter().nth(2).unwrap();
/// let tree = syntax.tree(&doc, doc.token(said).sentence);
/// assert_eq!(tree.head(said), None);
/// let mayor = tree.subject_of(said).unwrap();
/// assert_eq!((doc.token_text(mayor), tree.label(mayor)), ("mayor", Label::Nsubj));
/// let fall = tree.complement_of(said).unwrap();
/// assert_eq!(&doc.text()[doc.text_range(tree.subtree(fall))], "that the bridge will fall");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Tree {
    first: u32,
    nodes: Vec<Node>,
    names: Vec<Name>,
}

/// A name in a sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Name {
    /// Its words, without a title before them.
    pub tokens: TokenRange,
    /// What it stands for.
    pub kind: NameKind,
}

/// Stands for no word.
const NONE: u32 = u32::MAX;

/// A token's place in the tree; all numbers count from the first token of the sentence.
#[derive(Clone, Copy, Debug)]
struct Node {
    head: u32,
    label: Label,
    /// First and last token of the subtree.
    reach: (u32, u32),
}

impl Tree {
    fn node(&self, id: TokenId) -> Option<&Node> {
        self.nodes.get(id.0.checked_sub(self.first)? as usize)
    }

    fn id(&self, i: u32) -> TokenId {
        TokenId(self.first.saturating_add(i))
    }

    /// The tokens of the sentence.
    #[must_use]
    pub fn tokens(&self) -> TokenRange {
        TokenRange::new(self.id(0), self.id(self.nodes.len() as u32))
    }

    /// The names in the sentence, in order; none overlaps another.
    ///
    /// ```
    /// use inquit::syntax::{NameKind, analyse};
    ///
    /// let doc = inquit::tokenizer::tokenize("Ann Lee left for Oslo on Monday.");
    /// let syntax = analyse(&doc);
    /// let name = syntax.tree(&doc, doc.token(0.into()).sentence).names()[0];
    /// assert_eq!((&doc.text()[doc.text_range(name.tokens)], name.kind), ("Ann Lee", NameKind::Person));
    /// ```
    #[must_use]
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// The token that this one hangs from; `None` for a root, and for tokens of other sentences. A sentence has one
    /// root; a very long one, which is parsed in parts, has one for each part.
    #[must_use]
    pub fn head(&self, id: TokenId) -> Option<TokenId> {
        self.node(id).filter(|n| n.head != NONE).map(|n| self.id(n.head))
    }

    /// The relation of a token to its head.
    #[must_use]
    pub fn label(&self, id: TokenId) -> Label {
        self.node(id).map_or_else(Label::default, |n| n.label)
    }

    /// The tokens that hang from this one, in order.
    pub fn children(&self, id: TokenId) -> impl Iterator<Item = TokenId> + use<'_> {
        let reach = self.node(id).map_or((1, 0), |n| n.reach);
        (reach.0..=reach.1).map(|i| self.id(i)).filter(move |c| self.head(*c) == Some(id))
    }

    /// The first token with one of these relations among those that hang from this one.
    #[must_use]
    pub fn child(&self, id: TokenId, labels: &[Label]) -> Option<TokenId> {
        self.children(id).find(|c| labels.contains(&self.label(*c)))
    }

    /// From the first to the last token of all that hangs, directly or not, from a token, itself among them.
    #[must_use]
    pub fn subtree(&self, id: TokenId) -> TokenRange {
        let reach = self.node(id).map(|n| (self.id(n.reach.0), self.id(n.reach.1 + 1)));
        let (start, end) = reach.unwrap_or((id, TokenId(id.0.saturating_add(1))));
        TokenRange::new(start, end)
    }

    /// Whether `id` is `top` or hangs from it over any number of heads.
    #[must_use]
    pub fn is_below(&self, id: TokenId, top: TokenId) -> bool {
        let mut at = Some(id);
        while let Some(t) = at {
            if t == top {
                return true;
            }
            at = self.head(t);
        }
        false
    }

    /// The subject of a verb, or of what stands for one ("is *glad*"). A verb joined to another one by "and" has that
    /// one's subject if it has none of its own.
    #[must_use]
    pub fn subject_of(&self, verb: TokenId) -> Option<TokenId> {
        let own = |v| self.children(v).find(|c| self.label(*c).is_subject());
        own(verb).or_else(|| self.head(verb).filter(|_| self.label(verb) == Label::Conj).and_then(own))
    }

    /// The head of the clause that is the object of a verb: what is said, thought, asked.
    #[must_use]
    pub fn complement_of(&self, verb: TokenId) -> Option<TokenId> {
        self.child(verb, &[Label::Ccomp]).or_else(|| self.child(verb, &[Label::Xcomp]))
    }

    /// The agent of a passive: "by Ann".
    #[must_use]
    pub fn agent_of(&self, verb: TokenId) -> Option<TokenId> {
        self.child(verb, &[Label::OblAgent])
    }

    /// The word that heads the clause which a token stands in.
    #[must_use]
    pub fn clause_of(&self, id: TokenId) -> TokenId {
        let mut at = id;
        while !self.label(at).is_clause()
            && let Some(head) = self.head(at)
        {
            at = head;
        }
        at
    }

    /// The tree of no sentence.
    pub(super) const fn none() -> Self {
        Self { first: 0, nodes: Vec::new(), names: Vec::new() }
    }

    /// Works out how far each subtree reaches.
    fn measure(&mut self) {
        for i in 0..self.nodes.len() {
            let (own, mut at) = (i as u32, self.nodes.get(i).map_or(NONE, |n| n.head));
            // A part of a sentence has a bound on its length, and with it the way up.
            while let Some(node) = self.nodes.get_mut(at as usize) {
                if node.reach.0 <= own && own <= node.reach.1 {
                    break;
                }
                node.reach = (node.reach.0.min(own), node.reach.1.max(own));
                at = node.head;
            }
        }
    }
}

/// What parsing works with; used again for the next sentence.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// The words of a part.
    pub(super) words: Words,
    /// Their classes.
    pub(super) classes: Vec<u8>,
    /// What lists know of them.
    pub(super) lists: Vec<u32>,
    /// Room for one of them in lower case.
    pub(super) lower: String,
    room: Room,
    rows: Vec<[u32; ROWS_PER_WORD]>,
    found: Vec<(u16, Label)>,
    tags: Vec<u8>,
}

impl Tree {
    /// Of a sentence that begins at a token and has so many.
    pub(super) fn begin(first: TokenId, tokens: usize) -> Self {
        Self { first: first.0, nodes: Vec::with_capacity(tokens), names: Vec::new() }
    }

    /// Adds the next part of the sentence: what is in `scratch`.
    pub(super) fn add(&mut self, model: &Model, scratch: &mut Scratch) {
        let Scratch { words, classes, lists, room, rows, found, tags, .. } = scratch;
        parser::rows(words, classes, lists, rows);
        model.parser().parse(rows, room, found, tags);
        let start = self.nodes.len() as u32;
        self.nodes.extend((start..).zip(found).map(|(i, (head, label))| Node {
            head: head.checked_sub(1).map_or(NONE, |h| start + u32::from(h)),
            label: *label,
            reach: (i, i),
        }));
        let id = |i: usize| TokenId(self.first.saturating_add(start).saturating_add(i as u32));
        self.names.extend(
            names::names(tags)
                .map(|(first, end, kind)| Name { tokens: TokenRange::new(id(first), id(end)), kind }),
        );
    }

    pub(super) fn finish(mut self) -> Self {
        self.measure();
        self
    }
}

#[cfg(test)]
mod tests {
    use crate::syntax::{Label, Model, Tree, analyse, analyse_with};
    use inquit_tokenizer::{Document, SentenceId, TokenId, tokenize};
    use proptest::prelude::*;

    fn find(doc: &Document, word: &str) -> TokenId {
        (0..doc.tokens().len()).map(TokenId::from).find(|t| doc.token_text(*t) == word).unwrap()
    }

    /// Subject and reach of what is said, for the verb of a text of one sentence.
    #[track_caller]
    fn assert_reads(text: &str, verb: &str, subject: &str, said: &str) {
        let doc = tokenize(text);
        let syntax = analyse(&doc);
        let tree = syntax.tree(&doc, SentenceId(0));
        let verb = find(&doc, verb);
        let found = tree.subject_of(verb).map(|t| doc.token_text(t));
        assert_eq!(found, Some(subject), "{text}");
        let found = tree.complement_of(verb).map(|t| &doc.text()[doc.text_range(tree.subtree(t))]);
        assert_eq!(found, Some(said), "{text}");
    }

    #[test]
    fn who_says_what() {
        assert_reads(
            "The old mayor of the town said yesterday that the bridge will fall.",
            "said",
            "mayor",
            "that the bridge will fall",
        );
        assert_reads("He left and said he was tired.", "said", "He", "he was tired");
        assert_reads(
            "Ann Lee, the president of the club, believes the report is wrong.",
            "believes",
            "Ann",
            "the report is wrong",
        );
    }

    #[test]
    fn who_did_it_in_a_passive() {
        let doc = tokenize("The letter was written by the lawyer.");
        let syntax = analyse(&doc);
        let tree = syntax.tree(&doc, SentenceId(0));
        let written = find(&doc, "written");
        assert_eq!(tree.agent_of(written), Some(find(&doc, "lawyer")));
        assert_eq!(tree.label(find(&doc, "letter")), Label::NsubjPass);
        assert_eq!(tree.clause_of(find(&doc, "lawyer")), written);
    }

    fn assert_is_tree(doc: &Document, tree: &Tree) {
        for t in tree.tokens().iter() {
            let (mut at, mut steps) = (t, 0);
            while let Some(head) = tree.head(at) {
                assert!(tree.subtree(head).contains(at));
                at = head;
                steps += 1;
                assert!(steps <= doc.tokens().len());
            }
            assert!(tree.children(t).all(|c| tree.head(c) == Some(t)));
            assert!(tree.is_below(t, at));
        }
    }

    #[test]
    fn a_sentence_of_five_hundred_words_is_cut_at_a_mark() {
        let doc = tokenize("the man saw the woman and the child, ".repeat(60));
        let syntax = analyse(&doc);
        for s in 0..doc.sentences().len() {
            let tree = syntax.tree(&doc, s.into());
            assert_is_tree(&doc, tree);
            let roots: Vec<_> = tree.tokens().iter().filter(|t| tree.head(*t).is_none()).collect();
            assert_eq!(
                roots.len(),
                tree.tokens().len().div_ceil(super::super::MAX_WORDS),
                "a root for each part"
            );
            for r in &roots[..roots.len() - 1] {
                let last = tree.subtree(*r).iter().last().unwrap();
                assert_eq!(doc.token_text(last), ",");
            }
        }
    }

    #[test]
    fn an_empty_model_gives_words_without_heads() {
        let doc = tokenize("He said so.");
        let syntax = analyse_with(&Model::default(), &doc);
        let tree = syntax.tree(&doc, SentenceId(0));
        assert!(tree.tokens().iter().all(|t| tree.head(t).is_none()));
        assert!(syntax.tree(&doc, SentenceId(7)).tokens().is_empty());
    }

    proptest! {
        #[test]
        fn any_text_has_trees(text in "([a-zA-Z“”\"'.,;:!? \n—-]|\\PC){0,200}") {
            let doc = tokenize(text);
            let syntax = analyse(&doc);
            for s in 0..doc.sentences().len() {
                assert_is_tree(&doc, syntax.tree(&doc, s.into()));
            }
        }
    }
}

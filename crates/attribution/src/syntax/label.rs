//! Grammatical relations.

/// Declares the relations with their names and the list of all of them.
macro_rules! labels {
    ($($(#[$doc:meta])* $variant:ident $name:literal,)*) => {
        /// The relation of a word to its head (universaldependencies.org, version 2, with the subtypes for English).
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
        #[repr(u8)]
        pub enum Label {
            $($(#[$doc])* $variant,)*
        }

        impl Label {
            /// All relations in the order of their numbers. A model stores the numbers: append only.
            pub const ALL: [Self; [$($name),*].len()] = [$(Self::$variant),*];

            /// The name in the treebanks: `nsubj:pass`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

labels! {
    /// Unclear.
    #[default]
    Dep "dep",
    /// The head of the sentence.
    Root "root",
    /// Clause that modifies a noun: "the plan *to stay*".
    Acl "acl",
    /// Relative clause.
    AclRelcl "acl:relcl",
    /// Adverbial clause.
    Advcl "advcl",
    /// Relative clause that modifies a clause.
    AdvclRelcl "advcl:relcl",
    /// Adverb.
    Advmod "advmod",
    /// Adjective.
    Amod "amod",
    /// Apposition: "Ann Lee, the *mayor*".
    Appos "appos",
    /// Auxiliary.
    Aux "aux",
    /// Auxiliary of a passive.
    AuxPass "aux:pass",
    /// Preposition, or the 's of a possessive.
    Case "case",
    /// Conjunction that joins.
    Cc "cc",
    /// both, either, neither.
    CcPreconj "cc:preconj",
    /// Clause as object: "said that he *knew*".
    Ccomp "ccomp",
    /// Noun before a noun.
    Compound "compound",
    /// Particle of a verb: "pointed *out*".
    CompoundPrt "compound:prt",
    /// Second and further parts of a coordination.
    Conj "conj",
    /// The verb be before a noun or adjective.
    Cop "cop",
    /// Clause as subject.
    Csubj "csubj",
    /// Clause as subject of a passive.
    CsubjPass "csubj:pass",
    /// Determiner.
    Det "det",
    /// all in "all the men".
    DetPredet "det:predet",
    /// Interjection and the like.
    Discourse "discourse",
    /// Put in front or behind.
    Dislocated "dislocated",
    /// there, it without meaning.
    Expl "expl",
    /// Part of a set phrase: "as *well* as".
    Fixed "fixed",
    /// Further part of a name: "Ann *Lee*".
    Flat "flat",
    /// Part of a word that was broken.
    Goeswith "goeswith",
    /// Indirect object.
    Iobj "iobj",
    /// Part of a list.
    List "list",
    /// that, to, because: what introduces a clause.
    Mark "mark",
    /// Noun that modifies a noun.
    Nmod "nmod",
    /// Noun that describes a name: "*President* Lee".
    NmodDesc "nmod:desc",
    /// Possessor.
    NmodPoss "nmod:poss",
    /// Noun without preposition that modifies a noun.
    NmodUnmarked "nmod:unmarked",
    /// Subject.
    Nsubj "nsubj",
    /// Subject of a clause that is a predicate: "the *problem* is that …".
    NsubjOuter "nsubj:outer",
    /// Subject of a passive.
    NsubjPass "nsubj:pass",
    /// Number.
    Nummod "nummod",
    /// Object.
    Obj "obj",
    /// Noun with preposition that modifies a verb.
    Obl "obl",
    /// Who does it, in a passive: "by *Ann*".
    OblAgent "obl:agent",
    /// Noun without preposition that modifies a verb: "left *Monday*".
    OblUnmarked "obl:unmarked",
    /// What is left of a coordination whose head is missing.
    Orphan "orphan",
    /// Clause beside a clause: "it is, he *said*, late".
    Parataxis "parataxis",
    /// Punctuation.
    Punct "punct",
    /// What a speaker takes back.
    Reparandum "reparandum",
    /// Somebody addressed.
    Vocative "vocative",
    /// Clause without subject of its own: "wants to *go*".
    Xcomp "xcomp",
}

impl Label {
    /// The relation with this name; without its subtype if that is unknown; `Dep` if that fails too.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        let find = |n: &str| Self::ALL.into_iter().find(|l| l.name() == n);
        find(name).or_else(|| find(name.split(':').next()?)).unwrap_or_default()
    }

    /// Whether it is a subject of some kind.
    #[must_use]
    pub const fn is_subject(self) -> bool {
        matches!(self, Self::Nsubj | Self::NsubjPass | Self::NsubjOuter | Self::Csubj | Self::CsubjPass)
    }

    /// Whether the word heads a clause of its own.
    #[must_use]
    pub const fn is_clause(self) -> bool {
        matches!(
            self,
            Self::Root
                | Self::Acl
                | Self::AclRelcl
                | Self::Advcl
                | Self::AdvclRelcl
                | Self::Ccomp
                | Self::Csubj
                | Self::CsubjPass
                | Self::Parataxis
                | Self::Xcomp
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_back() {
        for (i, l) in Label::ALL.into_iter().enumerate() {
            assert_eq!(Label::from_name(l.name()), l);
            assert_eq!(l as usize, i);
        }
        assert_eq!(Label::from_name("csubj:outer"), Label::Csubj);
        assert_eq!(Label::from_name("?"), Label::Dep);
    }
}

//! What the tagger and the parser have learnt: the sections of a model file, see [`ModelFile`].

use super::parser::Network;
use super::table::Table;
use super::weights::Weights;
use crate::linear::section::{copied, in_place};
use crate::model_file::{LoadModelError, ModelFile};
use std::borrow::Cow;
use std::sync::{Arc, LazyLock, OnceLock};

static BUILT_IN: &[u8] = include_bytes!("../../../../models/syntax-en.bin");
static ENGLISH: LazyLock<Model> = LazyLock::new(|| Model::built_in(BUILT_IN).unwrap_or_default());

/// What was learnt from annotated text. Made once, shared between threads; a copy costs nearly nothing.
#[derive(Clone, Debug, Default)]
pub struct Model {
    name: String,
    /// Words to their possible classes and their cluster.
    pub(crate) lexicon: Arc<Table>,
    /// Words to the class that they have wherever they stand.
    pub(crate) sure: Arc<Table>,
    /// Weights of the tagger.
    pub(crate) tagger: Arc<Weights>,
    /// The network of the parser. That of the built-in model is read when a tree is first asked for.
    parser: Arc<OnceLock<Network>>,
    /// The section to read it from then.
    unread: &'static [u8],
}

impl Model {
    /// The model for English that is part of the program.
    #[must_use]
    pub fn english() -> &'static Self {
        &ENGLISH
    }

    /// The name written in the file.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether two models give the same classes because they are copies of one.
    pub(super) fn tags_alike(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.lexicon, &other.lexicon)
            && Arc::ptr_eq(&self.sure, &other.sure)
            && Arc::ptr_eq(&self.tagger, &other.tagger)
    }

    /// The network of the parser.
    #[must_use]
    pub fn parser(&self) -> &Network {
        self.parser.get_or_init(|| Network::read_section(self.unread, &in_place).unwrap_or_default())
    }

    /// The model that is part of the program.
    fn built_in(bytes: &'static [u8]) -> Result<Self, LoadModelError> {
        let mut file = ModelFile::built_in(bytes)?;
        let parser = file.sections.iter().position(|(kind, _)| *kind == b"pars");
        let unread = parser.map(|at| file.sections.remove(at).1).unwrap_or_default();
        Ok(Self { unread, ..Self::from_file(file, Cow::Borrowed)? })
    }

    /// Reads a model file.
    ///
    /// # Errors
    ///
    /// If the bytes are no model, one of another version, cut short or damaged.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, LoadModelError> {
        Self::from_file(ModelFile::read(bytes)?, |section| Cow::Owned(section.to_vec()))
    }

    /// Takes over the sections of a file, to be kept as long as the program runs.
    fn from_file<'a>(
        file: ModelFile<'a>,
        keep: impl Fn(&'a [u8]) -> Cow<'static, [u8]>,
    ) -> Result<Self, LoadModelError> {
        let mut model = Self { name: file.name.to_owned(), ..Self::default() };
        for (section, (kind, body)) in (0u32..).zip(file.sections) {
            if !model.put(kind, keep(body)) {
                return Err(LoadModelError::BadSection { section });
            }
        }
        Ok(model)
    }

    /// A model with another section of one kind; for training. The same model if the bytes make no sense.
    #[must_use]
    pub fn with_section(&self, kind: &[u8; 4], bytes: &[u8]) -> Self {
        let mut model = self.clone();
        model.put(kind, Cow::Owned(bytes.to_vec()));
        model
    }

    /// Takes over a section; false if there is no such kind or the bytes make no sense.
    fn put(&mut self, kind: &[u8], bytes: Cow<'static, [u8]>) -> bool {
        let table = || Table::read(&bytes).ok().map(Arc::new);
        match kind {
            b"lexi" => table().map(|t| self.lexicon = t),
            b"sure" => table().map(|t| self.sure = t),
            b"tagg" => Weights::read(bytes).ok().map(|w| self.tagger = Arc::new(w)),
            b"pars" => Network::read_section(&bytes, &copied).map(|n| self.parser = Arc::new(n.into())),
            _ => None,
        }
        .is_some()
    }

    /// The bytes of a model file with one section in the place of that of its kind, or at the end; for training.
    ///
    /// # Errors
    ///
    /// If the bytes are no model file.
    pub fn replace_section(
        bytes: &[u8],
        kind: &[u8; 4],
        section: Vec<u8>,
    ) -> Result<Vec<u8>, LoadModelError> {
        let file = ModelFile::read(bytes)?;
        let mut sections: Vec<(&[u8; 4], Vec<u8>)> = file
            .sections
            .iter()
            .filter_map(|(k, body)| Some((<&[u8; 4]>::try_from(*k).ok()?, body.to_vec())))
            .collect();
        match sections.iter_mut().find(|s| s.0 == kind) {
            Some(place) => place.1 = section,
            None => sections.push((kind, section)),
        }
        Ok(ModelFile::write(file.name, &sections))
    }

    /// The bytes of a model file with these sections: kind and bytes, see [`Table::build`], [`Weights::build`] and
    /// [`network::write`](super::parser::network::write()).
    #[must_use]
    pub fn to_bytes(name: &str, sections: &[(&[u8; 4], Vec<u8>)]) -> Vec<u8> {
        ModelFile::write(name, sections)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small() -> Vec<u8> {
        let features: Vec<_> = (0..50u32).map(|k| (k, vec![(k as u8 % 30, 3)])).collect();
        let weights = Weights::build(&features);
        Model::to_bytes("small", &[(b"lexi", Table::build(&features, 1.0)), (b"tagg", weights)])
    }

    #[test]
    fn built_in_model_loads() {
        let model = Model::from_bytes(BUILT_IN).unwrap();
        assert_eq!(model.name(), "syntax-en");
        // The short way comes to the same.
        let doc =
            inquit_tokenizer::tokenize("The mayor said on Monday that the bridge, which is old, will fall.");
        let seen = |model: &Model| {
            let syntax = crate::syntax::analyse_with(model, &doc);
            format!("{:?} {:?}", syntax.pos(2.into()), syntax.tree(&doc, 0.into()))
        };
        assert_eq!(seen(&model), seen(Model::english()));
        assert!(!model.parser().is_empty() && !Model::english().parser().is_empty());
        assert!(BUILT_IN.len() <= 8 << 20);
    }

    #[test]
    fn a_model_comes_back_as_it_was_written() {
        assert_eq!(Model::from_bytes(&small()).unwrap().name(), "small");
    }

    #[test]
    fn a_section_is_put_in_or_replaced() {
        let one = Table::build(&[(1, vec![(2, 0)])], 1.0);
        let with = Model::replace_section(&small(), b"sure", one).unwrap();
        assert_eq!(Model::from_bytes(&with).unwrap().sure.first(1), Some((2, 0)));
        let without = Model::replace_section(&with, b"sure", Table::build(&[], 1.0)).unwrap();
        assert_eq!(Model::from_bytes(&without).unwrap().sure.first(1), None);
        assert_eq!(ModelFile::read(&without).unwrap().sections.len(), 3);
        assert!(Model::replace_section(b"what", b"sure", Vec::new()).is_err());
    }

    #[test]
    fn a_section_of_another_model_is_refused() {
        let bytes = Model::to_bytes("small", &[(b"what", Table::build(&[], 1.0))]);
        assert_eq!(Model::from_bytes(&bytes).unwrap_err(), LoadModelError::BadSection { section: 0 });
    }

    #[test]
    fn sections_of_nonsense_are_no_panic() {
        let bytes = small();
        let file = ModelFile::read(&bytes).unwrap();
        for i in 0..file.sections[1].1.len() {
            let mut section = file.sections[1].1.to_vec();
            section[i] = 0xFF;
            let _ = Model::from_bytes(&Model::to_bytes("small", &[(b"tagg", section)]));
        }
    }
}

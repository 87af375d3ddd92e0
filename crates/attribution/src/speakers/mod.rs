//! Who is who, and who said each quotation.

use crate::lexicon::Lexicon;
use crate::mentions::Mentions;
use crate::quotations::Quotations;
use crate::syntax::Syntax;
use crate::{Attribution, Evidence, Quotation, TagKind};
use inquit_tokenizer::Document;

/// Links mentions to speakers and quotations to who said them.
#[must_use]
pub fn resolve(
    document: Document,
    _syntax: &Syntax,
    _mentions: Mentions,
    found: Quotations,
    _lexicon: &Lexicon,
) -> Attribution {
    let quotations = found
        .found
        .into_iter()
        .map(|f| Quotation {
            kind: f.kind,
            verbatim: f.verbatim(&document),
            cue: f.cue.map(|c| document.text_range(c)),
            source: f.source.map(|s| document.text_range(s.tokens)),
            speaker: None,
            tag: TagKind::None,
            addressees: vec![],
            confidence: f.confidence,
            evidence: Evidence { quotation: f.why, ..Evidence::default() },
            content: f.content,
        })
        .collect();
    Attribution { document, quotations, speakers: vec![], not_speech: found.not_speech }
}

//! Ids within a document.

use inquit::{QuotationId, SpeakerId};
use serde::{Serialize, Serializer};
use std::fmt;
use std::ops::Deref;

/// The id of a quotation or of a speaker within its document: a letter and a number, from 1 on. It is a text in outputs, and
/// held without a place of its own in memory, since an answer has thousands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Id {
    text: [u8; Self::MOST],
    len: u8,
}

impl Id {
    /// A letter, and as many digits as 2³² has.
    const MOST: usize = 11;

    fn new(letter: u8, number: u32) -> Self {
        let mut text = [letter; Self::MOST];
        let mut rest = u64::from(number) + 1;
        let digits = rest.ilog10() as usize + 1;
        for place in text.iter_mut().skip(1).take(digits).rev() {
            *place = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        Self { text, len: 1 + digits as u8 }
    }
}

/// The id of a quotation in outputs: `q1` for the first.
#[must_use]
pub fn quotation_id(id: QuotationId) -> Id {
    Id::new(b'q', id.0)
}

/// The id of a speaker in outputs: `s1` for the first.
#[must_use]
pub fn speaker_id(id: SpeakerId) -> Id {
    Id::new(b's', id.0)
}

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        self.text.get(..usize::from(self.len)).and_then(|text| str::from_utf8(text).ok()).unwrap_or_default()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Id {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_count_from_one_to_the_last_number() {
        for number in [0, 8, 9, 98, 99, 999, 4_294_967_294, u32::MAX] {
            assert_eq!(*quotation_id(QuotationId(number)), format!("q{}", u64::from(number) + 1));
            assert_eq!(
                format!("{:<4}", speaker_id(SpeakerId(number))),
                format!("{:<4}", format!("s{}", u64::from(number) + 1))
            );
        }
    }
}

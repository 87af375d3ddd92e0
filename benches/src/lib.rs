//! Texts to time the engine on, made from the fixtures: any size, always the same.

use std::fs;
use std::io;
use std::path::Path;

/// What sort of text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Genre {
    /// Many articles, a document each.
    News,
    /// One long document.
    Novel,
}

impl Genre {
    /// Both.
    pub const ALL: [Self; 2] = [Self::News, Self::Novel];

    /// The name in tables and arguments.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::News => "news",
            Self::Novel => "novel",
        }
    }

    /// How the truth beside a fixture of the genre begins.
    const fn label(self) -> &'static str {
        match self {
            Self::News => "# News",
            Self::Novel => "# Fiction",
        }
    }
}

/// Documents of about `bytes` bytes together.
///
/// # Errors
///
/// If the fixtures cannot be read.
pub fn documents(genre: Genre, bytes: usize) -> io::Result<Vec<String>> {
    let mut documents = Vec::new();
    if genre == Genre::Novel {
        documents.push(News::new(genre)?.document(bytes));
        return Ok(documents);
    }
    let mut done = 0;
    for document in News::new(genre)? {
        if done >= bytes {
            break;
        }
        done += document.len();
        documents.push(document);
    }
    Ok(documents)
}

/// Documents without end, always the same ones.
pub struct News {
    blocks: Vec<Block>,
    dice: Dice,
}

impl News {
    /// From the fixtures of a genre.
    ///
    /// # Errors
    ///
    /// If the fixtures cannot be read.
    pub fn new(genre: Genre) -> io::Result<Self> {
        Ok(Self { blocks: blocks(genre)?, dice: Dice(7) })
    }

    /// One of at least so many bytes.
    pub fn document(&mut self, bytes: usize) -> String {
        let mut document = String::new();
        while document.len() < bytes {
            let Some(block) = self.blocks.get(self.dice.roll(self.blocks.len())) else { break };
            block.write(&mut document, &mut self.dice);
            document.push_str("\n\n");
        }
        document
    }
}

impl Iterator for News {
    type Item = String;

    /// An article has some four thousand characters.
    fn next(&mut self) -> Option<String> {
        Some(self.document(4001)).filter(|d| !d.is_empty())
    }
}

/// A fixture, cut where names stand.
struct Block {
    /// What stands before each name, and the name; the last name is empty.
    pieces: Vec<(String, String)>,
}

impl Block {
    /// Cuts at words that begin with a capital and follow a lower-case word: names, as good as any.
    fn new(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut plain = String::new();
        let mut lower = false;
        for word in text.split_inclusive([' ', '\n']) {
            let letters = word.chars().take_while(|c| c.is_alphabetic()).count();
            let name: String = word.chars().take(letters).collect();
            if lower && letters > 3 && name.starts_with(char::is_uppercase) {
                pieces.push((std::mem::take(&mut plain), name));
                plain.extend(word.chars().skip(letters));
            } else {
                plain.push_str(word);
            }
            lower = word.trim_end().ends_with(char::is_lowercase) && word.ends_with(' ');
        }
        pieces.push((plain, String::new()));
        Self { pieces }
    }

    /// Writes the fixture with endings at its names, the same for one name, so that a long text has many.
    fn write(&self, out: &mut String, dice: &mut Dice) {
        const ENDINGS: [&str; 8] = ["", "ham", "ton", "field", "wick", "by", "stow", "leigh"];
        let shift = dice.roll(ENDINGS.len() * ENDINGS.len());
        for (plain, name) in &self.pieces {
            out.push_str(plain);
            out.push_str(name);
            if !name.is_empty() {
                for digit in [shift % ENDINGS.len(), shift / ENDINGS.len()] {
                    out.push_str(ENDINGS.get(digit).copied().unwrap_or_default());
                }
            }
        }
    }
}

/// The fixtures of a genre, sorted by path.
fn blocks(genre: Genre) -> io::Result<Vec<Block>> {
    let mut texts = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("../fixtures")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "txt") && is(genre, &path) {
                texts.push(path);
            }
        }
    }
    texts.sort();
    texts.iter().map(|t| Ok(Block::new(fs::read_to_string(t)?.trim()))).collect()
}

/// Whether the truth beside a fixture says that it is of the genre.
fn is(genre: Genre, text: &Path) -> bool {
    fs::read_to_string(text.with_extension("truth.toml")).is_ok_and(|t| t.starts_with(genre.label()))
}

/// Numbers that look like chance and are always the same.
struct Dice(u64);

impl Dice {
    /// A number below `sides`; 0 for none.
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize).checked_rem(sides).unwrap_or(0)
    }
}

/// The most memory this process had so far, in MB, the text among it. Linux tells; other systems don't.
#[must_use]
pub fn peak_memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?;
    let kilobytes: f64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(kilobytes / 1000.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_have_the_size_asked_for_and_are_always_the_same() {
        for genre in Genre::ALL {
            let texts = documents(genre, 100_000).unwrap();
            let size: usize = texts.iter().map(String::len).sum();
            assert!((100_000..110_000).contains(&size), "{genre:?}: {size}");
            assert!(texts == documents(genre, 100_000).unwrap());
        }
    }

    #[test]
    fn names_differ_between_copies() {
        let block = Block::new("We met old Barnaby there. Barnaby slept, said Barnaby.");
        let mut out = String::new();
        block.write(&mut out, &mut Dice(1));
        assert_ne!(out, "We met old Barnaby there. Barnaby slept, said Barnaby.");
    }
}

"""Word pieces of a text, each with the range of characters that it stands for.

The rule is that of BERT's uncased vocabulary (Devlin et al., NAACL 2019): characters are decomposed, their marks dropped,
the rest folded to lower case; words end at white space, every punctuation mark is a word; each word is cut from the left
into the longest pieces that the vocabulary has. `crates/attribution/src/encoder/pieces.rs` does the same, and a test
holds the two together.
"""

import unicodedata

CLS, SEP, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
# A longer word is unknown as a whole.
MOST_CHARACTERS = 100


def is_mark(c):
    """Whether a character is a word of its own."""
    code = ord(c)
    if 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126:
        return True
    return unicodedata.category(c).startswith("P")


def fold(c):
    """A character in lower case, decomposed, without marks: none, one or several characters."""
    return [d for d in unicodedata.normalize("NFD", c.lower()) if unicodedata.category(d) != "Mn"]


class Vocabulary:
    def __init__(self, pieces):
        self.pieces = list(pieces)
        self.ids = {p: i for i, p in enumerate(self.pieces)}
        self.cls, self.sep, self.unknown = self.ids[CLS], self.ids[SEP], self.ids[UNKNOWN]
        self.cache = {}

    @classmethod
    def read(cls, path):
        with open(path, encoding="utf-8") as f:
            return cls(line.rstrip("\n") for line in f)

    def word(self, word):
        """The pieces of one folded word: (id, first character, one past the last)."""
        known = self.cache.get(word)
        if known is None:
            known = self.cache[word] = self._cut(word)
        return known

    def _cut(self, word):
        if len(word) > MOST_CHARACTERS:
            return [(self.unknown, 0, len(word))]
        out, start = [], 0
        while start < len(word):
            for end in range(len(word), start, -1):
                piece = ("##" if start else "") + word[start:end]
                if piece in self.ids:
                    out.append((self.ids[piece], start, end))
                    start = end
                    break
            else:
                return [(self.unknown, 0, len(word))]
        return out

    def of(self, text, offset=0):
        """The pieces of a text: (id, start, end), in characters counted from `offset`."""
        out = []
        word, places = [], []

        def close():
            for i, start, end in self.word("".join(word)):
                out.append((i, places[start], places[end - 1] + 1))
            word.clear()
            places.clear()

        for at, c in enumerate(text, offset):
            category = unicodedata.category(c)
            if c.isspace() or category == "Zs":
                if word:
                    close()
            elif category in ("Cc", "Cf") or c == "\ufffd":
                continue
            elif is_mark(c):
                if word:
                    close()
                word.append(c)
                places.append(at)
                close()
            else:
                for d in fold(c):
                    word.append(d)
                    places.append(at)
        if word:
            close()
        return out

"""From a text to the tokens of the index, and from a visitor's words to what they must match.

The index holds, for each word of a document, its keys (folding.py) and, marked with x, the keys of its stem; the words
of the title once more, marked with y, and each whole name in one, marked with w. A word of a query matches a key that
begins with it, or a stem that equals its own: "организации" finds "организацией", "partnerships" finds "partnership".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

from publishing import folding

MOST_CHARACTERS = 200  # of a query, as many as the search box takes; the rest is not read
MOST_WORDS = 16  # of a query; the rest is not asked for
LONGEST_NAME = 60  # characters of a whole name that are compared
MOST_TOKENS = 8_000  # of a document: some 50 pages, well within PostgreSQL's megabyte for a tsvector
STEM = "x"
TITLE = "y"
WHOLE = "w"

# "18,000" and "18 000" are one number, "6.5" and "6.a" the codes of targets. Within a word stand apostrophes, combining
# marks, soft hyphens and invisible joiners.
WITHIN_WORD = folding.APOSTROPHES.replace("ʻ", "").replace("ʼ", "") + "\u0300-\u036f\u00ad\u200b-\u200d\u2060"
WORD = re.compile(
    r"(?<![\w.,])\d{1,3}(?:[,\u0020\u00a0\u2009\u202f]\d{3})+(?![\w])"
    r"|(?<![\w.])\d+(?:\.(?:\d+|[a-z](?!\w)))+"
    rf"|[^\W_]+(?:[{WITHIN_WORD}]+[^\W_]+)*[\u0300-\u036f]*",
    re.IGNORECASE,
)
RUSSIAN = re.compile("[а-яё]+")
ENGLISH = re.compile("[a-z']+")
VOWEL_AND_I = re.compile("[aeouäöüаеёоуэюяыәөұүӯў][yiýійиı]$")

# Words that carry no meaning of their own; a question is not asked for them unless it consists of nothing else.
FUNCTION_WORDS = set().union(
    *(
        words.split()
        for words in (
            "a an and at by for from in is of on or the to with",
            "а без в во для до за и из или к ко на не о об от по при с со у",
            "және мен пен бен үшін туралы жана менен үчүн жөнүндө",
            "ва дар аз барои бо va uchun bilan haqida we bilen hakynda",
        )
    )
)

_stemmers = {"ru": snowballstemmer.stemmer("russian"), "en": snowballstemmer.stemmer("english")}


@dataclass(frozen=True)
class Wanted:
    """One word of a query: the beginnings of keys and the whole tokens, any of which it matches."""

    beginnings: tuple
    tokens: tuple

    def matches(self, word):
        return any(
            token in self.tokens or (not token.startswith(STEM) and token.startswith(self.beginnings))
            for token in tokens_of(word)
        )


def spans(text):
    """Yield (start, end) of each word in `text`."""
    return ((match.start(), match.end()) for match in WORD.finditer(text))


def words(text):
    return (match.group() for match in WORD.finditer(text))


def document_tokens(titles, body):
    """Return the tokens of a document, sorted and joined by spaces; its `titles`, all its names, count before the body."""
    tokens = {}
    for title in titles:
        tokens |= dict.fromkeys(whole_tokens(title))
        for token in (token for word in words(title) for token in tokens_of(word)):
            tokens[token] = tokens[TITLE + token] = None
    for word in words(body):
        if len(tokens) >= MOST_TOKENS:
            break
        tokens |= dict.fromkeys(tokens_of(word))
    return " ".join(sorted(list(tokens)[:MOST_TOKENS]))


def whole_tokens(name):
    """Return the token for the whole of `name`, in a list that is empty where nothing is left of it."""
    key = "".join(map(folding.fold, words(name)))
    return [WHOLE + key[:LONGEST_NAME]] if key else []


@lru_cache(maxsize=100_000)
def tokens_of(word):
    """Return the index tokens of one word as a tuple without repetition."""
    if _is_compound_number(word):
        return _number_tokens(word)
    return (*filter(None, folding.keys(word)), *_stem_tokens(word))


def wanted_words(query):
    """Return what `query` asks for, a list of Wanted, all of which must match. No text is ever an error."""
    asked = list(dict.fromkeys(word.casefold() for word in words(query[:MOST_CHARACTERS])))
    telling = [word for word in asked if word not in FUNCTION_WORDS] or asked
    found = (_wanted(word) for word in telling)
    return list(dict.fromkeys(wanted for wanted in found if wanted.beginnings or wanted.tokens))[:MOST_WORDS]


def _wanted(word):
    if _is_compound_number(word):
        return Wanted((), _number_tokens(word)[:1])
    usual = [key for key in folding.keys(word) if key]
    unfinished = [key for longer in _continuations(word) for key in folding.keys(longer)]
    beginnings = [key for key in usual if _may_go_on(key)]
    beginnings += [key for key in unfinished if _may_go_on(key) and not key.startswith(tuple(beginnings))]
    whole = [key for key in usual if not _may_go_on(key)]
    return Wanted(tuple(dict.fromkeys(beginnings)), (*whole, *_stem_tokens(word)))


def _may_go_on(key):
    """A single letter or a short number is meant as it stands: "6" is not "600"."""
    return len(key) > (3 if key.isdecimal() else 1)


def _continuations(word):
    """Yield how an unfinished word might go on where the next letter would change its key: nurmuk(h), hod(j)."""
    if len(word) < 3:
        return
    letters = word.rstrip(folding.APOSTROPHES + "ьъ")
    key = folding.fold(letters)
    if key.endswith(("k", "p", "s", "z")):
        yield letters + "h"
    if key.endswith("d"):
        yield letters + "j"
    if letters.endswith("c"):
        yield letters[:-1] + "ts"
    if VOWEL_AND_I.search(key):
        yield letters + "e"


def _is_compound_number(word):
    return word[0].isdecimal() and not word.isalnum()


def _number_tokens(number):
    """Codes keep their points as d, "6.5" → 6d5, and are found by their beginnings; thousands lose their separators."""
    parts = [key for part in re.split(r"\W", number) if (key := folding.fold(part))]
    if "." in number:
        codes = ["d".join(parts[:length]) for length in range(len(parts), 0, -1)]
        return tuple(dict.fromkeys(codes + parts))
    return ("".join(parts), *dict.fromkeys(parts))


def _stem_tokens(word):
    if word.isdecimal():
        return ()
    return tuple(STEM + key for key in folding.keys(_stem(word)) if key)


def _stem(word):
    """Return the stem of a word in Russian or English letters; of any other, the word itself."""
    folded = word[: folding.LONGEST_WORD].casefold()
    russian = folded.replace("ё", "е")
    if RUSSIAN.fullmatch(russian):
        return _stemmers["ru"].stemWord(russian)
    english = re.sub(f"[{folding.APOSTROPHES}]", "'", folded)
    if ENGLISH.fullmatch(english):
        return _stemmers["en"].stemWord(english)
    return folded

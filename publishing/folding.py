"""One Latin key for every spelling of a word.

Names in Central Asia are written in two scripts and several spellings: Ходжиматов, Khodzhimatov, Хожиматов, Xojimatov.
A key throws away what these spellings do not share and keeps the rest:

    а ә ä á → a      е э ye → e         и й і ы ӣ ı y ý → i     о ө ö → o      у ұ ү ӯ ü ū → u
    к қ q ck → k     г ғ ğ gʻ gh → g    х ҳ һ kh → h            н ң ñ ň → n    в w → v
    ж җ ҷ дж zh dzh dj ž → j            ш щ ş š shch sch → sh   ч ç č → ch    ц, c before e i y → ts
    other c → k      ф ph → f           я ya → ia               ю yu → iu     ь ъ and apostrophes → nothing

A run of the same consonant, or of i, counts as one; other doubled vowels stay, for суу is not су. Where one letter is
read in two ways there are two keys: ё is e (Russian) or io (Uzbek, Tajik); ў and oʻ are o, or u as typed on a Russian
keyboard; x is ks (Alexandr) or h (Xojimatov); qu before e and i is ku or k (Raquel, Ракель).

Keys hold only [a-z0-9], and never w, x, y or q: the index uses these letters to mark tokens (see words.py).
"""

import re
import unicodedata
from itertools import product

LONGEST_WORD = 64  # characters of a word that are looked at
LONGEST_KEY = 32  # characters of a key that are kept
MOST_KEYS = 8  # keys of one word

APOSTROPHES = "'’‘ʻʼʽ`´′＇ʹ"

LETTERS = str.maketrans(
    {
        "а": "a", "ә": "a", "ə": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "ӷ": "g", "д": "d", "е": "e", "э": "e",
        "ж": "j", "җ": "j", "ҷ": "j", "ž": "j", "з": "z", "и": "i", "й": "i", "і": "i", "ы": "i", "ı": "i", "к": "k",
        "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t",
        "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "ҳ": "h", "һ": "h", "ц": "ts", "ч": "ch", "ç": "ch",
        "č": "ch", "ш": "sh", "щ": "sh", "ş": "sh", "ș": "sh", "š": "sh", "ъ": "", "ь": "", "ю": "iu", "я": "ia",
        "ł": "l", "đ": "d", "ø": "o", "æ": "ae", "œ": "oe", "q": "k", "w": "v", "y": "i",
    }
)  # fmt: skip

# What is read in more than one way; the first reading is the usual one.
AMBIGUOUS = re.compile(f"ё|ў|o[{APOSTROPHES}]|x|qu(?=[ei])")
READINGS = {"ё": ("e", "io"), "ў": ("o", "u"), "x": ("ks", "h"), "qu": ("ku", "k")}

SIGN_BEFORE_VOWEL = re.compile("[ьъ](?=[еёо])")

# Applied in this order, again and again until nothing changes.
SPELLINGS = [
    (re.compile(pattern), replacement)
    for pattern, replacement in [
        (r"shch|sch", "sh"),
        (r"dzh|dj|zh", "j"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"ph", "f"),
        (r"ck", "k"),
        (r"c(?=[ei])", "ts"),
        (r"c(?!h)", "k"),
        (r"i{2,}", "i"),
        (r"(^|[aeou])ie", r"\1e"),
        (r"([b-df-hj-np-tvz])\1+", r"\1"),
        (r"(sh|ch)\1+", r"\1"),
    ]
]

# Most words need none of them.
UNSETTLED = re.compile(r"sh?ch|zh|dj|[kgp]h|c(?!h)|(?:^|[aeou])ie|shsh|chch|([b-df-hj-np-tvzi])\1")


def fold(word):
    """Return the usual key of `word`, at most LONGEST_KEY characters of [a-z0-9]; "" when nothing is left of it."""
    return keys(word)[0]


def keys(word):
    """Return every key of `word` as a tuple, the usual reading first. Folding a key again changes nothing."""
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", word[:LONGEST_WORD]).casefold())
    text = SIGN_BEFORE_VOWEL.sub("и", text)
    found = AMBIGUOUS.findall(text)
    if not found:
        return (_key(text),)
    pieces = AMBIGUOUS.split(text)
    readings = _readings(found)
    spellings = ("".join([pieces[0], *map("".join, zip(reading, pieces[1:], strict=True))]) for reading in readings)
    return tuple(dict.fromkeys(_key(spelling) for spelling in spellings))


def _readings(found):
    """Every combination of readings, while they stay within MOST_KEYS; later doubts keep the usual one."""
    most_doubts = MOST_KEYS.bit_length() - 1
    options = [READINGS.get(letters, READINGS["ў"]) for letters in found]
    return product(*options[:most_doubts], *([usual] for usual, _rare in options[most_doubts:]))


def _key(text):
    latin = unicodedata.normalize("NFKD", text.translate(LETTERS)).translate(LETTERS).lower()
    if not (latin.isascii() and latin.isalnum()):
        latin = "".join(_character(character) for character in latin)
    key = _settled(latin) if UNSETTLED.search(latin) else latin
    return key[:LONGEST_KEY].removesuffix("c")


def _character(character):
    if character.isascii():
        return character if character.isalnum() else ""
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    # Other scripts keep a key of their own, made of digits, so that a Georgian or Arabic word finds itself.
    return f"{ord(character):07d}" if character.isalpha() and unicodedata.category(character) != "Lm" else ""


def _settled(key):
    before = None
    while before != key:
        before = key
        for pattern, replacement in SPELLINGS:
            key = pattern.sub(replacement, key)
    return key

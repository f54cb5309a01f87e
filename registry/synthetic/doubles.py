"""The same organisation once more, as registers have it: in another spelling, and mostly without its number."""

from copy import copy

from publishing.slugs import LATIN
from registry.synthetic.words import NATIVE, Weighted


def spelled_otherwise(original, number, chance):
    """Return the Facts of row `number` that repeats `original`: another script, spelling, legal form or language."""
    double = copy(original)
    double.number = number
    double.double_of = original.number if original.double_of is None else original.double_of
    double.naming = copy(original.naming)
    WAYS.pick(chance)(double, chance)
    double.identifiers, double.other_names = [], []
    double.email = ""
    double.website = original.website if chance.random() < 0.5 else ""
    double.focus_areas, double.goals = set(), {}
    return double


def with_other_form(double, chance):
    """The legal form in full instead of shortened, or the other way round."""
    double.naming.is_short = not double.naming.is_short
    double.names = double.naming.texts()


def in_latin(double, chance):
    """One name, typed in Latin letters by somebody without the keyboard."""
    language, name = next(iter(double.names.items()))
    double.names = {language: in_latin_letters(name)}


def in_other_language(double, chance):
    """Only the language that the original has not, or has second."""
    native = NATIVE[double.country]
    double.naming.languages = ("ru",) if double.naming.languages[0] == native else (native,)
    double.names = double.naming.texts()


def mistyped(double, chance):
    """A letter too few, in each name."""
    double.names = {language: without_a_letter(name, chance) for language, name in double.names.items()}


def without_marks(double, chance):
    """All in capitals and without quotation marks."""
    double.names = {
        language: name.translate(str.maketrans("", "", '«»"')).upper() for language, name in double.names.items()
    }


WAYS = Weighted([with_other_form, in_latin, in_other_language, mistyped, without_marks], [30, 20, 20, 15, 15])


def in_latin_letters(name):
    """Return `name` in the spelling of passports, its quotation marks and capital letters kept."""
    letters = []
    for letter in name:
        latin = letter.lower().translate(LATIN)
        letters.append(latin.capitalize() if letter.isupper() else latin)
    return "".join(letters)


def without_a_letter(name, chance):
    """Return `name` without one of its letters, never the first of a word."""
    inner = [place for place in range(1, len(name)) if name[place].isalpha() and name[place - 1].isalpha()]
    place = chance.choice(inner)
    return name[:place] + name[place + 1 :]

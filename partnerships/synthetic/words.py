"""What made-up partnerships and promises are about: a country, a theme, a town, and the words for these."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path

from registry.synthetic.naming import languages_in
from registry.synthetic.rows import capitalised, descriptions
from registry.synthetic.words import countries, mark, spelling_for, themes, towns

DATA = Path(__file__).parent / "data" / "words.toml"


@cache
def words():
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


@dataclass
class Subject:
    """What something is about; `chance` (a random.Random) decides, in the order in which it is asked."""

    country: str
    theme: dict
    town: list
    languages: tuple

    @classmethod
    def picked(cls, chance):
        country = countries().pick(chance)
        return cls(country, themes().pick(chance), towns(country).pick(chance), languages_in(country, chance))

    def titles(self, told):
        """Return {language: "Theme: told (synthetic)"}; `told(language)` says what stands behind the theme."""
        return {code: f"{capitalised(self.theme[code])}: {told(code)} {mark(code)}" for code in self.languages}

    def place(self, language):
        return spelling_for(language, self.town)

    def sentences(self):
        """Return {language: a sentence that says that this is made up}."""
        return descriptions(self.theme, self.town, self.languages)

    def goals(self, chance):
        """Return {goal: code of a target or None}: those of the theme, at times one more."""
        found = {int(code.partition(".")[0]): code if chance.random() < 0.6 else None for code in self.theme["goals"]}
        if chance.random() < 0.3:
            found.setdefault(chance.randrange(1, 18), None)
        return found


def in_columns(field, texts):
    """Return {column: text} of a translated field, of {language: text}."""
    return {f"{field}_{code}": text for code, text in texts.items()}


def before(day, chance, least, most):
    """Return a day from `least` to `most` days before `day`."""
    return day - timedelta(days=chance.randint(least, most))


def after(day, chance, least, most):
    return day + timedelta(days=chance.randint(least, most))

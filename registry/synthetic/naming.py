"""What a made-up organisation is called, in the languages in which it has a name."""

from dataclasses import dataclass

from registry.synthetic.words import NATIVE, Weighted, brands, forms, spelling_for, themes, towns

# In which of (the country's own language, Russian, English) a name is known, of a hundred organisations.
LANGUAGES = Weighted(
    [("native", "ru"), ("ru",), ("native",), ("native", "ru", "en"), ("en",)],
    [48, 24, 15, 10, 3],
)
FORM_FIRST = ("ru", "tg")
LATIN = ("en", "tk", "uz")


@dataclass
class Naming:
    """The parts of a name; `is_short` tells whether the legal form is shortened."""

    country: str
    languages: tuple
    brand: list
    form: dict
    is_short: bool
    theme: dict
    with_theme: bool
    town: list

    def text(self, language):
        template = self.form[language][int(self.is_short)]
        return template.format(name=self.quoted(language))

    def texts(self):
        return {language: self.text(language) for language in self.languages}

    def quoted(self, language):
        """Return the name without its legal form, in the quotation marks of `language`, which registers rarely close."""
        brand = spelling_for(language, self.brand)
        opening, closing = ('"', '"') if language in LATIN else ("«", "»")
        if not self.with_theme:
            return f"{opening}{brand}{closing}"
        theme = self.theme[language]
        if language == "en":
            return f"{brand} {theme}"
        if language in FORM_FIRST:
            return f"{opening}{theme} {opening}{brand}{closing}"
        return f"{opening}{brand}{closing} {theme}"


def naming(country, chance):
    """Return the Naming of an organisation in `country` as the random.Random `chance` will have it."""
    languages = languages_in(country, chance)
    town = towns(country).pick(chance)
    return Naming(
        country=country,
        languages=languages,
        brand=brand(country, town, chance),
        form=forms(country).pick(chance),
        is_short=chance.random() < 0.45,
        theme=themes().pick(chance),
        with_theme=chance.random() < 0.5,
        town=town,
    )


def languages_in(country, chance):
    """Return the codes of the languages in which something of `country` is known, the first of them first."""
    return tuple(NATIVE[country] if one == "native" else one for one in LANGUAGES.pick(chance))


def brand(country, town, chance):
    """A word, at times two, or with a town or a year: registers are full of the same few."""
    first, second, kind = brands(country).pick(chance), brands(country).pick(chance), chance.random()
    if kind < 0.25 and first != second:
        return [f"{word} {other}" for word, other in zip(first, second, strict=True)]
    if kind < 0.5:
        return [f"{word}-{place}" for word, place in zip(first, town, strict=True)]
    if kind < 0.53:
        year = chance.choice((2000, 2020, 2030, 2050))
        return [f"{word} {year}" for word in first]
    return first

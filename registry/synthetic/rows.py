"""One made-up organisation: the same facts for the same seed and number, whatever was made before it."""

import datetime
import random
import uuid
from dataclasses import dataclass

from people.models import Organisation
from people.models.organisations import Kind
from publishing.slugs import readable_slug
from registry.synthetic.identifiers import identifiers
from registry.synthetic.naming import Naming, naming
from registry.synthetic.words import NATIVE, Weighted, countries, data, mark, regions, spelling_for, themes

Status = Organisation.Status
# Kazakhstan's 23,335 registered NGOs of April 2023. The 1,742 without BIN are those that none of the others counts.
STATUSES = Weighted(
    [Status.ACTIVE, Status.SUSPENDED, Status.LIQUIDATION, Status.INACTIVE, Status.UNKNOWN],
    [18_204, 1_103, 68, 2_217, 1_742],
)
KINDS = Weighted(
    [Kind.NATIONAL_NGO, Kind.REGIONAL_NGO, Kind.FOUNDATION, Kind.INTERNATIONAL_NGO, Kind.ACADEMIC, Kind.PARTNER_NGO],
    [84, 7, 4, 3, 1, 1],
)
# Few in the first years, ever more until the middle of the 2010s, fewer in the years of the pandemic.
YEARS = Weighted(
    range(1992, 2026),
    [1.1 ** min(year - 1992, 24) * (0.6 if year in (2020, 2021) else 1) for year in range(1992, 2026)],
)
NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "registry.example.org")
SERVING = 0.34  # the share that serves at least one vulnerable group
DOUBLES = 0.02
LOOKS_BACK = 5_000  # rows among which a double finds its original


@dataclass
class Facts:
    """What the register says of one organisation; groups and focus areas are the names of vocabulary.toml."""

    seed: int
    number: int
    naming: Naming
    region: str
    kind: str
    status: str
    founded_on: datetime.date
    identifiers: list
    names: dict
    other_names: list
    goals: dict
    groups: set
    focus_areas: set
    regions: set
    website: str
    email: str
    house: int
    double_of: int | None = None

    @property
    def country(self):
        return self.naming.country

    @property
    def slug(self):
        return slug_of(self.seed, self.number)

    @property
    def guid(self):
        return uuid.uuid5(NAMESPACE, self.slug)

    @property
    def marked_names(self):
        return {language: f"{name} {mark(language)}" for language, name in self.names.items()}

    @property
    def legal_form(self):
        language = next(iter(self.naming.languages))
        return self.naming.form[language][0].format(name="").strip()

    @property
    def descriptions(self):
        return descriptions(self.naming.theme, self.naming.town, self.names)

    @property
    def address(self):
        language = NATIVE[self.country]
        template = data("names")["addresses"][self.country]
        return template.format(town=spelling_for(language, self.naming.town), number=self.house)


def descriptions(theme, town, languages):
    """Return a sentence in each of `languages`, which says that what is described is made up."""
    templates = data("names")["descriptions"]
    return {
        language: templates[language].format(
            theme=capitalised(theme[language]),
            town=spelling_for(language, town),
        )
        for language in languages
    }


def capitalised(text):
    return text[:1].upper() + text[1:]


def slug_of(seed, number):
    return f"synthetic-{seed}-{number}"


def facts(seed, number):
    """Return the Facts of organisation `number` of the registry with this `seed`."""
    from registry.synthetic.doubles import spelled_otherwise

    chance = random.Random(f"{seed}:{number}")  # noqa: S311 - nothing secret
    if number and chance.random() < DOUBLES:
        original = facts(seed, chance.randrange(max(0, number - LOOKS_BACK), number))
        return spelled_otherwise(original, number, chance)
    return invented(seed, number, chance)


def invented(seed, number, chance):
    country = countries().pick(chance)
    called, region, status = naming(country, chance), regions(country).pick(chance), STATUSES.pick(chance)
    founded = datetime.date(YEARS.pick(chance), chance.randrange(1, 13), chance.randrange(1, 29))
    website, email = contacts(called, number, chance)
    return Facts(
        seed=seed,
        number=number,
        naming=called,
        region=region,
        kind=KINDS.pick(chance),
        status=status,
        founded_on=founded,
        identifiers=[] if status == Status.UNKNOWN else identifiers(country, number, seed, founded),
        names=called.texts(),
        other_names=other_names(called, chance),
        goals=goals(called, chance),
        groups=groups(called, chance),
        focus_areas={called.theme["focus"], *several("focus", chance, [70, 20, 10])},
        regions={region, *(regions(country).pick(chance) for _more in range(chance.choice((0, 0, 0, 1, 3))))},
        website=website,
        email=email,
        house=chance.randrange(1, 200),
    )


def contacts(called, number, chance):
    """Return website and e-mail address, in the domain that is reserved for examples; many have neither."""
    host = f"{readable_slug(called.brand[2], 30)}-{number}.example.org"
    website = f"https://{host}" if chance.random() < 0.3 else ""
    return website, f"info@{host}" if chance.random() < 0.35 else ""


def other_names(called, chance):
    """Return [(kind, text)]: an acronym, the short form, a former name; most have none."""
    language, found = called.languages[0], []
    if chance.random() < 0.15:
        letters = "".join(word[0] for word in called.text(language).replace("«", "").replace('"', "").split())
        found.append(("acronym", f"{letters.upper()} {mark(language)}"))
    if chance.random() < 0.06:
        before = naming(called.country, chance)
        before.languages = called.languages
        found.append(("former", f"{before.text(language)} {mark(language)}"))
    return found


def goals(called, chance):
    """Return {goal: target or None}: those of the theme, at times one more."""
    wanted = called.theme["goals"][: chance.randrange(1, 4)]
    found = {int(code.partition(".")[0]): code if chance.random() < 0.3 else None for code in wanted}
    if chance.random() < 0.4:
        found.setdefault(chance.randrange(1, 18), None)
    return found


def groups(called, chance):
    if chance.random() >= SERVING:
        return set()
    own = called.theme["group"] or chance.choice([theme["group"] for theme in themes().options if theme["group"]])
    return {own, *several("group", chance, [45, 30, 15, 10])}


def several(name, chance, shares):
    """Return a few words of the themes, the frequent ones more often; `shares` of a hundred have 0, 1, 2 … of them."""
    count = Weighted(range(len(shares)), shares).pick(chance)
    return {theme[name] for theme in (themes().pick(chance) for _one in range(count)) if theme[name]}

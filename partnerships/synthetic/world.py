"""Whom made-up partnerships join and where promises are made: invented organisations and forums, never real ones."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from events.models import Session
from events.synthetic import make_forum, published
from partnerships.iati.organisations import references
from partnerships.models.commitments import day_of
from partnerships.synthetic.words import in_columns, words
from people.models import Organisation, OrganisationIdentifier
from people.models.organisations import SIDES, Kind, Side
from places.reference import regions
from publishing import search
from publishing.sorting import fill_sort_keys
from registry.synthetic.references import References
from registry.synthetic.rows import capitalised
from registry.synthetic.words import mark, themes
from registry.synthetic.writing import finish

MARK = "synthetic-"  # begins the slug of every invented organisation
SCHEME = "XI-SYNTHETIC"  # has the shape of a scheme of org-id.guide, and says that no register stands behind it
AGENCIES = 12
FORUMS = ((400, 30), (800, 24), (1200, 18))  # so many days ago, of so many sessions
ZONE = ZoneInfo("Asia/Almaty")


class NobodyThereError(Exception):
    """There is no invented organisation of civil society."""


class World:
    """What there is for the made-up rows of `seed` as at the date `day`. Raises NobodyThereError."""

    def __init__(self, seed, day):
        self.seed, self.day, self.references = seed, day, References()
        self.civil = self.by_country(SIDES[Side.CIVIL])
        self.everybody = sorted(key for keys in self.civil.values() for key in keys)
        if not self.everybody:
            raise NobodyThereError
        make_counterparts(self.references.regions)
        self.others = self.by_country([Kind.FOUNDATION, Kind.ACADEMIC])
        self.akimats = self.by_country(SIDES[Side.STATE])
        self.agencies = sorted(key for keys in self.by_country(SIDES[Side.INTERNATIONAL]).values() for key in keys)
        reporters = references().filter(organisation__slug__startswith=MARK)
        self.reporters = set(reporters.values_list("organisation_id", flat=True))  # those whom IATI can name
        self.sessions = past_sessions(day)

    def by_country(self, kinds):
        """Return {country: [keys of the invented, public organisations of `kinds`]}."""
        rows = Organisation.objects.published().filter(slug__startswith=MARK, kind__in=kinds).order_by("pk")
        found = {}
        for country, key in rows.values_list("country", "pk"):
            found.setdefault(country, []).append(key)
        return found

    def civil_of(self, country, chance):
        """Return the key of an organisation of `country`, or of any where it has none: some take part far more often."""
        known = self.civil.get(country) or self.everybody
        return known[int(len(known) * chance.random() ** 2)]

    def sessions_until(self, day):
        """Return [(key of a session, its day)] of those held by `day`."""
        return [(key, held_on) for key, held_on in self.sessions if held_on <= day]


def make_counterparts(regions_by_code):
    """Make an administration for each region and some agencies, each with an identifier, where they are missing."""
    wanted = [*akimats(regions_by_code), *agencies()]
    slugs = [row.slug for row in wanted]
    known = set(Organisation.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    made = Organisation.objects.bulk_create([row for row in wanted if row.slug not in known])
    OrganisationIdentifier.objects.bulk_create(
        OrganisationIdentifier(organisation=row, scheme=SCHEME, value=row.slug.removeprefix(MARK)) for row in made
    )
    if made:
        keys = [row.pk for row in made]
        finish(keys)
        search.refresh(Organisation, keys)


def akimats(regions_by_code):
    word = words()["akimat"]
    for code, names in regions().items():
        called = {language: f"{word[language]}: {name}" for language, name in names.items()}
        where = {"country": code[:2], "region_id": regions_by_code[code]}
        yield counterpart(f"{MARK}akimat-{code.lower()}", called, kind=Kind.LOCAL_GOVERNMENT, **where)


def agencies():
    for number, theme in enumerate(themes().options[:AGENCIES]):
        called = {language: f"{word}: {capitalised(theme[language])}" for language, word in words()["agency"].items()}
        yield counterpart(f"{MARK}agency-{number}", called, kind=Kind.MULTILATERAL)


def counterpart(slug, called, **facts):
    names = in_columns("name", {language: f"{name} {mark(language)}" for language, name in called.items()})
    row = Organisation(**published(slug, status=Organisation.Status.ACTIVE, source="Synthetic", **facts, **names))
    fill_sort_keys(row)
    return row


def past_sessions(day):
    """Return [(key, day)] of the sessions of invented forums that are over, made where they are missing."""
    for ago, sessions in FORUMS:
        begins_at = datetime.combine(day - timedelta(days=ago), time(9), ZONE)
        make_forum(slug=f"{MARK}past-forum-{sessions}", sessions=sessions, begins_at=begins_at)
    held = Session.objects.published().filter(event__slug__startswith=MARK, starts_at__lt=timezone.now())
    return [(row.pk, day_of(row)) for row in held.select_related("event").order_by("starts_at", "pk")]

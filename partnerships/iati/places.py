"""Where an activity works: its countries, and the regions within them."""

from lxml.builder import E

from partnerships.iati.narratives import narratives
from partnerships.iati.shares import shares

# Of the code list ActivityScope.
MULTINATIONAL, NATIONAL, SEVERAL_REGIONS, ONE_REGION = "3", "4", "5", "6"
COUNTRY_CODES = "A4"  # ISO 3166-1, of the code list GeographicVocabulary, which does not know ISO 3166-2
HERE, APPROXIMATE, ADMINISTRATIVE, FIRST_ORDER = "1", "2", "1", "ADM1"


def countries_of(partnership):
    """Return the codes of its countries, those of its regions among them."""
    return list(dict.fromkeys([*partnership.countries, *(region.country for region in partnership.regions.all())]))


def scope(partnership):
    """Return how far it reaches: several countries, one, some regions of it, or one."""
    if len(countries_of(partnership)) > 1:
        code = MULTINATIONAL
    else:
        code = {0: NATIONAL, 1: ONE_REGION}.get(len(partnership.regions.all()), SEVERAL_REGIONS)
    return [E("activity-scope", code=code)]


def recipient_countries(partnership):
    """Return its countries in equal parts: how the work is divided between them is not known."""
    codes = countries_of(partnership)
    return [
        E("recipient-country", code=code, percentage=share)
        for code, share in zip(codes, shares(len(codes)), strict=True)
    ]


def locations(partnership):
    return [location(region) for region in partnership.regions.all()]


def location(region):
    """Return a region as IATI tells of a first-order administrative division; its ISO 3166-2 code is our reference."""
    return E.location(
        {"ref": region.code},
        E("location-reach", code=HERE),
        E("name", *narratives(region, "name")),
        E("administrative", vocabulary=COUNTRY_CODES, code=region.country, level="0"),
        E("exactness", code=APPROXIMATE),
        E("location-class", code=ADMINISTRATIVE),
        E("feature-designation", code=FIRST_ORDER),
    )

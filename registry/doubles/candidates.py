"""Who may be the same as one organisation: asked of the stored keys, in a few queries however large the registry is."""

from collections import defaultdict
from typing import NamedTuple

from django.db.models import Count, Q

from people.models import Organisation
from registry.doubles.keys import parts_of
from registry.doubles.likeness import core, roughly_like
from registry.doubles.scoring import PROPOSED, Facts, Kind, compare
from registry.models import Double, OrganisationKey

MOST_SHOWN = 10
MOST_ALIKE = 500  # organisations with a key in common that are looked at
COMMON_PART = 1_000  # a part of a name that more organisations have tells nothing
COMPARED_KINDS = [kind for kind in Kind if kind != Kind.PART]


class Candidate(NamedTuple):
    organisation: int
    score: int
    reasons: dict


def candidates_of(facts, *, least=PROPOSED):
    """Return the candidates with at least the score `least`, the best first. What was decided is not proposed."""
    found = same_keys(facts) | near_names(facts)
    found -= decided(facts.pk) | {facts.pk}
    names = namesakes(value__in=facts.values(Kind.NAME))
    compared = ((other.pk, *compare(facts, other, names)) for other in load(pk__in=found))
    candidates = [Candidate(*one) for one in compared if one[1] >= least]
    return sorted(candidates, key=lambda one: (-one.score, one.organisation))


def same_keys(facts):
    """Return the organisations with a number, website, e-mail address or telephone of `facts`, or in its region a name."""
    numbers = facts.values(Kind.NUMBER) | facts.values(Kind.SET_ASIDE)
    anywhere = Q(kind__in=[Kind.NUMBER, Kind.SET_ASIDE], value__in=numbers)
    for kind in (Kind.SITE, Kind.EMAIL, Kind.PHONE):
        anywhere |= Q(kind=kind, value__in=facts.values(kind))
    nearby = Q(kind=Kind.NAME, value__in=facts.values(Kind.NAME) | facts.values(Kind.INITIALS))
    nearby |= Q(kind=Kind.INITIALS, value__in=facts.values(Kind.NAME))
    rows = OrganisationKey.objects.filter(anywhere | (nearby & in_region(facts)))
    return set(rows.values_list("organisation_id", flat=True)[:MOST_ALIKE])


def near_names(facts):
    """Return the organisations of the same region, or of an unknown one, with a name that begins or ends alike."""
    parts = telling_parts(facts)
    if not parts:
        return set()
    rows = OrganisationKey.objects.filter(in_region(facts), kind=Kind.PART, value__in=parts)
    alike = rows.values("organisation_id").distinct()
    names = OrganisationKey.objects.filter(kind=Kind.NAME, organisation__in=alike)
    organisations, cores = [], []
    for pk, name in names.values_list("organisation_id", "value"):
        organisations.append(pk)
        cores.append(core(name))
    places = {place for name in facts.values(Kind.NAME) for place in roughly_like(core(name), cores)}
    return {organisations[place] for place in places}


def telling_parts(facts):
    """Return the parts of the names that few organisations have, else the rarest one."""
    parts = {part for name in facts.values(Kind.NAME) for part in parts_of(name)}
    rows = OrganisationKey.objects.filter(kind=Kind.PART, value__in=parts)
    counts = dict(rows.values_list("value").annotate(count=Count("pk")))
    rare = [part for part, count in counts.items() if count <= COMMON_PART]
    return rare or sorted(counts, key=counts.get)[:1]


def in_region(facts):
    """Return the condition that a key belongs to the region of `facts`, or to an organisation whose region is unknown."""
    if facts.region:
        return Q(organisation__region=facts.region) | Q(organisation__region__isnull=True)
    return Q(organisation__country__in=["", facts.country]) if facts.country else Q()


def decided(pk):
    """Return the organisations of which somebody has said whether they are the one with this primary key."""
    pairs = Double.objects.of([pk]).exclude(state=Double.State.OPEN) if pk else Double.objects.none()
    return {one for pair in pairs.values_list("first_id", "second_id") for one in pair} - {pk}


def namesakes(**condition):
    """Return {key of a name: how many organisations have it} of the names that more than two have."""
    rows = OrganisationKey.objects.filter(kind=Kind.NAME, **condition).values_list("value")
    return dict(rows.annotate(count=Count("pk")).filter(count__gt=2))


def load(**condition):
    """Return the Facts of the organisations under a condition on them, but for merged ones; two queries."""
    rows = Organisation.objects.filter(merged_into__isnull=True, **condition).order_by("pk")
    columns = ["pk", "country", "region_id", "founded_on", "parent_id"]
    keys = defaultdict(lambda: defaultdict(set))
    stored = OrganisationKey.objects.filter(
        kind__in=COMPARED_KINDS, **{f"organisation__{name}": value for name, value in condition.items()}
    )
    for pk, kind, value in stored.values_list("organisation_id", "kind", "value").iterator(chunk_size=5_000):
        keys[pk][kind].add(value)
    return [
        Facts(pk, country, region, founded_on, parent, dict(keys.get(pk, {})))
        for pk, country, region, founded_on, parent in rows.values_list(*columns)
    ]

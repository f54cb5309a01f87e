"""Organisations as the service compares and shows them: read many at once, only what the visitor may see."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import get_language
from modeltranslation.utils import resolution_order

from people.columns import NAMES
from people.models import Organisation, OrganisationIdentifier, OrganisationName, OrganisationTag
from people.models.organisations import Kind
from places.countries import country_name
from places.models import Region
from publishing.former_slugs import keys_at
from registry.reconciliation.vocabulary import type_of

FACTS = ["pk", "slug", "kind", "country", "region_id", "status", "website", "founded_on", "merged_into_id"]
MOST_MERGES = 5  # one after the other


@dataclass
class Entity:
    """An organisation with all its names; `facts` are its columns, `numbers` its (scheme, value)."""

    facts: dict
    region: Region | None = None
    other_names: list = field(default_factory=list)
    numbers: list = field(default_factory=list)
    goals: list = field(default_factory=list)

    @property
    def id(self):
        return self.facts["slug"]

    @property
    def name(self):
        """The name as a reader of the active language is shown it."""
        order = resolution_order(get_language())
        return next((text for code in order if (text := self.facts[f"name_{code}"])), self.id)

    @property
    def names(self):
        return [text for column in NAMES if (text := self.facts[column])] + self.other_names

    @property
    def description(self):
        """What tells namesakes apart: kind, region, country, the first number."""
        numbers = [f"{scheme} {value}" for scheme, value in self.numbers[:1]]
        places = [self.region.name if self.region else "", country_name(self.facts["country"]) if self.country else ""]
        return " · ".join(str(part) for part in [Kind(self.facts["kind"]).label, *places, *numbers] if part)

    @property
    def country(self):
        return self.facts["country"]

    @property
    def types(self):
        return type_of(self.facts["kind"])


def entities(keys, user, *, with_goals=False):
    """Return {primary key: Entity} of the organisations `keys`; one that was merged is answered by the one that is kept.

    What `user` may not see is missing. Five queries, one more for the goals and one for each round of merged ones.
    """
    found, answered_by, names = facts_of(keys, user)
    made = {key: Entity(facts) for key, facts in found.items()}
    add_parts(made, user)
    for key, texts in names.items():
        if answered_by.get(key) in made:
            made[answered_by[key]].other_names += texts
    if with_goals:
        tags = OrganisationTag.objects.visible_to(user).filter(organisation__in=made).order_by("goal").distinct()
        for key, goal in tags.values_list("organisation", "goal"):
            made[key].goals.append(goal)
    return {key: made[kept] for key, kept in answered_by.items() if kept in made}


def entity_of(slug, user):
    """Return the Entity at an address, or None; at that of a merged one the one that is kept."""
    return next(iter(entities(set(keys_at(Organisation, [slug]).values()), user).values()), None)


def facts_of(keys, user):
    """Return {key: columns} of those that stand for `keys`, {key asked for: key of that}, {merged key: its names}."""
    answered_by, found, names, wanted = {key: key for key in keys}, {}, {}, set(keys)
    for _round in range(MOST_MERGES):
        if not wanted:
            break
        # Of a merged one that is hidden only where it leads is read, which its address tells anybody as well.
        rows = Organisation.objects.filter(pk__in=wanted)
        seen = set(rows.visible_to(user).values_list("pk", flat=True))
        leads = {}
        for row in rows.values(*FACTS, *NAMES):
            if row["merged_into_id"]:
                leads[row["pk"]] = row["merged_into_id"]
                names[row["pk"]] = [row[name] for name in NAMES if row[name]] if row["pk"] in seen else []
            elif row["pk"] in seen:
                found[row["pk"]] = row
        answered_by = {key: leads.get(kept, kept) for key, kept in answered_by.items()}
        wanted = set(leads.values()) - found.keys()
    return found, answered_by, names


def add_parts(made, user):
    """Fetch other names, numbers and regions, each for all of `made` at once."""
    names = OrganisationName.objects.visible_to(user).filter(organisation__in=made).order_by("pk")
    for key, text in names.values_list("organisation", "text"):
        made[key].other_names.append(text)
    numbers = OrganisationIdentifier.objects.visible_to(user).filter(organisation__in=made).order_by("scheme", "value")
    parts = defaultdict(list)
    for key, scheme, value in numbers.values_list("organisation", "scheme", "value"):
        parts[key].append((scheme, value))
    regions = Region.objects.in_bulk({entity.facts["region_id"] for entity in made.values()} - {None})
    for key, entity in made.items():
        entity.numbers, entity.region = parts[key], regions.get(entity.facts["region_id"])

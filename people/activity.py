"""Who takes part in what the portal shows: counted from the public rows of the apps above, by related_name."""

from collections import Counter, defaultdict

from django.db.models import Count

from people.facets import bits
from people.models import Organisation

# The relations that count, each row once: roles and words at events, promises, reviews, what was shared and told.
TAKES_PART = (
    "event_roles", "appearances", "partner_roles", "commitments", "contributions", "resources", "stories",
)  # fmt: skip


def activity():
    """Return {key of an organisation: number of public rows it takes part in}; a query for each of TAKES_PART.

    It costs as much as there are such rows, however many organisations; most have none and are not in it.
    """
    found = Counter()
    for name in TAKES_PART:
        relation = Organisation._meta.get_field(name)
        column = relation.remote_field.name
        rows = relation.related_model.objects.published().filter(**{f"{column}__isnull": False}).order_by()
        found.update(dict(rows.values_list(column).annotate(number=Count("pk", distinct=True))))
    return found


def by_activity(memory):
    """Return [those with the most rows, …, those with one] as bits, kept in `memory` while nothing changes."""
    return memory.kept("activity", tiers)


def tiers():
    grouped = defaultdict(list)
    for key, number in activity().items():
        grouped[number].append(key)
    return [bits.from_keys(grouped[number]) for number in sorted(grouped, reverse=True)]

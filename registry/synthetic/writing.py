"""A made-up registry into the database: in bulk, a thousand rows to a transaction."""

from django.db import transaction
from django.utils import timezone

from goals.models import Target
from people.facets import blocks
from people.models import FocusArea, Group, Organisation, OrganisationIdentifier, OrganisationName, OrganisationTag
from places.models import Region
from publishing import content_version
from publishing.models import PublicationState
from publishing.search import refresh
from publishing.sorting import fill_sort_keys
from registry.imports import statistics
from registry.synthetic.rows import facts, slug_of
from registry.synthetic.words import data, mark

BATCH = 1000
FEWEST_WORDS = 5  # a vocabulary with fewer is filled with words of our own


def make_registry(rows, seed, progress=lambda count: None):
    """Write the organisations 0 … `rows` − 1 of the registry `seed` that are not there yet; return how many those were.

    Every thousand is a transaction: stopped at any moment and started again it loses and doubles nothing.
    """
    references, written = References(), 0
    for number, start in enumerate(range(0, rows, BATCH), start=1):
        span = range(start, min(start + BATCH, rows))
        with transaction.atomic():
            keys = write(missing(span, seed), references)
            if keys:
                finish(keys)
        if keys and statistics.is_due(number):
            statistics.gather()
        written += len(keys)
        progress(len(span))
    if written:
        statistics.gather()
    return written


def missing(span, seed):
    """Return the Facts of the numbers in `span` that the database has not."""
    slugs = {slug_of(seed, number): number for number in span}
    known = set(Organisation.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    return [facts(seed, number) for slug, number in slugs.items() if slug not in known]


def finish(keys):
    """Bring up to date what follows from the organisations `keys`: the place for every index that is kept of them."""
    content_version.raise_version()
    refresh(Organisation, keys)
    blocks.refresh(keys)


class References:
    """What the rows point to, fetched once; a vocabulary that has too few words gets ours."""

    def __init__(self):
        self.regions = dict(Region.objects.values_list("code", "pk"))
        self.targets = set(Target.objects.values_list("pk", flat=True))
        self.groups = vocabulary(Group, data("vocabulary")["groups"])
        self.focus_areas = vocabulary(FocusArea, data("vocabulary")["focus_areas"])


@transaction.atomic
def vocabulary(model, words):
    """Return {our word: primary key}: by slug where the database knows it, else one of its others, always the same."""
    if model.objects.count() < FEWEST_WORDS:
        model.objects.bulk_create([made_up_word(model, slug, names) for slug, names in words.items()])
        content_version.raise_version()
    known = dict(model.objects.order_by("pk").values_list("slug", "pk"))
    others = list(known.values())
    return {
        word: known.get(f"synthetic-{word}") or known.get(word) or others[place % len(others)]
        for place, word in enumerate(words)
    }


def made_up_word(model, slug, names):
    marked = {f"name_{language}": f"{name} {mark(language)}" for language, name in names.items()}
    return model(slug=f"synthetic-{slug}", **marked)


def write(found, references):
    """Write the organisations of the Facts `found` with all that hangs on them; return their primary keys."""
    now = timezone.now()
    rows = Organisation.objects.bulk_create([organisation(one, references, now) for one in found])
    pairs = list(zip(rows, found, strict=True))
    OrganisationIdentifier.objects.bulk_create(
        [
            OrganisationIdentifier(organisation=row, scheme=scheme, value=value)
            for row, one in pairs
            for scheme, value in one.identifiers
        ],
        ignore_conflicts=True,  # a number that another registry has taken
    )
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation=row, kind=kind, text=text) for row, one in pairs for kind, text in one.other_names
    )
    OrganisationTag.objects.bulk_create(
        OrganisationTag(organisation=row, goal_id=goal, target_id=target if target in references.targets else None)
        for row, one in pairs
        for goal, target in one.goals.items()
    )
    link(Organisation.regions.through, "region_id", references.regions, [(row, one.regions) for row, one in pairs])
    link(Organisation.groups.through, "group_id", references.groups, [(row, one.groups) for row, one in pairs])
    areas = [(row, one.focus_areas) for row, one in pairs]
    link(Organisation.focus_areas.through, "focusarea_id", references.focus_areas, areas)
    return [row.pk for row in rows]


def organisation(one, references, now):
    row = Organisation(
        slug=one.slug,
        kind=one.kind,
        legal_form=one.legal_form,
        country=one.country,
        region_id=references.regions[one.region],
        address=one.address,
        founded_on=one.founded_on,
        status=one.status,
        website=one.website,
        email=one.email,
        source=f"Synthetic registry {one.seed}",
        publication_state=PublicationState.PUBLISHED,
        published_at=now,
        **{f"name_{language}": name for language, name in one.marked_names.items()},
        **{f"description_{language}": text for language, text in one.descriptions.items()},
    )
    fill_sort_keys(row)
    return row


def link(through, column, keys, links):
    """Write rows of a many-to-many relation from (organisation, words); two words may have one key."""
    through.objects.bulk_create(
        through(organisation_id=row.pk, **{column: key})
        for row, words in links
        for key in sorted({keys[word] for word in words})
    )

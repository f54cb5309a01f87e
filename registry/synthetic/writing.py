"""A made-up registry into the database: in bulk, a thousand rows to a transaction."""

from types import SimpleNamespace

from django.db import connection, transaction
from django.utils import timezone

from people.facets import blocks
from people.models import FocusArea, Group, Organisation, OrganisationIdentifier, OrganisationName, OrganisationTag
from publishing import content_version, search
from publishing.models import PublicationState
from publishing.sorting import fill_sort_keys
from publishing.wording import LANGUAGE_CODES
from registry.imports import statistics
from registry.synthetic.references import References
from registry.synthetic.rows import facts, slug_of

BATCH = 1000
WORDED = ("name", "description")


def make_registry(rows, seed, progress=lambda count: None):
    """Write the organisations 0 … `rows` − 1 of the registry `seed` that are not there yet; return how many those were.

    Every thousand is a transaction: stopped at any moment and started again it loses and doubles nothing.
    """
    references, written = References(), 0
    for number, start in enumerate(range(0, rows, BATCH), start=1):
        span = range(start, min(start + BATCH, rows))
        with transaction.atomic():
            made = write(missing(span, seed), references)
            if made:
                finish(list(made))
                search.add(Organisation, [shown(key, one, references) for key, one in made.items()])
        if made and statistics.is_due(number):
            statistics.gather()
        written += len(made)
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
    """Bring up to date what is kept of the organisations `keys` in bulk: the place for every index but that of search.

    Doubles are for `find_doubles`, which looks at all of them together.
    """
    content_version.raise_version()
    blocks.refresh(keys)


def write(found, references):
    """Write the organisations of the Facts `found` with all that hangs on them; return {primary key: Facts}."""
    write_organisations(found, references)
    keys = dict(Organisation.objects.filter(slug__in=[one.slug for one in found]).values_list("slug", "pk"))
    pairs = [(keys[one.slug], one) for one in found]
    # Two registries may give the same number: then the first has it.
    numbers = [(key, *number) for key, one in pairs for number in one.identifiers]
    insert(OrganisationIdentifier, ["organisation_id", "scheme", "value"], numbers, keeps_first=True)
    names = [(key, *name) for key, one in pairs for name in one.other_names]
    insert(OrganisationName, ["organisation_id", "kind", "text"], names)
    tags = [
        (key, goal, target if target in references.targets else None, OrganisationTag.Weight.PRIMARY.value, "")
        for key, one in pairs
        for goal, target in one.goals.items()
    ]
    insert(OrganisationTag, ["organisation_id", "goal_id", "target_id", "weight", "why"], tags)
    link(Organisation.regions, "region_id", [(key, references.region_keys(one.regions)) for key, one in pairs])
    link(Organisation.groups, "group_id", [(key, references.group_keys(one.groups)) for key, one in pairs])
    areas = [(key, references.focus_area_keys(one.focus_areas)) for key, one in pairs]
    link(Organisation.focus_areas, "focusarea_id", areas)
    return dict(pairs)


def write_organisations(found, references):
    fields = [field for field in Organisation._meta.concrete_fields if not field.primary_key]
    empty, now = Organisation(), timezone.now()
    usual = {field.attname: getattr(empty, field.attname) for field in fields}
    rows = []
    for one in found:
        values = usual | values_of(one, references, now)
        rows.append([for_database(field, values[field.attname]) for field in fields])
    insert(Organisation, [field.column for field in fields], rows)


def for_database(field, value):
    """Return `value` as the database takes it; most are texts, which it takes as they are."""
    return value if value is None or type(value) is str else field.get_db_prep_save(value, connection)


def values_of(one, references, now):
    """Return {attribute: value} of an Organisation; what it leaves out is empty."""
    row = texts_of(one)
    fill_sort_keys(row)
    return {
        **vars(row),
        "guid": one.guid,
        "slug": one.slug,
        "created_at": now,
        "updated_at": now,
        "kind": one.kind,
        "legal_form": one.legal_form,
        "country": one.country,
        "region_id": references.regions[one.region],
        "address": one.address,
        "founded_on": one.founded_on,
        "status": one.status,
        "website": one.website,
        "email": one.email,
        "source": f"Synthetic registry {one.seed}",
        "publication_state": PublicationState.PUBLISHED.value,
        "published_at": now,
    }


def texts_of(one):
    """Return an object with the texts of an Organisation in each language, under the names it has them."""
    texts = {"name": one.marked_names, "description": one.descriptions}
    return SimpleNamespace(**{f"{field}_{code}": texts[field].get(code) for field in WORDED for code in LANGUAGE_CODES})


def insert(model, columns, rows, *, keeps_first=False):
    """Write plain tuples: several times as fast as instances, whose signals and translations nothing here needs."""
    quote = connection.ops.quote_name
    names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"  # noqa: S608 - names of our own
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql + " ON CONFLICT DO NOTHING" * keeps_first, rows)


def link(relation, column, links):
    """Write rows of a many-to-many relation from [(organisation, keys)]."""
    insert(relation.through, ["organisation_id", column], [(row, key) for row, keys in links for key in keys])


class Shown(list):
    """Rows in memory that are asked for as those of a relation are."""

    def all(self):
        return self


def shown(key, one, references):
    """Return the organisation of `one` as the search index reads it."""
    row, words = texts_of(one), references.words
    row.pk, row.slug = key, one.slug
    row.identifiers = Shown(SimpleNamespace(scheme=scheme, value=value) for scheme, value in one.identifiers)
    row.other_names = Shown(SimpleNamespace(text=text) for _kind, text in one.other_names)
    row.groups = Shown(words[Group][word] for word in references.group_keys(one.groups))
    row.focus_areas = Shown(words[FocusArea][word] for word in references.focus_area_keys(one.focus_areas))
    return row

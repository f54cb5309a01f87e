"""The 54 regions of the five countries, loaded after every `migrate` from places/data/regions.toml.

Only what is missing is written: a name that staff changed stays as it is.
"""

import tomllib
from functools import cache
from pathlib import Path

from django.apps import apps as current_apps
from django.db import DEFAULT_DB_ALIAS, connections, router

from publishing import content_version
from publishing.models import ContentVersion

DATA = Path(__file__).parent / "data" / "regions.toml"


@cache
def regions():
    """Return the names of every region as {ISO 3166-2 code: {language: name}}."""
    return tomllib.loads(DATA.read_text(encoding="utf-8"))


def load_after_migrate(*, using, apps=current_apps, **kwargs):
    """Load the regions into database `using`: the handler of the post_migrate signal.

    `apps` are the models as far as the database has been migrated, which may be earlier than those of the code.
    """
    try:
        region_model = apps.get_model("places", "Region")
    except LookupError:
        return
    tables = connections[using].introspection.table_names()
    if region_model._meta.db_table not in tables or not router.allow_migrate_model(using, region_model):
        return
    created = load(region_model, using=using)
    if created and using == DEFAULT_DB_ALIAS and ContentVersion._meta.db_table in tables:
        content_version.raise_version()


def load(region_model, *, using=DEFAULT_DB_ALIAS):
    """Write the regions that are missing from database `using`; return how many there were."""
    known = set(region_model.objects.using(using).values_list("code", flat=True))
    missing = [
        region_model(code=code, country=code[:2], **{f"name_{language}": name for language, name in names.items()})
        for code, names in regions().items()
        if code not in known
    ]
    if missing:
        # Another process may be starting at the same moment: whoever comes second leaves the rows alone.
        region_model.objects.using(using).bulk_create(missing, ignore_conflicts=True)
    return len(missing)

"""The seventeen goals and 169 targets, loaded after every `migrate` from the files in goals/data.

Only what is missing is written: a title that staff changed, or that `import_sdg` replaced, stays as it is.
"""

import tomllib
from functools import cache
from pathlib import Path

from django.apps import apps as current_apps
from django.db import DEFAULT_DB_ALIAS, connections, router

from goals.models import position_of
from publishing import content_version
from publishing.models import ContentVersion

DATA = Path(__file__).parent / "data"


@cache
def framework():
    """Return the goals in order, each {number, colour, title: {language: text}, targets: {code: {language: text}}}."""
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.toml"))]


def load_after_migrate(*, using, apps=current_apps, **kwargs):
    """Load the framework into database `using`: the handler of the post_migrate signal.

    `apps` are the models as far as the database has been migrated, which may be earlier than those of the code.
    """
    try:
        models = apps.get_model("goals", "Goal"), apps.get_model("goals", "Target")
    except LookupError:
        return
    tables = connections[using].introspection.table_names()
    if all(model._meta.db_table in tables and router.allow_migrate_model(using, model) for model in models):
        created = load(*models, using=using)
        if created and using == DEFAULT_DB_ALIAS and ContentVersion._meta.db_table in tables:
            content_version.raise_version()


def load(goal_model, target_model, *, using=DEFAULT_DB_ALIAS):
    """Write the goals and targets that are missing from database `using`; return how many there were."""
    numbers = set(goal_model.objects.using(using).values_list("number", flat=True))
    codes = set(target_model.objects.using(using).values_list("code", flat=True))
    goals = [
        goal_model(number=goal["number"], colour=goal["colour"], **titles(goal["title"]))
        for goal in framework()
        if goal["number"] not in numbers
    ]
    targets = [
        target_model(code=code, goal_id=goal["number"], position=position_of(code), **titles(title))
        for goal in framework()
        for code, title in goal["targets"].items()
        if code not in codes
    ]
    # Another process may be starting at the same moment: whoever comes second leaves the rows alone.
    if goals:
        goal_model.objects.using(using).bulk_create(goals, ignore_conflicts=True)
    if targets:
        target_model.objects.using(using).bulk_create(targets, ignore_conflicts=True)
    return len(goals) + len(targets)


def titles(by_language):
    return {f"title_{language}": text for language, text in by_language.items()}

"""The sample content: rows written down in TOML files, made into rows of the database where they are missing.

A file names a model and its rows, `[[events.Event]]`, and holds of each row

- `slug`, by which it is found again;
- plain values; a text in several languages is a table, `title = {en = "…", ru = "…", kk = "…"}`;
- references to one row or to several, by slug (goals by number, targets and regions by code);
- the rows that hang on it, `[[events.Event.tags]]`, under the name by which the model reaches them;
- `image = {placeholder = "seed"}` for a picture that photos.placeholders draws.

Rows are published unless they say otherwise. Files are read in the order of their names, so a row stands after those it
refers to.
"""

import tomllib
from pathlib import Path

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ObjectDoesNotExist, ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import override

from photos import files, placeholders
from photos.models import Photo
from publishing.gathering import gathered
from publishing.models import PublicationState, Publishable

FOLDER = Path(__file__).parent / "sample"
# By which field a row without a slug is referred to.
REFERENCES = {"goals.Goal": "number", "goals.Target": "code", "places.Region": "code"}


class SampleError(Exception):
    """Something in a file of the sample content is wrong; the message says where and what."""


class Loader:
    """Writes the missing rows; afterwards `created` and `found` hold the rows made, and the slugs left alone."""

    def __init__(self):
        self.created = []
        self.found = []

    def load(self, folder=FOLDER):
        """Write every row of the files in `folder` that is missing, all or none.

        A row that is there is left as it is, with all that hangs on it: somebody may have edited it. Raises
        SampleError for a row that breaks a rule of its model or refers to something unknown.
        """
        try:
            with gathered(), override("en"):
                for path in sorted(folder.glob("*.toml")):
                    self._load_file(path)
        except BaseException:
            self._remove_files()
            raise

    def _load_file(self, path):
        for app, tables in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for name, rows in tables.items():
                for row in rows:
                    try:
                        self._load_row(apps.get_model(app, name), row)
                    except (LookupError, FieldDoesNotExist, ObjectDoesNotExist, ValidationError) as error:
                        raise SampleError(f"{path.name}, {app}.{name} {row.get('slug')}: {error}") from error

    def _load_row(self, model, row):
        if model._default_manager.filter(slug=row["slug"]).exists():
            self.found.append(row["slug"])
        else:
            self.created.append(make(model, row))

    def _remove_files(self):
        """Take the pictures back whose rows went with the transaction."""
        for photo in self.created:
            if isinstance(photo, Photo):
                files.remove(image=photo.image.name, renditions=photo.renditions)


def make(model, row, **owner):
    """Save and return a new `model` of the values in `row`, with the rows that hang on it.

    `owner` is the one that it hangs on itself, if any, by the name of the foreign key.
    """
    fields = {name: model._meta.get_field(name) for name in row}
    children = {name: row[name] for name, field in fields.items() if field.one_to_many}
    links = {name: row[name] for name, field in fields.items() if field.many_to_many}
    instance = model(**owner)
    if isinstance(instance, Publishable):
        instance.publication_state = PublicationState.PUBLISHED
    for name in row.keys() - children.keys() - links.keys():
        for attribute, value in values_of(fields[name], row[name]):
            setattr(instance, attribute, value)
    instance.full_clean()
    instance.save()
    for name, references in links.items():
        getattr(instance, name).set([find(fields[name].related_model, reference) for reference in references])
    for name, rows in children.items():
        for child in rows:
            make(fields[name].related_model, child, **{fields[name].field.name: instance})
    if children and isinstance(instance, Publishable):
        instance.full_clean()  # once more: what the public must be told may be said by the rows that hang on it
    return instance


def values_of(field, value):
    """Yield (attribute, value) for what a file says of `field`: one pair, or one for each language."""
    if field.many_to_one:
        yield field.name, find(field.related_model, value)
    elif isinstance(field, models.FileField):
        yield field.name, ContentFile(placeholders.draw(value["placeholder"]), name="placeholder.jpg")
    elif isinstance(value, dict):
        for language, text in value.items():
            yield field.model._meta.get_field(f"{field.name}_{language}").name, text.strip()
    else:
        yield field.name, value.strip() if isinstance(value, str) else value


def find(model, reference):
    """Return the row of `model` that the files call `reference`; raise ObjectDoesNotExist if there is none."""
    key = REFERENCES.get(model._meta.label, "slug")
    try:
        return model._default_manager.get(**{key: reference})
    except ObjectDoesNotExist as error:
        raise ObjectDoesNotExist(f"there is no {model._meta.label} {reference!r}") from error

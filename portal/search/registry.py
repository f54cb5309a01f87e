"""How a model declares itself searchable; the declarations are in portal.search.sources."""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.apps import apps
from django.conf import settings

LANGUAGES = [code for code, _name in settings.LANGUAGES]
NO_LANGUAGE = ""


class Wording:
    """Texts of one row by language; what has no language, such as a number, stands under NO_LANGUAGE."""

    def __init__(self):
        self.by_language = {}

    def add(self, text, language=NO_LANGUAGE):
        if text:
            self.by_language.setdefault(language, []).append(str(text))

    def add_field(self, row, name, before=""):
        """Add the field `name` of `row` in each language in which it is written; nothing where `row` is None."""
        for language in LANGUAGES if row is not None else ():
            if text := getattr(row, f"{name}_{language}"):
                self.add(before + text, language)

    def joined(self, separator):
        return {language: separator.join(texts) for language, texts in self.by_language.items()}

    def __iter__(self):
        return (text for texts in self.by_language.values() for text in texts)


def primary_key(row):
    return row.pk


@dataclass(frozen=True, eq=False)
class Source:
    """One kind of document.

    `order` is its place among the kinds, 0 to 31, in results and facets. `write(row, title, text)` adds the row's words
    to two Wordings; `names(row, names)` adds other names, which count as title and are shown as text. `rows()` fetches
    all that these read, and nothing that the public may not see of it. `when(row)` dates it, `number(row)` tells equal
    dates apart. `address(row)` gives the name of its page's route, the arguments, and a fragment or "".

    `depends` names, for each other model whose rows it shows or hangs on, the lookups that lead from this model to it.
    """

    kind: str
    order: int
    label: str
    write: Callable
    address: Callable
    names: Callable = lambda row, names: None
    when: Callable = lambda row: None
    number: Callable = primary_key
    rows: Callable | None = None
    depends: dict = field(default_factory=dict)
    loaded_by_migrate: bool = False

    @property
    def model(self):
        return apps.get_model(self.label)

    def all_rows(self):
        """Every row of the model with all that `write` reads."""
        return self.rows() if self.rows else self.model._default_manager.all()

    def published(self):
        return self.model._default_manager.published()


SOURCES = {}


def register(source):
    """Add a Source. Raises ValueError when its kind or its order is taken."""
    if any(source.kind == other.kind or source.order == other.order for other in SOURCES.values()):
        raise ValueError(f"Kind {source.kind!r} or order {source.order} is taken.")
    SOURCES[source.kind] = source


def source_of(model):
    """Return the Source of `model`, or None where it is not searchable."""
    label = model._meta.concrete_model._meta.label
    return next((source for source in SOURCES.values() if source.label == label), None)


def dependents(label):
    """Return (source, lookup) for each way in which documents depend on rows of the model `label`."""
    return [(source, lookup) for source in SOURCES.values() for lookup in source.depends.get(label, ())]

"""The fields of the API's serializers: how each is checked when written, and how it is read (see publishing.reading)."""

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from publishing import reading
from publishing.former_slugs import row_at
from publishing.wording import LANGUAGE_CODES


class WordingField(serializers.Field):
    """A text in several languages.

    Written as a string, in the language of the request, or as an object of languages such as {"kk": "…", "ru": "…"}; null
    or "" takes a language away. `max_length` counts the characters of each language.
    """

    default_error_messages = {
        "invalid": _("Give a text, or an object with a text for each language."),
        "language": _("“{language}” is none of the languages: {known}."),
        "max_length": _("At most {max_length} characters in each language."),
        "null_characters_not_allowed": _("Null characters are not allowed."),
    }

    def __init__(self, *, max_length=None, **kwargs):
        self.max_length = max_length
        super().__init__(**kwargs)

    def to_internal_value(self, data):
        """Return {language: text or None}."""
        texts = data if isinstance(data, dict) else {get_language(): data}
        for language, text in texts.items():
            if language not in LANGUAGE_CODES:
                self.fail("language", language=language, known=", ".join(LANGUAGE_CODES))
            if text is not None and not isinstance(text, str):
                self.fail("invalid")
            if text and self.max_length and len(text) > self.max_length:
                self.fail("max_length", max_length=self.max_length)
            if text and "\x00" in text:
                self.fail("null_characters_not_allowed")
        return {language: (text or "").strip() or None for language, text in texts.items()}

    def validate_empty_values(self, data):
        return super().validate_empty_values("" if data is None else data)

    def plan(self, language):
        return reading.Wording(self.source, language)


class ReferenceField(serializers.SlugRelatedField):
    """Another row by its slug, a former one included, its code or its number.

    Whoever writes may name only what they may see.
    """

    def __init__(self, *, model=None, **kwargs):
        if model is not None and not kwargs.get("read_only"):
            kwargs["queryset"] = model._default_manager.all()
        self.model = model
        super().__init__(slug_field=reading.identity_of(model), **kwargs)

    def get_queryset(self):
        rows = super().get_queryset()
        request = self.context.get("request")
        return rows.visible_to(request.user) if request is not None else rows.published()

    def to_internal_value(self, data):
        if isinstance(data, bool) or not isinstance(data, str | int) or "\x00" in str(data):
            self.fail("invalid")
        if isinstance(data, int) and not -(2**63) <= data < 2**63:
            self.fail("does_not_exist", slug_name=self.slug_field, value="…")
        row = row_at(self.get_queryset(), data) if self.slug_field == "slug" else None
        return row or super().to_internal_value(data)


class ComputedField(serializers.Field):
    """What `compute` makes of `columns` of the row: read only. `child` is a field that tells the type of the answer."""

    def __init__(self, *, columns, compute, child, **kwargs):
        self.columns, self.compute, self.child = columns, compute, child
        super().__init__(read_only=True, **kwargs)

    def plan(self, language):
        return reading.Computed(self.columns, self.compute)


def plan_of(field, model, language):
    """Return the part of a reading plan that reads serializer `field` of `model`."""
    if isinstance(field, WordingField | ComputedField):
        return field.plan(language)
    if isinstance(field, serializers.ListSerializer):
        relation = model._meta.get_field(field.source)
        return reading.Children(relation, field.child.plan(language))
    if isinstance(field, serializers.ManyRelatedField):
        return reading.References(model._meta.get_field(field.source))
    if isinstance(field, ReferenceField):
        return reading.Reference(model._meta.get_field(field.source))
    columns = {column.name: column for column in model._meta.concrete_fields}
    name = "pk" if field.source == model._meta.pk.name else field.source
    # What is no column is an annotation; a serializer's DecimalField knows its places as a model's does.
    return reading.Column(name, reading.converter(columns.get(field.source, field)))

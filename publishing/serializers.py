"""Serializers that keep the rules of the models and know several languages."""

from copy import copy
from functools import cache

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import NotRegistered, translator
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from publishing.errors import problems_of
from publishing.fields import ReferenceField, WordingField, plan_of
from publishing.reading import Plan

IDENTITY = ["guid", "slug", "created_at", "updated_at"]
PUBLISHABLE = [*IDENTITY, "published_at", "publication_state", "return_reason"]
# Who decides on a row reads its state; the moves between the states have addresses of their own.
DECISIONS = ["publication_state", "return_reason"]


@cache
def translated_fields(model):
    """Return the names of the fields of `model` that have a column for each language."""
    try:
        return frozenset(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return frozenset()


class ModelRulesSerializer(serializers.ModelSerializer):
    """Hold API input to the rules the model already states for admin and forms.

    Fields are named as on the model. A translated one becomes a WordingField, a relation a ReferenceField; serializers
    with `many=True` hold the rows that belong to this one and, when given, replace them. `Meta.private_fields` are shown
    to, and taken from, those who may change such rows, and nobody else.
    """

    serializer_related_field = ReferenceField

    def get_fields(self):
        fields = super().get_fields()
        if not self.context.get("with_private", True):
            fields = {name: field for name, field in fields.items() if name not in self.private_fields()}
        return fields

    @classmethod
    def private_fields(cls):
        return getattr(cls.Meta, "private_fields", ())

    @classmethod
    def plan(cls, language, with_private=False):
        """Return how rows are read for an answer in `language` (see publishing.reading)."""
        return compiled(cls, language, with_private)

    def build_standard_field(self, field_name, model_field):
        field_class, options = super().build_standard_field(field_name, model_field)
        labels = {name: options[name] for name in ("label", "help_text") if name in options}
        if field_name in translated_fields(model_field.model):
            return WordingField, {"required": False, "max_length": model_field.max_length, **labels}
        if isinstance(model_field, models.JSONField) and model_field.editable:
            words = serializers.CharField(max_length=40)
            return serializers.ListField, {"child": words, "required": False, **labels}
        return field_class, options

    def build_relational_field(self, field_name, relation_info):
        field_class, options = super().build_relational_field(field_name, relation_info)
        options.pop("queryset", None)
        return field_class, {**options, "model": relation_info.related_model}

    def get_validators(self):
        """None of DRF's own: uniqueness of several fields is among the rules that `validate` asks the model for."""
        return []

    def to_internal_value(self, data):
        if isinstance(data, dict) and (unknown := data.keys() - self.fields.keys()):
            detail = ErrorDetail(_("There is no such field."), code="unknown_field")
            raise serializers.ValidationError({str(name): [detail] for name in sorted(unknown, key=str)})
        attrs = super().to_internal_value(data)
        for name, field in self.fields.items():
            if isinstance(field, WordingField) and name in attrs:
                attrs.update({f"{name}_{language}": text for language, text in attrs.pop(name).items()})
        return attrs

    def validate(self, attrs):
        attrs = super().validate(attrs)
        candidate = copy(self.instance) if isinstance(self.instance, self.Meta.model) else self.Meta.model()
        for name in attrs.keys() & {field.name for field in candidate._meta.concrete_fields}:
            setattr(candidate, name, attrs[name])
        # A row within its owner takes the place of what is there; `_replace_children` compares it with the others then.
        stands_alone = self.parent is None
        try:
            candidate.full_clean(exclude=self._given_later(), validate_constraints=stands_alone)
        except ValidationError as error:
            raise serializers.ValidationError(problems_of(error, set(self.fields))) from error
        return attrs

    @transaction.atomic
    def create(self, validated_data):
        children = self._take_children(validated_data)
        row = super().create(validated_data)
        self._replace_children(row, children)
        return row

    @transaction.atomic
    def update(self, instance, validated_data):
        children = self._take_children(validated_data)
        row = super().update(instance, validated_data)
        self._replace_children(row, children)
        return row

    def _given_later(self):
        """Foreign keys that a row cannot be without and that its owner will fill."""
        fields = self.Meta.model._meta.concrete_fields
        return {field.name for field in fields if field.is_relation and not field.null} - self.fields.keys()

    def _take_children(self, attrs):
        lists = [name for name, field in self.fields.items() if isinstance(field, serializers.ListSerializer)]
        return {name: attrs.pop(name) for name in lists if name in attrs}

    def _replaceable(self, children):
        """The rows that the writer sees: what was left out of the answer was not left out by the writer."""
        request = self.context.get("request")
        return children.visible_to(request.user) if request is not None else children.all()

    def _replace_children(self, row, children):
        for name, rows in children.items():
            relation = self.Meta.model._meta.get_field(name)
            new = [relation.related_model(**{relation.field.name: row, **attrs}) for attrs in rows]
            old = self._replaceable(getattr(row, name)).order_by("pk")
            if [facts_of(child) for child in old] == [facts_of(child) for child in new]:
                continue  # what is sent as it was read is no change, to the audit trail or to a verification
            old.delete()
            for place, child in enumerate(new):
                try:
                    child.full_clean()
                except ValidationError as error:
                    raise serializers.ValidationError({name: {str(place): problems_of(error)}}) from error
                child.save()


def facts_of(child):
    """Return the values of a row without its key."""
    return [getattr(child, field.attname) for field in child._meta.concrete_fields if not field.primary_key]


@cache
def compiled(serializer_class, language, with_private):
    serializer = serializer_class(context={"with_private": with_private})
    model = serializer.Meta.model
    readable = {name: field for name, field in serializer.fields.items() if not field.write_only}
    return Plan(model, {name: plan_of(field, model, language) for name, field in readable.items()})

from django import template
from django.core.exceptions import FieldDoesNotExist
from django.utils.text import capfirst

register = template.Library()


@register.filter
def changes(entry):
    """Return what the audit log `entry` says as [{field, before, after}], in the words of the form; asks no database."""
    model = entry.content_type.model_class()
    return [_change(model, name, told) for name, told in entry.changes_dict.items()]


def _change(model, name, told):
    try:
        field = model._meta.get_field(name)
    except (AttributeError, FieldDoesNotExist):  # the model or the field is gone
        return {"field": name, **_values(told, {})}
    words = {str(value): label for value, label in getattr(field, "flatchoices", [])}
    return {"field": capfirst(getattr(field, "verbose_name", name)), **_values(told, words)}


def _values(told, words):
    if isinstance(told, dict):  # of many rows: {"type": "m2m", "operation": "add" or "delete", "objects": […]}
        side = "after" if told["operation"] == "add" else "before"
        return {"before": "", "after": "", side: ", ".join(map(str, told["objects"]))}
    before, after = ("" if value in (None, "None") else words.get(str(value), value) for value in told)
    return {"before": before, "after": after}

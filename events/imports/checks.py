"""The model's own rules, asked of what a file says."""

from django.core.exceptions import ValidationError

from events.imports.problems import SessionRefused


def check_fields(row, exclude):
    """Raise SessionRefused with what is wrong with the first field of `row` that breaks a rule of its own."""
    try:
        row.clean_fields(exclude=exclude)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        field = str(row._meta.get_field(name).verbose_name)
        raise SessionRefused("field", field=field, value=" ".join(messages)) from error

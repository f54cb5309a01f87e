"""The OpenAPI document, arranged for readers: a section for each noun with its addresses, filters and fields."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

METHODS = ("get", "post", "patch", "delete")


def sections(document):
    """Return the sections of the documentation page, in the order of the router, from the OpenAPI `document`.

    Each is {"id", "title", "operations", "filters", "fields", "example"}: plain values, ready for the template.
    """
    by_noun = {}
    for path, methods in document["paths"].items():
        for method in METHODS:
            if method in methods:
                by_noun.setdefault(methods[method]["tags"][0], []).append((method, path, methods[method]))
    return [section(noun, operations, document["components"]) for noun, operations in by_noun.items()]


def section(noun, operations, components):
    listing = next((operation for *_rest, operation in operations if operation["operationId"].endswith("_list")), None)
    first = operations[0][2]
    return {
        "id": noun,
        "title": first["summary"].partition(":")[0],
        "operations": [described(*operation) for operation in operations],
        "filters": [filter_row(one, components) for one in listing["parameters"] if "name" in one] if listing else [],
        "fields": fields_of(listing, components) if listing else [],
        "example": f'curl "{settings.SITE_URL}/api/v1/{noun}/?page_size=2&lang=en"' if listing else "",
    }


def described(method, path, operation):
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "summary": capfirst(operation["summary"].partition(":")[2].strip()),
        "description": operation.get("description", ""),
    }


def filter_row(parameter, components):
    return {
        "name": parameter["name"],
        "type": kind_of(parameter["schema"], components),
        "description": parameter.get("description", ""),
    }


def fields_of(listing, components):
    """Return a row for each field of the things that `listing` lists."""
    page = resolved(listing["responses"]["200"]["content"]["application/json"]["schema"], components)
    thing = resolved(page["properties"]["results"]["items"], components)
    return [
        {
            "name": name,
            "type": kind_of(schema, components),
            "description": meaning(schema),
            "is_read_only": schema.get("readOnly", False),
            "is_private": name not in thing["required"],
        }
        for name, schema in thing["properties"].items()
    ]


def meaning(schema):
    return " ".join(part for part in (schema.get("title", ""), schema.get("description", "")) if part)


def resolved(schema, components):
    """Return what `schema` refers to, or itself."""
    reference = schema.get("$ref", "")
    return components["schemas"][reference.rpartition("/")[2]] if reference else schema


def kind_of(schema, components):
    """Return the type of `schema` in words: "text", "date", "one of: draft, published", "list of …"."""
    if schema.get("$ref", "").endswith("/Text"):
        return _("text in a language")
    schema = resolved(schema, components)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            kinds = [kind_of(one, components) for one in schema[several] if one.get("maxLength") != 0]
            return _(" or ").join(dict.fromkeys(kind for kind in kinds if kind))
    if "enum" in schema:
        values = [str(value) for value in schema["enum"] if value not in ("", None)]
        return _("one of: %(values)s") % {"values": ", ".join(values)} if values else ""
    kinds = schema.get("type", "object")
    kind = next((one for one in ([kinds] if isinstance(kinds, str) else kinds) if one != "null"), "")
    if kind == "array":
        return _("list of: %(kind)s") % {"kind": kind_of(schema["items"], components)}
    if kind == "object" and "properties" in schema:
        return _("object of: %(names)s") % {"names": ", ".join(schema["properties"])}
    return words(kind, schema.get("format"))


def words(kind, form):
    known = {
        "date-time": _("date and time"),
        "date": _("date"),
        "uuid": _("UUID"),
        "uri": _("address"),
        "email": _("e-mail address"),
        "decimal": _("decimal number, as text"),
        "string": _("text"),
        "integer": _("whole number"),
        "boolean": _("true or false"),
        "number": _("number"),
    }
    return known.get(form) or known.get(kind, kind)

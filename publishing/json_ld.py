"""Facts for search engines, in schema.org's words."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from publishing.addresses import full
from publishing.templatetags.content import spoken

# What could end the script element or open a comment in it; as Django's json_script does.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(kind, **facts):
    """Return a script element that says of a thing of schema.org's type `kind` the `facts` that are not empty."""
    told = {"@context": "https://schema.org", **thing(kind, **facts)}
    written = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308 - escaped above


def thing(kind, **facts):
    """Return a thing of schema.org's type `kind` with the `facts` that are not empty, to be told within another."""
    return {"@type": kind, **{name: fact for name, fact in facts.items() if fact}}


def picture(photo):
    """Return the schema.org ImageObject of `photo`, with whose it is; None where there is none."""
    if photo is None or not photo.fallback:
        return None
    size = {"width": photo.fallback["width"], "height": photo.fallback["height"]}
    address = full(photo.fallback["url"])
    return thing("ImageObject", contentUrl=address, caption=spoken(photo, "alt")[0], creditText=photo.credit, **size)

"""Facts for search engines, in schema.org's words."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.html import format_html
from django.utils.safestring import mark_safe

# What could end the script element or open a comment in it; as Django's json_script does.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(kind, **facts):
    """Return a script element that says of a thing of schema.org's type `kind` the `facts` that are not empty."""
    told = {"@context": "https://schema.org", "@type": kind, **{name: fact for name, fact in facts.items() if fact}}
    written = json.dumps(told, cls=DjangoJSONEncoder, ensure_ascii=False).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308 - escaped above

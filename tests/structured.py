"""Reading the facts in our pages that are meant for programs, with somebody else's parser."""

import extruct

SITE = "http://testserver"


def json_ld(response):
    """Return the one JSON-LD object of the page in `response`."""
    (found,) = extruct.extract(response.text, base_url=SITE, syntaxes=["json-ld"])["json-ld"]
    return found


def open_graph(response):
    """Return the Open Graph properties of the page in `response`, {name: text, or list of several}."""
    (found,) = extruct.extract(response.text, base_url=SITE, syntaxes=["opengraph"], uniform=False)["opengraph"]
    told = {}
    for name, text in found["properties"]:
        told.setdefault(name, []).append(text)
    return {name: texts[0] if len(texts) == 1 else texts for name, texts in told.items()}

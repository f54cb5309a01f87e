"""A review in schema.org's words; whatever it is given is what the reader may see."""

from events.json_ld import goal_term, organisation
from publishing import json_ld
from publishing.addresses import full
from publishing.json_ld import thing
from publishing.templatetags.content import spoken


def review_script(review, documents, contributions):
    """Return the schema.org Report of `review` (fetched for_page), with its documents and who contributed to it."""
    named = {one.organisation: None for one in contributions if one.organisation}
    return json_ld.script(
        "Report",
        **{"@id": full(review.get_absolute_url())},
        name=str(review.title),
        description=spoken(review, "summary")[0],
        url=full(review.get_absolute_url()),
        identifier=f"urn:uuid:{review.guid}",
        temporalCoverage=str(review.year),
        datePublished=review.presented_on,
        spatialCoverage=thing("Country", name=review.get_country_display(), identifier=review.country),
        about=[goal_term(tag) for tag in review.tags.all()],
        contributor=[organisation(one) for one in [*review.bodies.all(), *named]],
        hasPart=[document_thing(document) for document in documents],
    )


def document_thing(document):
    return thing(
        "DigitalDocument",
        name=spoken(document, "title")[0] or str(document.get_kind_display()),
        inLanguage=document.language,
        datePublished=document.dated,
        url=full(document.address),
    )

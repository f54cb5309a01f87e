"""The way to the finder from what needs partners: asked for what a row serves, where and whom; who is in it is left out."""

from urllib.parse import urlencode

from django.urls import reverse

from portal.finder.asking import ASKED, MOST, MOST_LEFT_OUT, WITHOUT
from publishing.list_pages import query_pairs


def address(without=(), **asked):
    """Return the address of the finder for what is `asked`, {name: values}, each once; empty values are passed over."""
    pairs = [(name, value) for name, values in asked.items() for value in list(dict.fromkeys(values))[:MOST] if value]
    pairs += [(WITHOUT, slug) for slug in list(dict.fromkeys(without))[:MOST_LEFT_OUT]]
    return f"{reverse('portal:finder')}?{urlencode(pairs)}" if pairs else reverse("portal:finder")


def served(tags):
    return {"goal": [tag.goal_id for tag in tags], "target": [tag.target_id for tag in tags]}


def for_partnership(partnership):
    """Of a partnership fetched with its tags, regions, groups and partners; its countries only where no region is known."""
    regions = [region.code for region in partnership.regions.all()]
    return address(
        **served(partnership.tags.all()),
        region=regions,
        country=() if regions else partnership.countries,
        group=[group.slug for group in partnership.groups.all()],
        without=[partner.organisation.slug for partner in partnership.partners.all()],
    )


def for_commitment(commitment):
    """Of a commitment that stands alone: it is where its owner is, and serves whom its owner serves."""
    owner = commitment.owner
    return address(
        **served(commitment.tags.all()),
        region=[owner.region.code] if owner.region else (),
        country=() if owner.region else [owner.country],
        group=[group.slug for group in owner.groups.all()],
        without=[owner.slug],
    )


def for_list(params):
    """Return the address for what a list is narrowed to by `params` (request.GET), as far as the finder knows of it."""
    asked = {}
    for name, value in query_pairs(params):
        if name in ASKED:
            asked.setdefault(name, []).append(value)
    return address(**asked)

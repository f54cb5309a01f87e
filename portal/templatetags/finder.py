"""The way to the partner finder from pages of lower apps, which do not know of it."""

from django import template

from partnerships.models import Commitment, Partnership
from portal.finder import links

register = template.Library()
ADDRESSES = {Partnership: links.for_partnership, Commitment: links.for_commitment}


@register.simple_tag
def finder_for(row):
    """`{% finder_for partnership as finder_url %}`: the finder asked for what a partnership or commitment needs."""
    return ADDRESSES[type(row)](row)


@register.simple_tag(takes_context=True)
def finder_like_this_list(context):
    """`{% finder_like_this_list as finder_url %}`: the finder asked for what the list of this page is narrowed to."""
    return links.for_list(context["request"].GET)

"""The way to the pictures from pages of lower apps, which do not know of them."""

from django import template

from portal.pictures import links

register = template.Library()


@register.simple_tag(takes_context=True)
def pictures_of_list(context, name):
    """`{% pictures_of_list "partnerships" as links %}`: [{label, url}] of what shows that list in other ways."""
    return links.of_list(name, context["request"].GET)

"""The way to the pictures from pages of lower apps, which do not know of them."""

from django import template
from django.urls import reverse

from partnerships.filters import CommitmentFilter
from partnerships.models import Commitment
from portal.pictures import links

register = template.Library()


@register.simple_tag(takes_context=True)
def pictures_of_list(context, name):
    """`{% pictures_of_list "partnerships" as links %}`: [{label, url}] of what shows that list in other ways."""
    return links.of_list(name, context["request"].GET)


@register.simple_tag(takes_context=True)
def promises_at(context, event):
    """`{% promises_at event as promises %}`: {number, url of their list, flow_url}; None where the reader may see none."""
    request, asked = context["request"], {"event": event.slug}
    number = CommitmentFilter(asked, Commitment.objects.visible_to(request.user), request=request).qs.count()
    if not number:
        return None
    url = f"{reverse('partnerships:commitments')}?event={event.slug}"
    return {"number": number, "url": url, "flow_url": links.link("commitments", **asked)["url"]}

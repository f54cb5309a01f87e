"""The way to the pictures from the pages of what they count, narrowed as these are as far as a picture knows of it."""

from urllib.parse import urlencode

from django.urls import reverse

from partnerships.models import Commitment
from portal.finder import links as finder
from portal.finder.pages import HEADING as FINDER
from portal.pictures.drawn import PICTURES

# Of each list its pictures, each with what is chosen in it.
OF_LISTS = {
    "organisations": [("groups", {}), ("network", {}), ("goals", {}), ("gaps", {})],
    "partnerships": [("network", {}), ("goals", {"count": "partnerships"}), ("gaps", {})],
    "commitments": [("commitments", {}), ("goals", {"count": "commitments"})],
}
OF_GOAL = [("network", {}), ("gaps", {}), ("commitments", {"by": "event"})]
NARROWED_BY = ("country", "goal", "group")  # filters of lists that are choices of pictures under the same name


def link(name, **chosen):
    """Return {label, url} of the picture `name` with what is `chosen`."""
    query = f"?{urlencode(chosen)}" if chosen else ""
    return {"label": PICTURES[name].heading, "url": reverse(f"pictures:{name}") + query}


def of_list(name, params):
    """Return the links from the list `name`, one of OF_LISTS, as it is narrowed by `params` (request.GET)."""
    chosen = {parameter: params[parameter] for parameter in NARROWED_BY if params.get(parameter)}
    found = [link(picture, **usual, **chosen) for picture, usual in OF_LISTS[name]]
    return [*found, {"label": FINDER, "url": finder.for_list(params)}]


def of_goal(number):
    return [link(picture, goal=number, **usual) for picture, usual in OF_GOAL]


def promises_at(event, user):
    """Return {number, url of their list, flow_url} of the commitments made at `event`; None where `user` may see none."""
    number = Commitment.objects.visible_to(user).made_at(event, user).count()
    if not number:
        return None
    url = f"{reverse('partnerships:commitments')}?event={event.slug}"
    return {"number": number, "url": url, "flow_url": link("commitments", event=event.slug)["url"]}

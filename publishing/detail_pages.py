"""A page about one thing: visible rows only, with the way that leads to it."""

from collections import defaultdict

from django.http import Http404
from django.views.generic import DetailView

from publishing.addresses import full
from publishing.former_slugs import row_at
from publishing.redirects import moved_to
from publishing.templatetags.content import spoken
from publishing.views import VisibleMixin


class AtOwnAddress(VisibleMixin, DetailView):
    """What is told of one thing at its address, by `queryset` (bare) and `answer()`.

    At a former address of a row that the visitor may see it answers with a redirect to the present one.
    """

    def get(self, request, *args, **kwargs):
        try:
            self.object = self.get_object(self.get_queryset().at_own_address())
        except Http404:
            if row := self.row_moved_from_here():
                return moved_to(self.address_of(row), request)
            raise
        return self.answer()

    def answer(self):
        """Return the response about `self.object`."""
        raise NotImplementedError

    def address_of(self, row):
        """Return where this view now tells of `row`."""
        return row.get_absolute_url()

    def row_moved_from_here(self):
        """Return the row that once had this address, if the visitor may see it."""
        if self.slug_url_kwarg not in self.kwargs:  # a goal has its number
            return None
        row = row_at(self.queryset.visible_to(self.request.user), self.kwargs[self.slug_url_kwarg])
        return row if row and self.is_of_this_address(row) else None

    def is_of_this_address(self, row):
        """Tell whether the rest of the address names, or once named, what `row` is within."""
        return True


# {model: {name in the context: what gives it}} of `tell_on_pages_of`.
told_from_above = defaultdict(dict)


def tell_on_pages_of(model, **told):
    """Have the pages about rows of `model` know what an app above it tells of the row, and its own app cannot ask for:
    {name: function of the row and of the user who reads}. Called once, in the `ready` of that app."""
    told_from_above[model].update(told)


class DetailPage(AtOwnAddress):
    """Configured by `queryset` and a template; `above` lists the {label, url} steps before the page itself."""

    named_by = "title"

    def answer(self):
        return self.render_to_response(self.get_context_data(object=self.object))

    def above(self):
        return []

    def get_name(self):
        return spoken(self.object, self.named_by)[0]

    def get_picture(self):
        """Return the photo that stands for the thing where its address is shared, if it has one."""

    def get_context_data(self, **kwargs):
        name, row = self.get_name(), self.object
        trail = [*self.above(), {"label": name, "url": ""}]
        told = {key: tell(row, self.request.user) for key, tell in told_from_above.get(type(row), {}).items()}
        picture = share_image(self.get_picture())
        return super().get_context_data(name=name, trail=trail, share_image=picture, **told, **kwargs)


def share_image(photo):
    """Return {url, width, height, alt} of `photo` for Open Graph, the address in full; None without one."""
    if photo is None or not photo.fallback:
        return None
    return {**photo.fallback, "url": full(photo.fallback["url"]), "alt": spoken(photo, "alt")[0]}

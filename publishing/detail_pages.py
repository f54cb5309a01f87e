"""A page about one thing: visible rows only, with the way that leads to it."""

from django.views.generic import DetailView

from publishing.templatetags.content import spoken
from publishing.views import VisibleMixin


class DetailPage(VisibleMixin, DetailView):
    """Configured by `queryset` (bare) and a template; `above` lists the {label, url} steps before the page itself."""

    named_by = "title"

    def above(self):
        return []

    def get_name(self):
        return spoken(self.object, self.named_by)[0]

    def get_context_data(self, **kwargs):
        name = self.get_name()
        return super().get_context_data(name=name, trail=[*self.above(), {"label": name, "url": ""}], **kwargs)

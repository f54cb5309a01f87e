"""What a form shows of the facets: each value with the number of organisations that it would give."""

from places.countries import country_name
from publishing.charts import grouped

# In this order; targets only once a goal is chosen, for there are 169, and a year only where one is chosen.
SHOWN = (
    "country", "region", "side", "kind", "goal", "target", "served", "group", "focus_area", "status", "verified", "founded",
)  # fmt: skip
OPEN_AT_FIRST = ("country", "side", "goal", "group")
# Where something is chosen in the wider facet, only what lies within is offered.
WIDER = {"region": "country", "target": "goal"}


class FacetedMixin:
    """For a page whose `filterset` is an OrganisationFilter: `facets` are what components/facets.html shows."""

    @property
    def selection(self):
        return self.filterset.selection

    def get_context_data(self, **kwargs):
        return super().get_context_data(facets=[self.facet(name) for name in self.facets_to_show()], **kwargs)

    def facets_to_show(self):
        chosen = self.selection.chosen
        hidden = {"founded"} if "goal" in chosen else {"founded", "target"}
        return [name for name in SHOWN if name not in hidden or name in chosen]

    def facet(self, name):
        """Return what the form shows of a facet: every value that fits something, and those that are chosen."""
        chosen = self.selection.chosen.get(name, [])
        shown = [
            {
                "token": option.token,
                "label": option.label,
                "within": option.within,
                "heading": country_name(option.within) if name == "region" else "",
                "number": grouped(number),
                "is_chosen": option.token in chosen,
            }
            for option, number in self.selection.counts(name)
            if (number and self.is_offered(name, option)) or option.token in chosen
        ]
        label = self.filterset.filters[name].label
        return {"name": name, "label": label, "options": shown, "is_open": bool(chosen) or name in OPEN_AT_FIRST}

    def is_offered(self, name, option):
        chosen = self.selection.chosen
        if name == "founded":
            return False
        return WIDER.get(name) not in chosen or option.within in chosen[WIDER[name]]

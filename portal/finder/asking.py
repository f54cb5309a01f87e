"""What can be asked of the finder, by page and by API under the same names."""

from django.utils.translation import gettext_lazy as _

from people.facets.options import options
from portal.pictures.asking import ANY_COUNTRY, Asking, Choice, tokens

# {name: (label, what leaves it open)}
ASKED = {
    "goal": (_("Goal"), _("Any goal")),
    "target": (_("Target"), _("Any target")),
    "country": (_("Country"), ANY_COUNTRY),
    "region": (_("Region"), _("Any region")),
    "group": (_("Group served"), _("Any group")),
    "side": (_("Side"), _("Any side")),
}


def asking_of(params, memory):
    """Return the form of what is asked in `params`, of everything there is."""
    return Asking(
        params,
        {
            name: Choice(label, tokens(options(name, memory)), everything=anything)
            for name, (label, anything) in ASKED.items()
        },
    )

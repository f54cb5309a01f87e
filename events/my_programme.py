"""A programme of one's own: sessions that somebody ticked. Its address says which; nothing is stored, no cookie is set.

The signature keeps an address from being made up or changed by hand; what is shown is decided anew whenever it is asked for.
"""

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _


def signer_of(event):
    return Signer(salt=f"events.my_programme.{event.guid}")


def signed(event, keys):
    """Return the part of an address that means the sessions of `event` with these `keys`; the same for the same choice."""
    return signer_of(event).sign_object(sorted(set(keys)), compress=True)


def chosen_among(sessions, event, token):
    """Return those of `sessions`, a queryset, that `token` means; raise BadSignature unless we signed it for `event`."""
    return sessions.filter(pk__in=signer_of(event).unsign_object(token))


def ticked_in(event, token):
    """Return the keys of the sessions that `token` means, to be ticked again; none for one that is not ours."""
    try:
        return set(signer_of(event).unsign_object(token))
    except BadSignature:
        return set()


def at_one_time(rows):
    """Return the keys of those of `rows`, SessionRows, that take place while another of them does."""
    timed = [row for row in rows if row.starts_at and not row.is_cancelled]
    found = set()
    for place, row in enumerate(timed):
        for other in timed[place + 1 :]:
            if row.starts_at < other.ends_at and other.starts_at < row.ends_at:
                found |= {row.key, other.key}
    return found


class ChoiceForm(forms.Form):
    """Which sessions: `s`, a short name, for the address of a long programme repeats it for each."""

    s = forms.TypedMultipleChoiceField(
        coerce=int,
        error_messages={
            "required": _("Tick at least one session."),
            "invalid_choice": _("One of these sessions is not in the programme (any more): look again."),
        },
    )

    def __init__(self, *args, sessions, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["s"].choices = [(key, key) for key in sessions.values_list("pk", flat=True)]

"""What is printed: the ticket, and the certificate of participation, as PDF in the language of the participant."""

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from events.registration.qr import squares_of
from publishing.papers import BRIDGE, MUTED, Paper
from publishing.templatetags.content import spoken
from publishing.templatetags.dates import days


class Ticket(Paper):
    def squares(self, rows, left, top, size):
        """Draw the picture of the ticket."""
        self.set_fill_color(0, 0, 0)
        side = size / len(rows)
        with self.local_context():
            for y, row in enumerate(rows):
                for x, is_dark in enumerate(row):
                    if is_dark:
                        self.rect(left + x * side, top + y * side, side, side, style="F")


def when(event):
    """Return the days of an event and, where they are known, its hours and zone."""
    told = strip_tags(days(event.first_day, event.last_day))
    if event.is_all_day:
        return told
    begins, ends = (moment.astimezone(event.zone) for moment in (event.starts_at, event.ends_at))
    return f"{told}, {begins:%H:%M}–{ends:%H:%M}, {event.zone_name}"


def where(event):
    """Return place and address in a line, or the online address."""
    place = event.place
    parts = [spoken(place, "name")[0], place.address, spoken(place, "locality")[0]] if place else []
    return ", ".join(part for part in parts if part) or event.online_url


def ticket(registration):
    """Return the ticket of `registration` as PDF: whose, for what, when, where, and the picture for the door."""
    event = registration.event
    paper = Ticket(
        _("Ticket: %(code)s") % {"code": registration.code}, format=(148, 210)
    )  # A5, whose name warns of an old mistake
    paper.ln(6)
    paper.line_of(settings.SITE_NAME, 10, colour=BRIDGE, style="B")
    paper.line_of(spoken(event, "title")[0], 18, style="B", after=4)
    paper.fact(_("Participant"), registration.name)
    paper.fact(_("Organisation"), registration.organisation)
    paper.fact(_("When"), when(event))
    paper.fact(_("Where"), where(event))
    paper.fact(_("Sessions"), "\n".join(seats_told(registration)))
    size = 46
    top = paper.h - size - 24
    if paper.get_y() > top - 4:  # somebody who sits in many sessions
        paper.add_page()
    paper.squares(squares_of(registration.code), (paper.w - size) / 2, top, size)
    paper.set_y(top + size + 3)
    paper.line_of(registration.code, 16, style="B", align="C", after=0)
    return bytes(paper.output())


def seats_told(registration):
    """Yield the sessions in which a seat is taken, each with its time."""
    for seat in registration.seats.taken().in_public_sessions():
        title, begins = spoken(seat.session, "title")[0], seat.session.starts_at
        if begins:
            local = begins.astimezone(registration.event.zone)
            title = f"{date_format(local, 'SHORT_DATE_FORMAT')} {local:%H:%M} · {title}"
        yield title


def certificate(registration):
    """Return the certificate of participation of somebody who came, as PDF."""
    event = registration.event
    paper = Paper(_("Certificate of participation"), orientation="L", format="A4")
    paper.set_margin(25)
    paper.set_y(34)
    paper.line_of(_("Certificate of participation"), 30, style="B", colour=BRIDGE, align="C", after=12)
    paper.line_of(_("This is to certify that"), 13, colour=MUTED, align="C", after=4)
    paper.line_of(registration.name, 26, style="B", align="C", after=2)
    paper.line_of(registration.organisation, 13, align="C", after=6)
    paper.line_of(_("took part in"), 13, colour=MUTED, align="C", after=4)
    paper.line_of(f"«{spoken(event, 'title')[0]}»", 20, style="B", align="C", after=6)
    paper.line_of(strip_tags(days(event.first_day, event.last_day)), 13, align="C", after=1)
    paper.line_of(where(event), 13, align="C", after=10)
    paper.line_of(", ".join(organisers_of(event)), 13, style="B", align="C", after=0)
    paper.set_y(paper.h - 24)
    today = date_format(timezone.localdate(timezone=event.zone))
    told = {"site": settings.SITE_NAME, "day": today, "code": registration.code}
    paper.line_of(_("%(site)s, %(day)s · No. %(code)s") % told, 9, colour=MUTED, align="C", after=0)
    return bytes(paper.output())


def organisers_of(event):
    """Return the names of those organisations that arrange the event and are public."""
    roles = event.organisers.published().filter(role="organiser").select_related("organisation")
    return [spoken(role.organisation, "name")[0] for role in roles.order_by("position", "pk")]

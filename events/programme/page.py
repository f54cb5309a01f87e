"""What the page of an event says of its programme, besides the sessions themselves: links, form, chips, count."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.programme.narrowing import ProgrammeFilter
from events.programme.selection import GROUPINGS, VIEWS
from events.programme.times import day_in_words
from events.zones import OFFERED, zone_for, zone_in_words, zone_named
from publishing.list_pages import address_changed, chips, choice_links, query_of, query_pairs
from publishing.stencil import Stencil


def programme_context(programme, moment):
    """Return what templates/events/programme.html needs, as at `moment`."""
    rows, params, form = programme.rows_at(moment), programme.params, programme.form
    is_grid = programme.view == "grid"
    chosen = chips(form, params)
    return {
        "programme": programme,
        "groups": [] if is_grid else as_list(programme, rows),
        "grid": as_grid(programme.grid(rows)) if is_grid else None,
        "now_and_next": programme.now_and_next(moment),
        "form": form,
        "chips": chosen,
        "has_filters": bool(chosen) or bool(form.errors),
        "count": count_in_words(len(rows), len(programme.everything)),
        "address": programme.event.get_absolute_url(),
        "clear_url": address_changed(params, **dict.fromkeys(form.fields, "")),
        "kept": {name: params[name] for name in ("view", "by", "tz") if params.get(name)},
        "views": choice_links(params, "view", VIEWS, programme.view, "list"),
        "groupings": choice_links(params, "by", GROUPINGS, programme.by, "day"),
        "days": day_links(programme, moment),
        "exports": exports(programme.event, params),
        **zone_context(programme.event, params, programme.event.starts_at, programme.event.ends_at),
    }


def exports(event, params):
    """Return the links to the same sessions, as the filters leave them, for calendars."""
    address = event.calendar_url + query_of(params, ProgrammeFilter)
    return [{"label": _("Calendar (iCalendar)"), "url": address}]


def as_list(programme, rows):
    """The groups of a list: {heading, rows}, the rows as HTML."""
    in_list = list_stencil(with_day=programme.by != "day" and len(programme.days) > 1)
    return [{"heading": group.heading, "rows": list(map(in_list, group.sessions))} for group in programme.groups(rows)]


def as_grid(grid):
    """The grid with its cells, and what has no place in it, as HTML."""
    in_grid = Stencil("components/session_cell.html", "cell")
    tables = [
        table._replace(slots=[slot._replace(cells=list(map(in_grid, slot.cells))) for slot in table.slots])
        for table in grid.tables
    ]
    return grid._replace(tables=tables, unscheduled=list(map(list_stencil(), grid.unscheduled)))


def list_stencil(**context):
    return Stencil("components/session_row.html", "session", level=4, **context)


def count_in_words(shown, of):
    """Return "12 sessions", or "12 of 300 sessions" where only some are shown."""
    told = {"shown": shown, "count": of}
    if shown == of:
        return ngettext("%(count)d session", "%(count)d sessions", of) % told
    return ngettext("%(shown)d of %(count)d session", "%(shown)d of %(count)d sessions", of) % told


def day_links(programme, moment):
    """Return [{label, url, is_current}] of the days, all of them together first unless they are too many; [] of one day."""
    if len(programme.days) < 2:
        return []
    by_default = programme.day_at(moment)
    current = programme.params.get("day") or (by_default and by_default.isoformat()) or ""
    labels = {day.isoformat(): day_in_words(day) for day in programme.days}
    if not programme.is_long:
        labels = {"": _("All days"), **labels}
    return choice_links(programme.params, "day", labels, current, "")


def zone_context(event, params, *moments):
    """What the switch of zones needs: the zone in which times at `moments` are told, the others, and the way back."""
    asked, shown = zone_named(params.get("tz")), zone_for(event, params)
    names = dict.fromkeys([event.timezone, *([asked.key] if asked else []), *OFFERED])
    labels = {name: zone_in_words(zone_named(name), moments[0]) for name in names}
    return {
        "zone_name": zone_in_words(shown, *moments),
        "zones": [{"name": name, "label": label, "is_current": name == shown.key} for name, label in labels.items()],
        "own_zone_url": address_changed(params, tz="") if asked and asked != event.zone else "",
        "kept_by_zone": [(name, value) for name, value in query_pairs(params) if name != "tz"],
    }

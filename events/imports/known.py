"""The sessions of an event as an import sees them, found by what a file calls them."""

from collections import defaultdict

from events.imports.keys import scheme_of, uuid_of
from events.models import Appearance, Material, Session

CANCELLED = Appearance.Status.CANCELLED


class KnownSessions:
    """What we have of an event that is there already, in a few queries however many sessions; nothing for a new one."""

    def __init__(self, event, told):
        """`told` are the Sessions of the file."""
        rows = Session.objects.filter(event=event) if event.pk else Session.objects.none()
        self.rows = {row.pk: row for row in rows.as_planned().select_related("placement", "imported").order_by("pk")}
        for row in self.rows.values():
            row.event = event
        self.by_key = {row.imported.key: row for row in self.rows.values() if hasattr(row, "imported")}
        self.by_guid = {f"guid:{row.guid}": row for row in self.rows.values()}
        self.by_code = {f"code:{row.code}": row for row in self.rows.values() if row.code}
        self.codes = {row.code for row in self.rows.values()}
        self.elsewhere = self.taken_guids(event, told)
        self.people, self.links = defaultdict(dict), defaultdict(set)
        appearances = Appearance.objects.filter(session__in=rows).order_by("pk")
        for session, person, status in appearances.values_list("session", "person", "status"):
            if self.people[session].get(person, CANCELLED) == CANCELLED:  # whoever has two roles may have kept one
                self.people[session][person] = status
        for session, url in Material.objects.filter(session__in=rows).values_list("session", "url"):
            self.links[session].add(url)

    def taken_guids(self, event, told):
        """Return {guid: its event} of the file's GUIDs that sessions of other events have."""
        guids = {guid for session in told if (guid := uuid_of(session.keys))}
        others = Session.objects.filter(guid__in=guids).exclude(event=event.pk).select_related("event")
        return {row.guid: row.event for row in others}

    def find(self, said):
        """Return our Session that `said`, one of the file, means, or None."""
        for key in said.keys:
            row = self.by_key.get(key) or self.by_guid.get(key) or self.by_code.get(key)
            if row and not self.is_another(row, said):
                return row
        return None

    def is_another(self, row, said):
        """A session that takes place twice has one code and two GUIDs."""
        own = row.imported.key if hasattr(row, "imported") else f"guid:{row.guid}"
        guids = [key for key in said.keys if scheme_of(key) == "guid"]
        return bool(guids) and scheme_of(own) == "guid" and own not in guids and f"guid:{row.guid}" not in guids

    def said_of(self, row):
        """Return what the file last said of our session: {field: value}."""
        return row.imported.said if hasattr(row, "imported") else {}

    def free_code(self, said):
        """Return the code of a new session, unless another one has it: one here, or one that was given it before."""
        if said.code in self.codes or len(said.code) > Session._meta.get_field("code").max_length:
            return ""
        self.codes.add(said.code)
        return said.code

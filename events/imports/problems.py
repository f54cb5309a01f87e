"""What can be wrong with a file or a session of it, kept as a code and told in the reader's language."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

MESSAGES = {
    # of a file
    "empty": _("The file is empty."),
    "too_large": _("The file is larger than %(limit)s MB."),
    "wrong_type": _(
        "This is no programme: send schedule.xml, schedule.json or sessions as JSON, from frab or pretalx."
    ),
    "broken_xml": _("This is no proper XML: %(value)s"),
    "broken_json": _("This is no proper JSON: %(value)s"),
    "too_deep": _("The file is nested deeper than any programme."),
    "entities": _("The file defines entities of its own, which no programme needs: it is not opened."),
    "encoding": _("The letters of the file cannot be read: save it as UTF-8."),
    "nul": _("There are NUL characters in the file: it is damaged or no text."),
    "no_sessions": _("There is no session in the file."),
    "too_many_sessions": _("There are more than %(limit)s sessions in the file."),
    "no_title_of_event": _(
        "The file does not say what the event is called: make the event first, then import into it."
    ),
    "no_days": _("The file does not say when the event takes place: make the event first, then import into it."),
    "people_only": _("The file lists speakers: import the sessions first, then these into the same event."),
    "refused_rows": _("Sessions are refused (%(count)s), and all or none were to be taken: nothing was changed."),
    "done_before": _("This file has been brought in already: send it again to bring it in once more."),
    "not_allowed": _("You may not make what this file needs: %(value)s."),
    "changed_since": _("Something has changed since you looked: look again at what would happen."),
    "invalid": _("%(value)s"),
    # of an address
    "address": _("This is no address of a file: it begins with https://."),
    "host": _(
        "Files are fetched only from hosts that the settings of the portal name, and “%(value)s” is none of them."
    ),
    "private": _("“%(value)s” is in a private network: nothing is fetched from there."),
    "elsewhere": _("The address leads on to another host, “%(value)s”."),
    "unreachable": _("The address cannot be read: %(value)s."),
    "too_slow": _("The address has not answered in full after %(limit)s seconds."),
    # of a session
    "unknown_session": _("There is no such session here yet: import the sessions first, then those who speak in them."),
    "no_session": _("This should be a session, with names and values."),
    "no_title": _("The session has no title."),
    "no_key": _("The session has neither GUID nor code nor number, by which it would be known again."),
    "double": _("The session stands in the file twice; the first is at %(place)s."),
    "no_start": _("The session does not say when it begins."),
    "date": _("“%(value)s” is no date with a time: 2027-05-01T10:00:00+05:00."),
    "year": _("“%(value)s”: no event is in that year."),
    "duration": _("“%(value)s” is no duration: 01:30."),
    "no_end": _("The session does not say when it ends."),
    "ends_before": _("The session ends before it begins."),
    "outside": _("The session lies outside the times of the event, %(begin)s to %(end)s."),
    "room_taken": _("“%(title)s” is in this room at that time."),
    "field": _("%(field)s: %(value)s"),
    # remarks, which stop nothing
    "unknown_kind": _("“%(value)s” is none of our kinds of session: it becomes “%(kind)s”."),
    "unknown_language": _("“%(value)s” is no code of a language: it is left out."),
    "do_not_record": _("The file says that this session must not be recorded: tell whoever records."),
    "left_out": _("Left out, because its state is “%(value)s”."),
    "kept": _("Changed here since the last import, and kept: %(field)s."),
    "person_gone": _("No longer in the file, and left as they are: %(value)s."),
    "nameless": _("Of “%(value)s” the file says no name: left out."),
    "wrong_address": _("“%(value)s” is no address of a page: left out."),
    "zone": _("The file names no time zone that we know: its times are taken as those of %(value)s."),
    "known_elsewhere": _("This session has the GUID of one of “%(event)s”: it gets one of its own."),
    "other_title": _("The file calls the event “%(value)s”."),
    "place_made": _("There is no venue yet for these rooms: one is made."),
    "has_people": _("People are brought in as drafts that may not be shown: mark their consent, then publish them."),
    "sessions_here": _("“%(event)s” has sessions of this file: import into it to bring it up to date."),
}


class Problem(NamedTuple):
    """What is wrong, or worth knowing: a code of MESSAGES and the words for the message."""

    code: str
    params: dict = {}

    def __str__(self):
        return message_of(self.code, self.params)


class FileRefused(Exception):
    """A file that is not read, or not brought in, as a whole; `place` is where in it, "" where nothing is to blame."""

    def __init__(self, code, place="", **params):
        super().__init__(code)
        self.code, self.place, self.params = code, place, params

    def __str__(self):
        message = message_of(self.code, self.params)
        return f"{self.place}: {message}" if self.place else message


class SessionRefused(Exception):
    """A session that cannot be taken, with the Problem."""

    def __init__(self, code, **params):
        super().__init__(code)
        self.problem = Problem(code, params)


def message_of(code, params):
    """Return the sentence for `code` with `params` in the active language."""
    return str(MESSAGES[code]) % params

"""The rooms of a file among those of the event's venue: found by name in any language, else new."""

from events.imports.checks import check_fields
from events.imports.texts import in_one_line, settled, text_of
from events.imports.words import in_interface_languages
from places.models import Room
from publishing.wording import languages_with


def folded(name):
    return in_one_line(name).casefold()


def names_of(row):
    """Return the names of a place or room in all its languages, folded."""
    return {folded(getattr(row, f"name_{language}")) for language in languages_with(row, "name")}


class Rooms:
    """Finds rooms; those that are new wait in `new`, and get `place` when it is known."""

    def __init__(self, place, used, told, language):
        """`used` are keys of rooms the event has elsewhere, `told` what the file says of rooms by themselves."""
        known = Room.objects.filter(place=place) if place else Room.objects.none()
        rooms = (known | Room.objects.filter(pk__in=used)).select_related("place").order_by("-pk")
        self.by_key = {room.pk: room for room in rooms}
        self.by_name = {name: room for room in rooms for name in names_of(room)}
        self.nowhere = {folded(word) for word in in_interface_languages("Room not known")}
        self.nowhere |= names_of(place) if place else set()
        self.seats = {folded(text_of(room.name)): room.capacity for room in told}
        self.language, self.new = language, []

    def find(self, said):
        """Return the Room of these texts, a new one where there is none; None where they name none.

        Our exports put the venue in the place of a room that is not known.
        """
        names = [folded(name) for name in said.values()]
        if not names:
            return None
        if room := next((self.by_name[name] for name in names if name in self.by_name), None):
            return room
        return None if self.nowhere & {*names} else self.make(said, names)

    def make(self, said, names):
        room = Room(capacity=self.seats.get(names[0]))
        for language, name in settled(said, self.language).items():
            setattr(room, f"name_{language}", name)
        check_fields(room, exclude=["place"])
        self.by_name |= dict.fromkeys(names, room)
        self.new.append(room)
        return room

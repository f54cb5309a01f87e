"""schedule.xml of frab, pretalx, other conference systems and ourselves."""

from lxml import etree

from events.imports import times
from events.imports.frab import day_of, session_of
from events.imports.problems import FileRefused
from events.imports.programme import Programme, Room
from events.imports.texts import text_of, texts

PROLOGUE = 64 * 1024  # bytes in which a document type would have to stand


def read(content):
    """Return the Programme in the bytes `content`. Raises FileRefused."""
    root = root_of(content)
    if root.tag != "schedule":
        raise FileRefused("wrong_type")
    conference = root.find("conference")
    told = {} if conference is None else {child.tag: whole_text(child) for child in conference}
    days = root.findall("day")
    return Programme(
        form="schedule.xml",
        title=texts(told.get("title")),
        acronym=told.get("acronym", ""),
        venue=texts(told.get("venue") or told.get("city")),
        zone=times.zone(told.get("time_zone_name") or told.get("timezone") or ""),
        first_day=times.day(told.get("start", "")),
        last_day=times.day(told.get("end", "")),
        rooms=list(rooms_of(days)),
        sessions=[session for day in days for session in sessions_of(day)],
    )


def root_of(content):
    """Parse without network, entities and whatever else a programme does not need."""
    begin = content[:PROLOGUE].partition(b"<schedule")[0]
    if b"<!DOCTYPE" in begin or b"<!ENTITY" in begin:
        raise FileRefused("entities")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise FileRefused("broken_xml", value=str(error)) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise FileRefused("entities")
    return root


def rooms_of(days):
    found = {text_of(said): said for day in days for room in day.findall("room") if (said := texts(room.get("name")))}
    return (Room(said) for said in found.values())


def sessions_of(day):
    begins = day_of(day.get("date", ""), day.get("start", ""))
    for room in day.findall("room"):
        for event in room.findall("event"):
            place = f"{room.get('name', '')}, event {event.get('id', '')} (line {event.sourceline})"
            yield session_of(raw_of(event), place=place, day=begins, room=room.get("name"))


def raw_of(event):
    """Return the elements of an event under the names that frab's JSON has for the same."""
    raw = {child.tag: whole_text(child) for child in event if not len(child)}
    # The XSD has both in attributes; some systems write elements.
    raw |= {name: event.get(name) for name in ("guid", "id", "code") if event.get(name)}
    raw["persons"] = [{**person.attrib, "name": whole_text(person)} for person in event.findall("persons/person")]
    for kind, one in (("links", "link"), ("attachments", "attachment")):
        found = event.findall(f"{kind}/{one}")
        raw[kind] = [{"url": link.get("href"), "title": whole_text(link)} for link in found]
    raw["do_not_record"] = (event.findtext("recording/optout") or "").strip().lower() == "true"
    raw["recording_url"] = (event.findtext("recording/url") or "").strip()
    return raw


def whole_text(element):
    return "".join(element.itertext()).strip()

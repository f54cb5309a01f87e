"""Activities written one after the other: however many there are, one batch of them is in memory."""

from django.utils import timezone
from lxml import etree

from partnerships.iati.activity import activity_element
from partnerships.iati.rows import exported, in_batches

VERSION = "2.03"
SENT_TOGETHER = 64 * 1024  # bytes


class Sink:
    """Where lxml writes to, and from where it is taken."""

    def __init__(self):
        self.parts, self.size = [], 0

    def write(self, part):
        self.parts.append(part)
        self.size += len(part)

    def taken(self):
        whole = b"".join(self.parts)
        self.parts, self.size = [], 0
        return whole


def written(rows, on):
    """Yield, in bytes, the IATI file of those of `rows` of partnerships that can be told on the date `on`.

    Ask first whether there are any: a file without activities breaks the schema.
    """
    sink = Sink()
    root = {"version": VERSION, "generated-datetime": timezone.now().replace(microsecond=0).isoformat()}
    with etree.xmlfile(sink, encoding="utf-8") as file:
        file.write_declaration()
        with file.element("iati-activities", root):
            for partnership in in_batches(exported(rows, on)):
                file.write("\n", activity_element(partnership), pretty_print=False)
                if sink.size >= SENT_TOGETHER:
                    yield sink.taken()
            file.write("\n")
    yield sink.taken()

"""ical.js, the parser of Thunderbird, inside a page."""

from pathlib import Path

PATH = Path(__file__).parent.parent.parent / "node_modules/ical.js/dist/ical.es5.min.cjs"
READ = """text => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map(part => {
    const entry = new ICAL.Event(part);
    const zone = part.getFirstProperty('dtstart').getParameter('tzid');
    return [entry.uid, entry.summary, entry.startDate.toString(), zone, entry.sequence];
})"""


def read_by_ical_js(page, text):
    """Return [uid, summary, start as it is written, its TZID, SEQUENCE] of each event in the calendar `text`."""
    if not page.evaluate("Boolean(window.ICAL)"):
        page.evaluate(PATH.read_text(encoding="utf-8"))
    return page.evaluate(READ, text)

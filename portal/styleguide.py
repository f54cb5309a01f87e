"""Sample rows for /styleguide/: plain objects with the attributes the components read, visibly invented."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django.conf import settings
from django.templatetags.static import static

from events.programme.grid import grid_of
from events.programme.groups import by_room
from events.programme.now import NowAndNext
from events.programme.page import as_grid
from events.programme.rows import SessionRow, Speaker
from events.programme.times import hours_in
from publishing.charts import Bars, Columns, Datum, Figure, Row, grouped

GOAL_TITLES = [
    "No poverty",
    "Zero hunger",
    "Good health",
    "Quality education",
    "Gender equality",
    "Clean water",
    "Clean energy",
    "Decent work",
    "Industry and innovation",
    "Reduced inequalities",
    "Sustainable cities",
    "Responsible consumption",
    "Climate action",
    "Life below water",
    "Life on land",
    "Peace and justice",
    "Partnerships",
]
LONG_KAZAKH = "Үкіметтік емес ұйымдармен серіктестікте тұрақты даму платформаларын құру"
LONG_RUSSIAN = "Взаимодействие некоммерческих организаций и государства"
ANCHOR = "#content"


class Sample(SimpleNamespace):
    """A stand-in for a row: says the same in every content language, and leads nowhere."""

    get_absolute_url = ANCHOR

    def __getattr__(self, name):
        field, _, language = name.rpartition("_")
        if language in dict(settings.LANGUAGES) and field in self.__dict__:
            return self.__dict__[field]
        raise AttributeError(name)


class Rows(list):
    """A list that answers `.all` as a related manager does."""

    def all(self):
        return self


def _goals():
    return [Sample(number=number, title=title) for number, title in enumerate(GOAL_TITLES, 1)]


def _tags(goals):
    water, partnerships = goals[5], goals[16]
    target = Sample(code="6.5", title="Sample target on managing water together")
    return Rows(
        [
            Sample(goal=water, goal_id=6, target=target, why="Sample reason: the session dealt with water."),
            Sample(goal=partnerships, goal_id=17, target=None, why="Sample reason: it is a partnership."),
        ]
    )


def _photo():
    rendition = {"url": static("img/placeholder.svg"), "width": 640, "height": 420}
    return Sample(
        alt="A drawing of a bridge, standing in for a photograph",
        caption="Sample caption: participants of the sample session",
        credit="Sample photographer",
        licence="CC-BY-4.0",
        get_licence_display="CC BY 4.0",
        is_placeholder=True,
        sources=[],
        fallback=rendition,
        thumbnail=rendition,
    )


def _step(kind, label, title="", on=None, **more):
    return {"kind": kind, "label": label, "title": title, "date": on, "url": ANCHOR, "present": bool(title), **more}


def _thread():
    return [
        _step("session", "Session", "Sample session", date(2023, 10, 19)),
        _step("commitment", "Commitment", "Sample commitment", date(2023, 10, 19)),
        _step("partnership", "Partnership", LONG_RUSSIAN, date(2024, 2, 1)),
        _step("report", "Progress report"),
        _step("assessment", "Independent assessment"),
        _step("review", "National review", "Sample review", when="2025"),
    ]


def _people(photo):
    organisation = Sample(
        name="Sample organisation",
        get_kind_display="National NGO",
        country="KZ",
        get_country_display="Kazakhstan",
        region=Sample(name="Sample region"),
        verification=Sample(
            get_level_display="documents seen",
            checks=["name as in the register", "charter"],
            checked_on=date(2026, 5, 3),
            expires_on=date(2027, 5, 3),
        ),
    )
    person = Sample(name="Sample Person", initials="SP", portrait=None)
    return {
        "organisation": organisation,
        "ministry": Sample(name=LONG_KAZAKH, get_kind_display="Government", country="", region=None),
        "person": person,
        "pictured_person": Sample(name="Pictured Person", initials="PP", portrait=photo),
        "quote": Sample(kind="quote", text="Sample words, as spoken.", source_url="", person=person),
        "summary": Sample(kind="summary", text="Said, in our words.", source_url="", person=person),
    }


def _event(people, tags):
    return Sample(
        title="Sample forum",
        get_kind_display="Forum",
        first_day=date(2023, 10, 19),
        last_day=date(2023, 10, 20),
        timezone="Asia/Almaty",
        place=Sample(name="Sample hall", locality="Sample city"),
        organisers=Rows([Sample(organisation=people["organisation"])]),
        event_status="EventScheduled",
        tags=tags,
    )


ZONE = ZoneInfo("Asia/Almaty")


SAMPLE_SESSION = {
    **dict.fromkeys(SessionRow.PRINTED, ""),
    "PRINTED": SessionRow.PRINTED,
    "url": ANCHOR,
    "title": LONG_KAZAKH,
    "event_title": "Sample forum",
    "kind_name": "Panel session",
    "languages_in_words": "Kazakh, Russian",
    "people": [Speaker("Sample Person", ANCHOR, "Moderator"), Speaker("Another", ANCHOR, "")],
    "goal_numbers": ["6", "17"],
    "day_name": "19 October",
    "is_cancelled": False,
    "is_published": True,
}


def _session(room, hour, minutes=90, **more):
    """What SessionRow has for components and for the grid."""
    start = datetime(2023, 10, 19, hour, tzinfo=ZONE)
    end = start + timedelta(minutes=minutes)
    when = {"starts_at": start, "ends_at": end, "day": start.date(), "hours": hours_in(ZONE, start, end, start.date())}
    where = dict.fromkeys(["room", "room_key", "room_name"], room)
    return Sample(**{**SAMPLE_SESSION, **when, **where, **more})


def _programme():
    """A day with sessions side by side, one that ends the next day, and one that does not take place."""
    off = {"is_cancelled": True, "status": "cancelled", "status_name": "Cancelled", "title": "Sample workshop"}
    rows = [
        _session("Hall 1", 9),
        _session("Hall 2", 9, 60),
        _session("Hall 2", 9, 60, **off),
        _session("Hall 1", 22, 180),
    ]
    return {
        "session": rows[0],
        "table": as_grid(grid_of(None, rows, by_room, ZONE)).tables[0],
        "now_and_next": NowAndNext(rows[:2], rows[3:]),
        "zones": [{"name": "Asia/Almaty", "label": "Almaty (UTC+6)", "is_current": True}],
    }


def _meetings(people, tags):
    return {"event": _event(people, tags), **_programme()}


def _results(people, tags):
    return {
        "partnership": Sample(
            title=LONG_RUSSIAN,
            get_kind_display="Agreement",
            signed_on=date(2021, 7, 1),
            signed_precision="month",
            partners=Rows([Sample(organisation=people["organisation"]), Sample(organisation=people["ministry"])]),
            status="running",
            status_name="Running",
            tags=tags,
        ),
        "commitment": Sample(
            title="Sample commitment",
            owner=people["organisation"],
            due_on=date(2024, 6, 1),
            progress="overdue",
            progress_name="Overdue",
            tags=Rows(),
        ),
    }


def _story(photos):
    title = "Sample story with a title of some length"
    lead = "The first sentence of the sample story."
    return Sample(title=title, lead=lead, dated_on=date(2023, 10, 19), photos=Rows(photos))


def _knowledge(tags):
    return {
        "resource": Sample(
            title="Sample practice", summary="What was done, briefly. " * 8, get_kind_display="Good practice", tags=tags
        ),
        "story": _story([]),
        "pictured_story": _story([Sample(photo=_photo())]),
        "review": Sample(year=2022, get_country_display="Kazakhstan", contribution_count=2, tags=tags),
    }


def _list_furniture():
    return {
        "trail": [{"label": "Events", "url": ANCHOR}, {"label": LONG_KAZAKH, "url": ""}],
        "chips": [{"label": label, "remove_url": ANCHOR} for label in ["Kazakhstan", "Clean water"]],
        "sorts": [
            {"label": "Newest", "url": ANCHOR, "is_current": True},
            {"label": "Name", "url": ANCHOR, "is_current": False},
        ],
        "exports": [{"label": label, "url": ANCHOR} for label in ["CSV", "iCalendar"]],
        "licence": {"name": "Sample licence", "url": ANCHOR},
    }


def _detail_furniture():
    return {
        "facts": [
            {"label": "When", "value": "19 October 2023", "datetime": "2023-10-19"},
            {"label": "Where", "value": "Sample hall, Sample city", "url": ANCHOR},
            {"label": "Organiser", "value": LONG_KAZAKH},
        ],
        "figures": [
            {"number": "12", "label": "commitments", "url": ANCHOR},
            {"number": "5", "label": "kept", "url": ""},
            {"number": "18,000", "label": LONG_RUSSIAN, "url": ""},
        ],
        "sourced": Sample(
            source="Sample source", source_url="https://example.org/", updated_at=datetime(2023, 10, 19, tzinfo=UTC)
        ),
        "content_languages": [{"code": "kk", "name": "қазақша"}, {"code": "ru", "name": "русский"}],
    }


def _figure():
    numbers = {"Sample country": 18_204, LONG_RUSSIAN: 6_068, "Another": 412}
    bars = Bars([Datum(label, number, ANCHOR) for label, number in numbers.items()])
    years = Columns([Datum(str(2000 + year), year * (20 - year)) for year in range(20)])
    rows = [Row("", label, ANCHOR, [number], [grouped(number)]) for label, number in numbers.items()]
    charts = [("Bars", bars), ("Columns", years)]
    return Figure("sample", "A figure", "Most are in the sample country.", charts, ["Country", "Number"], rows, ANCHOR)


def sample_context():
    """Return everything that templates/styleguide.html shows; no database row is read."""
    goals, photo = _goals(), _photo()
    tags, people = _tags(goals), _people(photo)
    return {
        **people,
        **_meetings(people, tags),
        **_results(people, tags),
        **_knowledge(tags),
        **_list_furniture(),
        **_detail_furniture(),
        "goals": goals,
        "goal": goals[5],
        "photo": photo,
        "tags": tags,
        "steps": _thread(),
        "figure": _figure(),
        "states": ["draft", "on_course", "running", "published", "kept", "ended", "returned", "overdue", "cancelled"],
        "nothing": None,
    }

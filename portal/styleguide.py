"""Sample rows for /styleguide/: plain objects with the attributes the components read, visibly invented."""

from datetime import date, datetime, timezone
from types import SimpleNamespace

from django.templatetags.static import static


class Sample(SimpleNamespace):
    """A row with the texts it was given in English, and empty lists for what it was not given."""

    def __getattr__(self, name):
        if name.endswith("_en") and name[:-3] in self.__dict__:
            return self.__dict__[name[:-3]]
        raise AttributeError(name)


def _many(*rows):
    """Rows as a related manager gives them, by `.all`."""
    return Sample(all=list(rows))


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


def _linked(**attributes):
    return Sample(get_absolute_url="#sample", **attributes)


def _goals():
    return [_linked(number=number, title=title) for number, title in enumerate(GOAL_TITLES, 1)]


def _photo():
    return Sample(
        alt="A drawing of a bridge, standing in for a photograph",
        caption="Sample caption: participants of the sample session",
        credit="Sample photographer",
        licence="CC-BY-4.0",
        get_licence_display="CC BY 4.0",
        is_placeholder=True,
        sources=[],
        fallback={"url": static("img/placeholder.svg"), "width": 640, "height": 420},
    )


def _thread():
    return [
        {"kind": "session", "label": "Session", "title": "Sample session", "url": "#sample", "date": date(2023, 10, 19), "present": True},
        {"kind": "commitment", "label": "Commitment", "title": "Sample commitment", "url": "#sample", "date": date(2023, 10, 19), "present": True},
        {"kind": "partnership", "label": "Partnership", "title": LONG_RUSSIAN, "url": "#sample", "date": date(2024, 2, 1), "present": True},
        {"kind": "report", "label": "Progress report", "title": "", "url": "", "date": None, "present": False},
        {"kind": "assessment", "label": "Independent assessment", "title": "", "url": "", "date": None, "present": False},
        {"kind": "review", "label": "National review", "title": "Sample review", "url": "#sample", "when": "2025", "present": True},
    ]


def _nouns(goals):
    organisation = _linked(name="Sample organisation", get_kind_display="National NGO", country="KZ", get_country_display="Kazakhstan", region=Sample(name="Sample region"))
    ministry = _linked(name=LONG_KAZAKH, get_kind_display="Government", region=None)
    person = _linked(name="Sample Person", initials="SP", portrait=None)
    return {
        "organisation": organisation,
        "ministry": ministry,
        "person": person,
        "pictured_person": _linked(name="Pictured Person", initials="PP", portrait=_photo()),
        "event": _linked(
            title="Sample forum",
            get_kind_display="Forum",
            starts_at=datetime(2023, 10, 19, 4, tzinfo=timezone.utc),
            ends_at=datetime(2023, 10, 20, 12, tzinfo=timezone.utc),
            first_day=date(2023, 10, 19),
            last_day=date(2023, 10, 20),
            timezone="Asia/Almaty",
            organisers=_many(Sample(organisation=organisation)),
            tags=_many(Sample(goal_id=6), Sample(goal_id=17)),
            place=Sample(name="Sample hall", locality="Sample city"),
            event_status="EventScheduled",
        ),
        "session": _linked(
            title=LONG_KAZAKH,
            get_kind_display="Panel",
            starts_at=datetime(2023, 10, 19, 9, tzinfo=timezone.utc),
            ends_at=datetime(2023, 10, 19, 10, 30, tzinfo=timezone.utc),
            room=Sample(name="Sample room"),
            status="confirmed",
            event=Sample(title="Sample forum", timezone="Asia/Almaty"),
            appearances=_many(Sample(person=person, role="moderator", get_role_display="Moderator")),
            tags=_many(Sample(goal_id=17)),
        ),
        "partnership": _linked(
            title=LONG_RUSSIAN,
            get_kind_display="Agreement",
            signed_on=date(2021, 7, 1),
            signed_precision="month",
            status="running",
            status_name="Running",
            partners=_many(Sample(organisation=organisation), Sample(organisation=ministry)),
            tags=_many(Sample(goal_id=17)),
        ),
        "commitment": _linked(
            title="Sample commitment",
            due_on=date(2024, 6, 1),
            owner=organisation,
            progress="overdue",
            progress_name="Overdue",
            tags=_many(),
        ),
        "resource": _linked(title="Sample practice", summary="What was done, in two lines. " * 5, get_kind_display="Good practice"),
        "story": _linked(title="Sample story with a title of some length", lead="The first sentence of the sample story."),
        "review": _linked(year=2022),
        "goal": goals[5],
    }


def sample_context():
    """Everything templates/styleguide.html shows; no database row is read."""
    goals = _goals()
    nouns = _nouns(goals)
    return {
        **nouns,
        "goals": goals,
        "photo": _photo(),
        "tags": [
            Sample(
                goal=goals[5],
                target=_linked(code="6.5", title="Sample target on managing water together"),
                why="Sample reason: the session dealt with water.",
            ),
            Sample(goal=goals[16], target=None, why="Sample reason: it is a partnership."),
        ],
        "steps": _thread(),
        "trail": [{"label": "Events", "url": "#sample"}, {"label": LONG_KAZAKH, "url": ""}],
        "chips": [{"label": "Kazakhstan", "remove_url": "#sample"}, {"label": "Clean water", "remove_url": "#sample"}],
        "sorts": [{"label": "Newest", "url": "#sample", "is_current": True}, {"label": "Name", "url": "#sample", "is_current": False}],
        "exports": [{"label": "CSV", "url": "#sample"}, {"label": "iCalendar", "url": "#sample"}],
        "facts": [
            {"label": "When", "value": "19 October 2023", "datetime": "2023-10-19"},
            {"label": "Where", "value": "Sample hall, Sample city", "url": "#sample"},
            {"label": "Organiser", "value": LONG_KAZAKH},
        ],
        "figures": [{"number": "12", "label": "commitments", "url": "#sample"}, {"number": "5", "label": "kept", "url": ""}, {"number": "18 000", "label": LONG_RUSSIAN, "url": ""}],
        "sources": [{"name": "Sample source", "url": "https://example.org/", "date": date(2023, 10, 19)}],
        "content_languages": [{"code": "kk", "name": "қазақша"}, {"code": "ru", "name": "русский"}],
        "quote": Sample(text="Sample words, as spoken.", kind="quote", person=nouns["person"]),
        "summary": Sample(text="A sample summary of what was said, in our words.", kind="summary", person=nouns["person"]),
        "organisation_tags": [Sample(goal_id=5), Sample(goal_id=6)],
        "states": ["draft", "submitted", "published", "returned", "archived", "cancelled", "overdue"],
        "nothing": None,
    }

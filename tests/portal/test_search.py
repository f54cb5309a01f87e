"""Run on whichever database: the same data and questions give the same answers on SQLite and on PostgreSQL."""

from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.utils.translation import override
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from portal.models import SearchDocument
from portal.search import engines
from portal.search.query import Count, facet_counts, search
from publishing.models import PublicationState
from tests.events.factories import (
    AppearanceFactory,
    EventFactory,
    SessionFactory,
    StatementFactory,
)
from tests.partnerships.factories import PartnershipFactory
from tests.people.factories import OrganisationFactory, OrganisationNameFactory, PersonFactory, UserFactory

pytestmark = pytest.mark.django_db


def titles(text, **options):
    """The plain titles of the first page of results."""
    return [hit.title.replace("<mark>", "").replace("</mark>", "") for hit in search(text, **options).page().hits]


@pytest.fixture
def forum():
    """What the article of October 2023 tells of, in brief."""
    event = EventFactory(title_en="Civic Forum in Astana", title_ru="Гражданский форум в Астане")
    session = SessionFactory(
        event=event,
        title_en="Sustainable platforms in partnership with NGOs",
        title_ru="Устойчивые платформы в партнёрстве с НПО",
        title_kk="ҮЕҰ-мен серіктестіктегі орнықты платформалар",
        abstract_ru="Сотрудничество организаций Казахстана, водные ресурсы Туркменистана.",
        abstract_kk="Қазақстан ұйымдарының ынтымақтастығы.",
    )
    undp = OrganisationFactory(name_en="United Nations Development Programme")
    OrganisationNameFactory(organisation=undp, text="UNDP")
    agency = OrganisationFactory(name_en="", name_ru="Аналитическое агентство «Ынанч-Вепа»")
    moderator = PersonFactory(name_en="", name_ru="Сухроб Ходжиматов")
    PersonFactory(name_en="Guljamal Nurmuhamedova")
    AppearanceFactory(session=session, person=moderator, organisation=undp, job_title_en="Deputy Representative")
    AppearanceFactory(session=session, organisation=agency)
    PartnershipFactory(title_en="Regional platform for exchanging knowledge", summary_en="Of 18,000 organisations.")
    return event


SESSION = "Sustainable platforms in partnership with NGOs"
EVENT = "Civic Forum in Astana"
PLATFORM = "Regional platform for exchanging knowledge"
AGENCY = "Аналитическое агентство «Ынанч-Вепа»"
UNDP = "United Nations Development Programme"
MODERATOR = "Сухроб Ходжиматов"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ynanch", [AGENCY, SESSION]),
        ("ынанч вепа", [AGENCY, SESSION]),
        ("Qazaqstan", [SESSION]),
        ("Казахстан", [SESSION]),
        ("КАЗАХСТАНА", [SESSION]),
        ("уйымдарынын", [SESSION]),
        ("организации", [SESSION]),
        ("платформа", [PLATFORM, SESSION]),
        ("platforms", [PLATFORM, SESSION]),
        ("партнерство с нпо", [SESSION]),
        ("Khodzhimatov", [MODERATOR, SESSION]),
        ("Hojimatov", [MODERATOR, SESSION]),
        ("Xojimatov Suhrob", [MODERATOR, SESSION]),
        ("Нурмухамедова", ["Guljamal Nurmuhamedova"]),
        ("Гульджамал Nurmukhamedova", ["Guljamal Nurmuhamedova"]),
        ("undp", [UNDP]),
        ("forum astana", [EVENT]),
        ("форум в Астане", [EVENT]),
        ("foru asta", [EVENT]),
        ("Turkmenistan NGOs", [SESSION]),
        ("18000", [PLATFORM]),
        ("forum dushanbe", []),
        ("orum", []),
        ("'", []),
        ('"', []),
        ("forum'", [EVENT]),
        ('"civic forum"', [EVENT]),
        ("civic AND forum", [EVENT]),
        ("civic NOT forum", []),
        ("forum*", [EVENT]),
        ("civic:forum", [EVENT]),
        ("-forum ^civic (", [EVENT]),
        ("forum & civic | !astana <->", [EVENT]),
        ("civic\x00forum", [EVENT]),
        ("%", []),
        ("😀", []),
        ("forum 😀", [EVENT]),
        ("", []),
        ("   ", []),
    ],
)
def test_search_finds_exactly(forum, text, found):
    assert titles(text, language="en") == found


def test_ten_thousand_characters_are_just_text(forum):
    assert titles("forum " * 2_000, language="en") == [EVENT]
    assert titles("f" * 10_000, language="en") == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.text(max_size=60))
@example("a" * 64 + "'*")
@example("x ё ў " * 20)
@example("NEAR(a b, 2)")
@example("\\ ' :A & | ! <1>")
def test_no_question_is_an_error(forum, text):
    results = search(text, language="en")

    assert results.total.number >= len(results.page().hits)


def test_titles_come_first_then_kinds_then_the_latest():
    mentioned = EventFactory(title_en="Meeting", summary_en="About water.")
    older = EventFactory(title_en="Water talks")
    newer = EventFactory(title_en="Water week", ends_at=datetime(2026, 1, 2, tzinfo=UTC))
    newer.starts_at = datetime(2026, 1, 1, tzinfo=UTC)
    newer.save()
    organisation = OrganisationFactory(name_en="Friends of water")

    hits = search("water", language="en").page(size=50).hits

    keys = [hit.object_id for hit in hits if hit.kind in ("event", "organisation")]
    assert keys == [str(row.pk) for row in (organisation, newer, older, mentioned)]


def test_drafts_and_what_hangs_on_them_are_found_by_nobody_but_staff(forum, editor):
    forum.publication_state = PublicationState.DRAFT
    forum.save()

    assert titles("forum") == []
    assert titles("platforms", language="en") == [PLATFORM]
    assert [facet.kind for facet in facet_counts("platforms")] == ["partnership"]
    assert titles("forum", user=editor, language="en") == [EVENT]
    assert [facet.kind for facet in facet_counts("platforms", user=editor)] == ["partnership", "session"]


def test_staff_see_the_drafts_of_models_they_may_view_only():
    EventFactory(title_en="Secret event", publication_state=PublicationState.DRAFT)
    OrganisationFactory(name_en="Secret organisation", publication_state=PublicationState.DRAFT)
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_event"))

    assert titles("secret", user=user, language="en") == ["Secret event"]
    assert [(facet.kind, facet.count) for facet in facet_counts("secret", user=user)] == [("event", 1)]


def test_index_that_lags_behind_shows_nothing_withdrawn():
    EventFactory(title_en="Withdrawn forum")
    type(EventFactory.build()).objects.update(publication_state=PublicationState.DRAFT)  # no signal

    assert titles("withdrawn") == []


def test_facets_count_by_kind_whatever_kind_is_chosen(forum):
    results = search("платформа", kind="session")

    assert [(facet.kind, facet.count, facet.is_more) for facet in results.facets] == [
        ("partnership", 1, False),
        ("session", 1, False),
    ]
    assert results.total == Count(1, False)
    assert [hit.kind for hit in results.page().hits] == ["session"]
    assert search("платформа", kind="nonsense").page().hits == []


def test_counting_stops_where_nobody_reads_on(monkeypatch):
    monkeypatch.setattr(engines, "MOST_COUNTED", 2)
    for _ in range(4):
        EventFactory(title_en="Common word")

    assert [(facet.count, facet.is_more) for facet in facet_counts("common")] == [(2, True)]
    assert search("common").total == Count(2, True)


def test_pages_follow_each_other_without_gap_or_repetition():
    for number in range(5):
        EventFactory(title_en=f"Water talks {number}")
        EventFactory(title_en=f"Talks {number}", summary_en="On water.")
    results = search("water talks", kind="event")

    seen, after = [], ""
    for _ in range(4):
        page = results.page(after=after, size=3)
        seen += [hit.object_id for hit in page.hits]
        after = page.next

    assert after == ""
    assert seen == [hit.object_id for hit in results.page(size=50).hits]
    assert len(set(seen)) == 10


@pytest.mark.parametrize("after", ["x", "1", "7-3", "-1", "0-x", "1-٣", "0-" + "9" * 30, "\x00", "1--5"])
def test_wrong_position_gives_the_first_page(forum, after):
    assert [hit.kind for hit in search("forum").page(after=after).hits] == ["event"]


def test_position_beyond_the_end_gives_an_empty_page(forum):
    assert search("forum").page(after="1-9999999999999999999").hits == []


def test_page_of_results_costs_at_most_six_queries(forum, count_queries):
    for _ in range(30):
        SessionFactory(title_en="Forum session")
        OrganisationFactory(description_en="Forum")

    def read():
        results = search("forum", language="en")
        assert results.total.number == 61
        assert len(results.page().hits) == 20

    assert count_queries(read) <= 6


def test_titles_and_snippets_are_in_the_readers_language_and_marked(forum):
    with override("ru"):
        [hit] = search("водным ресурсам").page().hits

    assert hit.title == "Устойчивые платформы в партнёрстве с НПО"
    assert hit.title_language == hit.snippet_language == "ru"
    assert "Казахстана, <mark>водные</mark> <mark>ресурсы</mark> Туркменистана." in hit.snippet
    assert hit.url == f"/ru/events/{forum.slug}/{forum.sessions.get().slug}/"


def test_snippet_is_in_the_language_in_which_the_word_was_found(forum):
    [hit] = search("ресурсы Туркменистана", language="en").page().hits

    assert (hit.title_language, hit.snippet_language) == ("en", "ru")


def test_texts_are_escaped():
    EventFactory(title_en="<b>Water</b> & land", summary_en='<script>water</script> "quoted"')

    [hit] = search("water", kind="event", language="en").page().hits

    assert hit.title == "&lt;b&gt;<mark>Water</mark>&lt;/b&gt; &amp; land"
    assert hit.snippet == "&lt;script&gt;<mark>water</mark>&lt;/script&gt; &quot;quoted&quot;"


def test_statement_is_found_with_its_session():
    statement = StatementFactory(text_en="A vibrant civic society")

    [hit] = search("vibrant", language="en").page().hits

    assert (hit.kind, hit.object_id) == ("session", str(statement.session_id))


def test_goals_and_targets_are_there_from_the_start():
    assert [hit.url for hit in search("6.5", kind="target", language="en").page().hits] == ["/en/goals/6/#target-6.5"]
    assert search("ЦУР 5", kind="goal").page().hits[0].object_id == "5"
    assert SearchDocument.objects.filter(kind="target", is_public=True).count() == 169

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.migrations.state import ProjectState
from django.test.utils import CaptureQueriesContext

from goals import reference
from goals.models import Goal, Target
from publishing import content_version

pytestmark = pytest.mark.django_db

LANGUAGES = {"en", "ru", "kk"}
# The last number and the last letter of each goal's targets: 1.1–1.5, 1.a, 1.b and so on.
LAST = [
    *["5b", "5c", "9d", "7c", "6c", "6b", "3b", "10b", "5c"],
    *["7c", "7c", "8c", "3b", "7c", "9c", "10b", "19"],
]


def codes_of(goal, last):
    numbers, letter = (last[:-1], last[-1]) if last[-1].isalpha() else (last, "")
    letters = "abcd"[: "abcd".index(letter) + 1] if letter else ""
    return [f"{goal}.{end}" for end in (*range(1, int(numbers) + 1), *letters)]


def emit(**kwargs):
    reference.load_after_migrate(using="default", **kwargs)


def rows():
    return list(Goal.objects.order_by("number").values()), list(Target.objects.in_order().values())


def test_the_files_hold_the_seventeen_goals_in_order():
    assert [goal["number"] for goal in reference.framework()] == list(range(1, 18))


def test_the_files_hold_exactly_the_169_targets_of_the_framework():
    expected = [code for goal, last in enumerate(LAST, start=1) for code in codes_of(goal, last)]

    assert [code for goal in reference.framework() for code in goal["targets"]] == expected
    assert len(expected) == 169


def test_every_goal_and_target_is_titled_in_english_russian_and_kazakh():
    titles = [title for goal in reference.framework() for title in (goal["title"], *goal["targets"].values())]

    assert [title for title in titles if set(title) != LANGUAGES] == []
    assert [title for title in titles if not all(text.strip() == text != "" for text in title.values())] == []


def test_no_two_titles_of_one_language_are_the_same():
    for language in LANGUAGES:
        titles = [text[language] for goal in reference.framework() for text in goal["targets"].values()]
        assert len(set(titles)) == 169


def test_titles_are_short():
    titles = [text for goal in reference.framework() for title in goal["targets"].values() for text in title.values()]

    assert [text for text in titles if len(text) > 75] == []


def test_a_new_database_has_goals_and_targets_in_three_languages():
    assert Goal.objects.exclude(title_en="").exclude(title_ru="").exclude(title_kk="").count() == 17
    assert Target.objects.exclude(title_en="").exclude(title_ru="").exclude(title_kk="").count() == 169
    assert Goal.objects.filter(title_ky=None, title_tg=None, title_tk=None, title_uz=None).count() == 17


def test_goal_six_is_complete():
    goal = Goal.objects.get(number=6)

    assert (goal.colour, goal.title_en, goal.title_ru, goal.title_kk) == (
        "#26BDE2",
        "Clean water and sanitation",
        "Чистая вода и санитария",
        "Таза су және санитария",
    )
    assert goal.targets.count() == 8


def test_loading_again_changes_nothing():
    before, version = rows(), content_version.current()

    emit()

    assert rows() == before
    assert content_version.current() == version


def test_loading_again_is_three_queries():
    with CaptureQueriesContext(connection) as queries:
        emit()

    assert len(queries) == 3  # tables, goals, targets


def test_an_edited_row_is_not_overwritten():
    Target.objects.filter(code="6.5").update(title_en="Share rivers", title_ru=None)

    emit()

    assert Target.objects.values("title_en", "title_ru").get(code="6.5") == {
        "title_en": "Share rivers",
        "title_ru": None,
    }


def test_missing_rows_return_and_raise_the_content_version():
    Target.objects.filter(goal__in=[6, 17]).delete()
    Goal.objects.filter(number=17).delete()
    version = content_version.current()

    emit()

    assert Goal.objects.count() == 17
    assert Target.objects.count() == 169
    assert Target.objects.get(code="6.b").position == 102
    assert content_version.current() == version + 1


def test_an_empty_database_is_filled_in_few_queries():
    Target.objects.all().delete()
    Goal.objects.all().delete()

    with CaptureQueriesContext(connection) as queries:
        assert reference.load(Goal, Target) == 186

    assert len(queries) <= 6


def test_nothing_happens_where_goals_have_not_been_migrated_yet():
    emit(apps=ProjectState().apps)


def test_nothing_happens_where_the_tables_are_missing(monkeypatch):
    monkeypatch.setattr(connection.introspection, "table_names", list)
    Target.objects.filter(goal=17).delete()

    emit()

    assert Target.objects.filter(goal=17).count() == 0


@pytest.mark.django_db(transaction=True)
def test_emptying_the_database_leaves_the_framework_in_it():
    call_command("flush", interactive=False, verbosity=0)

    assert (Goal.objects.count(), Target.objects.count()) == (17, 169)

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.utils.translation import override

from goals.contrast import contrast
from goals.models import Goal, Indicator, Target
from tests.goals.factories import IndicatorFactory

pytestmark = pytest.mark.django_db


def test_text_is_white_on_seven_goals_and_dark_on_the_others():
    white = [goal.number for goal in Goal.objects.order_by("number") if goal.text_colour == "#ffffff"]

    assert white == [1, 4, 8, 10, 13, 16, 17]


def test_text_on_every_tile_has_a_contrast_of_at_least_four_and_a_half():
    illegible = [goal.number for goal in Goal.objects.all() if contrast(goal.colour, goal.text_colour) < 4.5]

    assert illegible == []


def test_tiles_in_the_style_sheet_have_the_official_colours_and_the_text_colours_of_the_model(settings):
    css = (settings.BASE_DIR / "static/css/tokens.css").read_text()
    white = css.partition("{ color: #ffffff; }")[0].rpartition("\n")[2]

    for goal in Goal.objects.all():
        assert f".goal--{goal.number} {{ background-color: {goal.colour.lower()}; }}" in css
        assert (f".goal--{goal.number}" in white.replace(",", "").split()) == (goal.text_colour == "#ffffff")


def test_contrast_of_black_and_white_is_twenty_one():
    assert contrast("#000000", "#ffffff") == 21


def test_there_is_no_eighteenth_goal():
    goal = Goal(number=18, title="Space", colour="#000000")

    with pytest.raises(ValidationError) as refusal:
        goal.full_clean()
    with pytest.raises(IntegrityError):
        goal.save()

    assert refusal.value.message_dict == {"number": ["Ensure this value is less than or equal to 17."]}


@pytest.mark.parametrize("colour", ["red", "26BDE2", "#26bde2", "#26BDE2\n"])
def test_a_colour_is_written_as_a_hash_and_six_digits(colour):
    with pytest.raises(ValidationError) as refusal:
        Goal(number=6, title="Water", colour=colour).clean_fields()

    assert "colour" in refusal.value.message_dict


def test_targets_stand_in_the_order_of_the_framework():
    codes = Target.objects.filter(goal__in=[6, 16]).in_order().values_list("code", flat=True)

    assert list(codes) == [
        *["6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.a", "6.b"],
        *["16.1", "16.2", "16.3", "16.4", "16.5", "16.6", "16.7", "16.8", "16.9", "16.10", "16.a", "16.b"],
    ]


def test_a_title_is_shown_in_the_readers_language_or_else_in_russian():
    target = Target.objects.get(code="6.1")

    shown = {}
    for language in ("kk", "ru", "en", "tg"):
        with override(language):
            shown[language] = target.title

    assert shown == {
        "kk": "Баршаға қауіпсіз әрі қымбат емес ауыз су",
        "ru": "Безопасная и недорогая питьевая вода для всех",
        "en": "Safe and affordable drinking water for all",
        "tg": "Безопасная и недорогая питьевая вода для всех",
    }


def test_the_code_of_a_target_begins_with_the_number_of_its_goal():
    stray = Target(code="16.11", goal_id=6, title="Stray", position=11)

    with pytest.raises(ValidationError) as refusal:
        stray.full_clean()
    with pytest.raises(IntegrityError):
        stray.save()

    assert refusal.value.message_dict["__all__"] == ["The code must begin with the number of the goal."]


@pytest.mark.parametrize("code", ["6", "6.", "18.1", "6.01", "6.٣", "6.1.1", "6.1\n"])
def test_a_target_needs_a_code_of_the_framework(code):
    with pytest.raises(ValidationError) as refusal:
        Target(code=code, goal_id=6, title="Stray").clean_fields()

    assert refusal.value.message_dict["code"][0] == "Give a code such as 6.5 or 6.b."


def test_everybody_may_see_the_framework():
    indicator = IndicatorFactory()

    assert Goal.objects.visible_to(AnonymousUser()).count() == 17
    assert Target.objects.visible_to(AnonymousUser()).count() == 169
    assert list(Indicator.objects.visible_to(AnonymousUser())) == [indicator]
    assert list(Goal.objects.editable_by(AnonymousUser())) == []


def test_the_code_of_an_indicator_begins_with_the_code_of_its_target():
    with pytest.raises(IntegrityError):
        IndicatorFactory(code="6.4.1", target_id="6.5")


def test_an_indicator_may_follow_another_under_the_same_code_but_not_stand_beside_it():
    former = IndicatorFactory(code="6.5.1", since=2016, until=2020)
    current = IndicatorFactory(code="6.5.1", since=2020)

    assert list(Indicator.objects.in_order()) == [former, current]
    assert list(Indicator.objects.current()) == [current]
    with pytest.raises(IntegrityError):
        IndicatorFactory(code="6.5.1")


def test_an_indicator_does_not_end_before_it_begins():
    with pytest.raises(IntegrityError):
        IndicatorFactory(since=2020, until=2016)


def test_indicators_stand_in_the_order_of_the_framework():
    for code in ("6.a.1", "6.5.10", "10.1.1", "6.5.2"):
        IndicatorFactory(code=code, target_id=code.rpartition(".")[0])

    codes = Indicator.objects.in_order().values_list("code", flat=True)

    assert list(codes) == ["6.5.2", "6.5.10", "6.a.1", "10.1.1"]

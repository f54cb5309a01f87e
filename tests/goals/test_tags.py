"""The rules of SdgTag, on the tags of events."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.forms import inlineformset_factory

from events.models import Event, EventTag
from goals.forms import SdgTagFormSet
from tests.events.factories import EventFactory, EventTagFactory

pytestmark = pytest.mark.django_db


def test_picking_a_target_implies_its_goal():
    tag = EventTagFactory(goal_id=None, target_id="16.7")

    assert EventTag.objects.values_list("goal", "target").get(pk=tag.pk) == (16, "16.7")


def test_a_form_may_leave_out_the_goal_where_a_target_is_picked():
    tag = EventTag(event=EventFactory(), target_id="6.b")

    tag.full_clean()

    assert tag.goal_id == 6


def test_a_tag_without_goal_and_target_is_refused():
    with pytest.raises(ValidationError) as refusal:
        EventTag(event=EventFactory()).full_clean()

    assert refusal.value.message_dict == {"goal": ["Choose a goal or one of its targets."]}


@pytest.mark.parametrize(("goal", "target"), [(7, "6.5"), (1, "16.7"), (16, "1.1")])
def test_a_target_of_another_goal_is_refused(goal, target):
    tag = EventTag(event=EventFactory(), goal_id=goal, target_id=target)

    with pytest.raises(ValidationError) as refusal:
        tag.full_clean()
    with pytest.raises(IntegrityError):
        tag.save()

    assert refusal.value.message_dict == {"__all__": ["The target belongs to another goal."]}


@pytest.mark.parametrize("target", [None, "6.5"])
def test_the_same_goal_or_target_is_given_once(target):
    event = EventTagFactory(goal_id=6, target_id=target).event
    second = EventTag(event=event, goal_id=6, target_id=target)

    with pytest.raises(ValidationError) as refusal:
        second.full_clean()
    with pytest.raises(IntegrityError):
        second.save()

    assert refusal.value.message_dict == {"__all__": ["This goal or target is already given."]}


def test_a_goal_as_a_whole_and_its_targets_stand_beside_each_other_primary_ones_first():
    event = EventFactory()
    for target, weight in [("6.b", "primary"), ("6.5", "secondary"), (None, "primary"), ("6.1", "primary")]:
        EventTagFactory(event=event, goal_id=6, target_id=target, weight=weight)

    assert [tag.target_id for tag in event.tags.with_goals()] == [None, "6.1", "6.b", "6.5"]


def test_a_tag_is_as_public_as_what_bears_it():
    public = EventTagFactory()
    EventTagFactory(event__publication_state="draft")

    assert list(EventTag.objects.visible_to(AnonymousUser())) == [public]


def test_a_goal_that_something_serves_cannot_be_deleted():
    tag = EventTagFactory(goal_id=6)

    with pytest.raises(IntegrityError):
        tag.goal.delete()


@pytest.mark.parametrize("rows", [[("6", ""), ("6", "")], [("6", "6.5"), ("", "6.5")]])
def test_a_form_that_gives_the_same_goal_or_target_twice_is_refused_with_a_sentence(rows):
    forms = inlineformset_factory(Event, EventTag, formset=SdgTagFormSet, fields=["goal", "target", "weight"])
    data = {"tags-TOTAL_FORMS": "2", "tags-INITIAL_FORMS": "0"}
    for number, (goal, target) in enumerate(rows):
        data |= {f"tags-{number}-goal": goal, f"tags-{number}-target": target, f"tags-{number}-weight": "primary"}

    formset = forms(data, instance=EventFactory())

    assert formset.errors == [{}, {"__all__": ["This goal or target is already given."]}]

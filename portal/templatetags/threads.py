"""The thread on every page that it touches: the pages of lower apps, such as a session's, cannot ask for it themselves."""

from django import template

from events.models import Session
from knowledge.models import Story
from knowledge.thread import thread_of_story
from partnerships.thread import thread_of_session
from reviews.models import NationalReview
from reviews.thread import thread_of_review

register = template.Library()
THREADS = {Session: thread_of_session, Story: thread_of_story, NationalReview: thread_of_review}


@register.simple_tag(takes_context=True)
def thread_of(context, row):
    """`{% thread_of session as steps %}`: its steps as the reader may see them; none where it leads nowhere yet.

    A row that stands alone has no thread; where there is more, what is missing is told as missing.
    """
    steps = THREADS[type(row)](row, context["request"].user)
    return steps if sum(step["present"] for step in steps) > 1 else []

"""What an activity is for: the goals and targets it serves."""

from lxml.builder import E

from goals.models import SdgTag
from partnerships.iati.shares import shares

GOAL, TARGET = "2", "3"  # of the code list TagVocabulary
SECTOR_GOAL = "7"  # of the code list SectorVocabulary


def sectors(partnership):
    """Return the goals as sectors, without one of which no activity is complete: what it mainly serves, in equal parts."""
    found = list(partnership.tags.all())
    main = [tag for tag in found if tag.weight == SdgTag.Weight.PRIMARY] or found
    goals = list(dict.fromkeys(str(tag.goal_id) for tag in main))
    return [
        E.sector(vocabulary=SECTOR_GOAL, code=goal, percentage=share)
        for goal, share in zip(goals, shares(len(goals)), strict=True)
    ]


def tags(partnership):
    """Return every goal, then every target."""
    found = list(partnership.tags.all())
    goals = dict.fromkeys((GOAL, str(tag.goal_id)) for tag in found)
    targets = dict.fromkeys((TARGET, tag.target_id) for tag in found if tag.target_id)
    return [E.tag(vocabulary=vocabulary, code=code) for vocabulary, code in [*goals, *targets]]

"""What the admin of every app builds on: texts in all languages side by side, the moves between the states, history."""

from publishing.admin.lists import link_to_rows
from publishing.admin.moves import PUBLICATION_MOVES, Move, MovesAdmin
from publishing.admin.pages import PlainInline, PublishableAdmin, WordedAdmin, WordedInline
from publishing.admin.wording import side_by_side
from publishing.wording import in_every_language

__all__ = [
    "PUBLICATION_MOVES",
    "Move",
    "MovesAdmin",
    "PlainInline",
    "PublishableAdmin",
    "WordedAdmin",
    "WordedInline",
    "in_every_language",
    "link_to_rows",
    "side_by_side",
]

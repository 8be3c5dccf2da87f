"""Posts without a day that can name no event: told by their words, before they are laid out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timeline.mentions.country import country_lexicon
from timeline.mentions.lexicon import FRAMES
from timeline.mentions.page import CLOCK
from timeline.mentions.sentences import languages, looked_up, lowered
from timeline.mentions.today import WITHOUT_A_DATE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.calendars import Calendar
    from timeline.mentions.dates import When
    from timeline.posts import Post


def silent(post: Post, found: Sequence[When], lang: str, calendar: Calendar) -> bool:
    """Whether a post without a day (``found`` are bare clocks and lengths) can name no event: nothing in it may be a
    clock, and no words, in any language that it may be in, say that something is under way or called off; or none name
    anything that can happen. A look before it is laid out, after which most posts of a channel are left."""
    if post.posted.at is None:
        return True
    lower = lowered(post.text)
    clock = any(when.shape == "clock" for when in found) or CLOCK.search(lower) is not None
    low = looked_up(lower)
    for code in languages(lower, lang):
        index = country_lexicon(code, calendar.words, calendar.bodies).index
        if (clock or index.glimpses(low, WITHOUT_A_DATE)) and FRAMES in index.overheard(low):
            return False
    return True

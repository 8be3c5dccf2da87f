"""Posts put together at random from sentences of the corpora: whatever stands beside what, reading comes to an end."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from mentions.test_corpus import CALENDAR, LANGS, cases

from timeline.events import build
from timeline.pipeline import read_post
from timeline.posts import Post, Posted

AT = datetime(2027, 2, 12, 12, tzinfo=ZoneInfo("Europe/Minsk"))
SENTENCES = {lang: [case.text for case in cases(lang)] for lang in LANGS}
_CUTS = re.compile(r"(?<=[,;:–.])\s|\s(?=[,–(])")


@st.composite
def posts(draw: st.DrawFn) -> Post:
    """Up to four sentences or clauses, mostly of one language, which the post may or may not name."""
    lang = draw(st.sampled_from(LANGS))
    text = ""
    for _ in range(draw(st.integers(1, 4))):
        said = draw(st.sampled_from(SENTENCES[draw(st.sampled_from((lang, lang, lang, *LANGS)))]))
        if draw(st.booleans()):
            clauses = _CUTS.split(said)
            first = draw(st.integers(0, len(clauses) - 1))
            said = " ".join(clauses[first : first + draw(st.integers(1, 3))])
        text += said + draw(st.sampled_from((" ", ". ", ", ", " – ", ": ", "; ", "\n", "\n\n")))
    posted = draw(st.sampled_from((Posted.exact(AT), Posted.unknown())))
    return Post(channel="c", id="1", text=text, posted=posted, lang=draw(st.sampled_from((lang, None))))


@settings(max_examples=300)
@given(posts())
def test_any_sentences_can_stand_together(post: Post) -> None:
    reading = read_post(post, CALENDAR)
    for mention in reading.mentions:
        assert 0 <= mention.start < mention.end <= len(post.text)
        assert all(0 <= first < last <= mention.end - mention.start for first, last in mention.marks)
        assert mention.title or mention.refused
    build(reading.mentions, [post], CALENDAR)

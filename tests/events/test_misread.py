"""Whatever a sentence was misread as, the events stay in order."""

from __future__ import annotations

from datetime import timedelta

from events.said import CALENDAR, at, posted, says
from hypothesis import given
from hypothesis import strategies as st

from timeline.events import Event, build
from timeline.mentions import Mention
from timeline.times import Time

POSTS = [posted(str(n), f"2024-01-{n:02}") for n in range(1, 29)]


def events(*mentions: Mention) -> list[Event]:
    return build(mentions, POSTS, CALENDAR)


INSTANTS = st.one_of(st.none(), st.integers(0, 60).map(lambda n: at("2024-01-20") + timedelta(days=n)))


@st.composite
def anything(draw: st.DrawFn) -> Mention:
    """A mention with any bounds in any role, such as a misread sentence would give."""
    time = Time(draw(INSTANTS), draw(INSTANTS), draw(INSTANTS), draw(INSTANTS), draw(st.sampled_from(["day", "month"])))
    role = draw(st.sampled_from(["at", "start", "end", "span", "countdown", "moved-from", "moved-to", "cancelled"]))
    concept = draw(st.sampled_from([None, "election-day", "nomination", "results"]))
    moved = Time(draw(INSTANTS), None, None, draw(INSTANTS)) if draw(st.booleans()) else None
    return says(
        str(draw(st.integers(1, 20))),
        draw(st.sampled_from(["Заседание", "Семинар «Школа»", ""])),
        time,
        role,
        concept=concept,
        moved_from=moved,
        recap=draw(st.booleans()),
        offset=draw(st.sampled_from([None, -10, 10])),
        anchor=draw(st.sampled_from([None, "election-day"])),
    )


@given(st.lists(anything(), max_size=8))
def test_no_mention_however_misread_breaks_the_build(mentions: list[Mention]) -> None:
    for event in events(*mentions):
        assert event.bound in ("certain", "upper-bound", "lower-bound")
        low, high = event.when.start_earliest, event.when.end_latest
        assert low is None or high is None or low <= high
    assert events(*mentions) == events(*mentions[::-1])

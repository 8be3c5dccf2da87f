"""What is told of a post by its words before it is looked at agrees with the long way round."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from timeline.calendars import default_calendar
from timeline.mentions import Mention, naming
from timeline.mentions.reading.page import Page
from timeline.mentions.vocabulary.index import Hearing
from timeline.pipeline import expressions_of
from timeline.posts import Post, Posted
from timeline.times import resolve

CORPUS = Path(__file__).parent.parent / "corpus"
MINSK = ZoneInfo("Europe/Minsk")
CALENDAR = default_calendar(MINSK)
POSTED = Posted.exact(datetime(2031, 2, 11, 9, tzinfo=MINSK))
PIECES = (
    """
Выборы|Голосование|голосование|Заседание комиссии|семинар|Участки открыты|структура|елка|встречу|тур|второй тур
отменяется|переносится|не состоится|не|будет|проводиться|начались|началось|в разгаре|открылось|признаны
недействительными|это было бы
завтра|12 марта|до 20.00|12.30|каждый вторник|в выходные|в ночь на четверг|пройдет|состоится|не потребуется|может быть
это слухи|неправда|это фейк|рождественский|годовщина|явка 12 %|на день позже|поправка:|до этого|вместо
пераносіцца|адмяняецца|выбары|сьвята|ўчора|з’езд|скасовано|вибори|їх|election|postponed|called off|the meeting|has begun
–|-|--|•|🔹|«|»|:|,|.|!|?|¶|¶|¶-|1)
""".strip()
    .replace("\n", "|")
    .split("|")
)


def mentions(text: str, lang: str) -> list[Mention]:
    post = Post(channel="c", id="1", text=text, posted=POSTED, lang=lang)
    return naming.mention(post, resolve(text, expressions_of(post, lang), POSTED, MINSK), lang=lang, calendar=CALENDAR)


def the_long_way(text: str, lang: str) -> list[Mention]:
    """The same where every post is laid out, and any of its sentences may have any words."""
    with (
        patch.object(naming, "silent", lambda *_: False),
        patch.object(Page, "hears", lambda *_: True),
        patch.object(Hearing, "any_of", lambda *_: True),
        patch.object(Hearing, "__contains__", lambda *_: True),
    ):
        return mentions(text, lang)


@pytest.mark.parametrize("lang", ["ru", "be", "uk", "en"])
def test_no_shortcut_changes_what_the_corpus_says(lang: str) -> None:
    lines = (CORPUS / f"mentions_{lang}.tsv").read_text(encoding="utf-8").splitlines()
    for line in [line for line in lines if "[[" in line][::5]:
        marked = line.split("\t")[1].replace("¶", "\n")
        for text in (re.sub(r"\[\[|\]\]", "", marked), re.sub(r"\[\[.*?\]\]", "", marked)):
            assert mentions(text, lang) == the_long_way(text, lang), text


@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=14), lang=st.sampled_from(["ru", "be", "uk"]))
@example(pieces=["Выборы", "переносится"], lang="ru")
@example(pieces=["¶-", "Голосование", "началось"], lang="ru")
@example(pieces=["завтра", ".", "это слухи"], lang="ru")
def test_no_shortcut_changes_what_a_post_says(pieces: list[str], lang: str) -> None:
    text = " ".join(pieces).replace("¶ ", "\n").replace("¶", "\n")
    assert mentions(text, lang) == the_long_way(text, lang)

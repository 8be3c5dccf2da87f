"""Every line of the corpora: one date in a post, and the mention that a careful reader makes of it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from timeline.calendars import default_calendar
from timeline.mentions import Mention
from timeline.pipeline import read_post
from timeline.posts import Post, Posted

CORPUS = Path(__file__).parent.parent / "corpus"
LANGS = ("ru", "be", "uk", "en")
MINSK = ZoneInfo("Europe/Minsk")
CALENDAR = default_calendar(MINSK)


class Case(NamedTuple):
    line: int
    posted: str
    text: str
    mark: tuple[int, int]
    titles: tuple[str, ...]
    kinds: tuple[str, ...]
    role: str


def cases(lang: str) -> list[Case]:
    found = []
    for number, line in enumerate((CORPUS / f"mentions_{lang}.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        posted, marked, titles, kinds, role = (*line.split("\t"), "", "")[:5]
        marked = marked.replace("¶", "\n")
        start, end = marked.index("[["), marked.index("]]") - 2
        text = marked.replace("[[", "").replace("]]", "")
        found.append(Case(number, posted, text, (start, end), tuple(titles.split("|")), tuple(kinds.split("|")), role))
    return found


def entries(case: Case, lang: str) -> list[Mention]:
    """What would enter a calendar of the mentions that touch the mark."""
    at = datetime.fromisoformat(f"{case.posted}T12:00").replace(tzinfo=MINSK)
    post = Post(channel="c", id="1", text=case.text, posted=Posted.exact(at), lang=lang)
    low, high = case.mark
    return [
        m
        for m in read_post(post, CALENDAR).mentions
        if m.refused is None and not m.recap and any(m.start + a < high and low < m.start + b for a, b in m.marks)
    ]


def plain(title: str) -> str:
    return re.sub(r"\s+", " ", title.replace("ё", "е").replace("Ё", "Е"))


def verdict(case: Case, lang: str) -> str:
    """Empty when right, else what was made of it instead."""
    found = entries(case, lang)
    if case.role == "none":
        return "; ".join(f"{m.title} ({m.kind}, {m.role})" for m in found)
    wanted = {plain(title) for title in case.titles}
    right = [m for m in found if plain(m.title) in wanted and m.kind in case.kinds and m.role == case.role]
    if right:
        return ""
    return "; ".join(f"{m.title} ({m.kind}, {m.role})" for m in found) or "nothing"


CASES = [pytest.param(case, lang, id=f"{lang} line {case.line}") for lang in LANGS for case in cases(lang)]


@pytest.mark.parametrize(("case", "lang"), CASES)
def test_a_date_is_of_what_a_reader_takes_it_for(case: Case, lang: str) -> None:
    assert verdict(case, lang) == ""

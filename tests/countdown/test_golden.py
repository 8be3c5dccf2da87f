"""The views as they print: every view at four widths in three languages, plain and in colour.

The files in tests/golden are read by people before they are committed. After a change that is meant,
``TIMELINE_WRITE_GOLDEN=1 pytest tests/countdown/test_golden.py`` writes them anew; read the difference.
"""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from countdown.campaign import MINSK, campaign, everything, on, rows

from timeline.countdown import agenda, chart, detail, pages
from timeline.countdown.left import select
from timeline.countdown.paint import STYLES, Paint
from timeline.countdown.phrases import tongue
from timeline.countdown.screen import Look, table
from timeline.countdown.width import cells

GOLDEN = Path(__file__).parent.parent / "golden"
LANGUAGES = ("ru", "be", "en")
WIDTHS = (36, 60, 80, 120)
NOW = ("2024-01-10", "10:20")


def views(code: str, width: int, *, color: bool) -> str:
    """Every view of the same moment, one after the other."""
    look = Look(tongue(code), Paint(color), width=width, big=True)
    moment = on(*NOW)
    seen = rows(everything(), moment)
    chosen = select(seen, everything=True)
    by_id = {row.event.id: row for row in seen}
    events = {event.id: event for event in everything()}
    read = datetime(2024, 1, 10, 7, 5, tzinfo=UTC).astimezone(MINSK)
    sections = {
        "countdown --all": [*table(chosen, look), "", *pages.footer(look, read, None)],
        "countdown voting": pages.answers([by_id["c4"], by_id["s1"]], look),
        "agenda --all": agenda.agenda(seen, look, moment.today),
        "agenda --chart --all": chart.chart(sorted(seen, key=agenda.order), look, None),
        "show m1": detail.detail(events["m1"], by_id["m1"], look, MINSK),
        "countdown (nothing)": [
            *pages.empty([], look, known=False, limited=False),
            "",
            *pages.footer(look, None, moment),
        ],
    }
    return "\n".join(f"$ timeline {name}\n" + "\n".join(lines) + "\n" for name, lines in sections.items())


def tagged(text: str) -> str:
    """Escape sequences as names that a person can read."""
    names = {f"\x1b[{code}m": f"<{name}>" for name, code in reversed(STYLES.items())}
    return re.sub(r"\x1b\[[\d;]*m", lambda found: names.get(found[0], "</>"), text)


def check(path: Path, text: str) -> None:
    if os.environ.get("TIMELINE_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_plain(code: str, width: int) -> None:
    text = views(code, width, color=False)
    assert all(cells(line) <= width for line in text.split("\n") if not line.startswith(("$", "    http")))
    assert all(line == line.rstrip() for line in text.split("\n"))
    check(GOLDEN / f"countdown_{code}_{width}.txt", text)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_color(code: str, width: int) -> None:
    check(GOLDEN / f"countdown_{code}_{width}_color.txt", tagged(views(code, width, color=True)))


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("width", WIDTHS)
def test_colour_says_nothing_that_the_words_do_not(code: str, width: int) -> None:
    """Without its escapes coloured text is the plain one; only the marks in a quote are colour instead of brackets."""
    bare = re.sub(r"\x1b\[[\d;]*m", "", views(code, width, color=True))
    assert bare == re.sub("[⟦⟧]", "", views(code, width, color=False))


def test_the_name_of_a_calendar_commands_no_terminal() -> None:
    look = Look(tongue("en"), Paint(False), calendars={"by-cec": "Mi\x1b[2Jnsk"})
    seen = rows(campaign(), on(*NOW))
    for lines in (table(seen, look), agenda.agenda(seen, look, on(*NOW).today), pages.answers(seen, look)):
        assert "Minsk" in "\n".join(lines)
        assert "\x1b" not in "\n".join(lines)


MOCKUP = """\
СЕЙЧАС
        ещё 8 дней  Образование комиссий       21 ноя – 6 дек · день 8 из 16
ВПЕРЕДИ
           19 дней  Выдвижение кандидатов      17 дек – 15 янв 2024
            84 дня  Досрочное голосование      20–24 фев 2024, 12:00–19:00
           89 дней  Единый день голосования    вс 25 фев 2024, 08:00–20:00
  меньше 5 месяцев  ≈ Всебелорусское собрание  до 25 апр 2024
ПРОШЛО
      8 дней назад  Выборы назначены           пн 20 ноя"""

MOCKUP_EN = """\
NOW
     8 days left  Commissions formed    21 Nov – 6 Dec · day 8 of 16
AHEAD
         89 days  Single voting day     Sun 25 Feb 2024, 08:00–20:00
  under 5 months  ≈ People's Assembly   by 25 Apr 2024"""


@pytest.mark.parametrize("width", [80, 120, 0])
def test_the_mockup_of_the_design(width: int) -> None:
    chosen = select(rows(campaign(), on("2023-11-28")), past=8)
    assert "\n".join(table(chosen, Look(tongue("ru"), Paint(False), width=width))) == MOCKUP


def test_the_english_mockup() -> None:
    chosen = select(rows([one for one in campaign() if one.id in ("c1", "c4", "c5")], on("2023-11-28")))
    printed = table(chosen, Look(tongue("en"), Paint(False), width=80))
    assert [" ".join(line.split()) for line in printed] == [" ".join(line.split()) for line in MOCKUP_EN.split("\n")]

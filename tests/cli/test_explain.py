"""``timeline explain`` and ``timeline extract``: what a person is told of a text, and what a pipe is given."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import pytest
from cli.terminal import timeline

from timeline.calendars import Calendar
from timeline.cli import extracting
from timeline.cli.explaining import PASSED_OVER
from timeline.expressions.context import Refusal
from timeline.expressions.guards import GUARDS
from timeline.pipeline import Reading, read_post
from timeline.posts import Post

COUNTDOWN = "До выборов осталось меньше трёх месяцев."


def explained(text: str, *arguments: str, posted: str = "2024-02-05") -> str:
    answer = timeline("explain", text, "--posted", posted, *arguments)
    assert (answer.code, answer.err) == (0, "")
    return answer.out


def fact(out: str, name: str) -> str:
    found = re.search(rf"^    {name} +(.+)$", out, re.M)
    assert found, out
    return found[1]


def test_what_matched_and_what_it_means() -> None:
    out = explained(COUNTDOWN, posted="2023-11-28")
    assert fact(out, "rule") == "remaining"
    assert fact(out, "TIMEX3") == "DURATION P3M LESS_THAN"
    assert fact(out, "EDTF") == "[2023-11-29..2024-02-27]"
    assert fact(out, "when") == "one day from 2023-11-29 (Wednesday) to 2024-02-27 (Tuesday)"
    assert fact(out, "stated") == "less than 3 months left"
    assert fact(out, "counts") == "from «выборов»"


def test_every_rule_that_passes_something_over_is_told_in_words() -> None:
    guards = {rule.name for rule in GUARDS}
    assert PASSED_OVER.keys() == guards | set(get_args(Refusal))


def test_what_is_stated_and_what_only_implied() -> None:
    out = explained("Заседание пройдёт 25 февраля.")
    assert fact(out, "stated") == "day 25, month 2"
    assert fact(out, "implied") == "the year"


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("с 20 по 24 февраля", "from 2024-02-20 (Tuesday) to 2024-02-24 (Saturday), both included"),
        ("до 15 февраля", "not after 2024-02-15 (Thursday)"),
        ("с 15 февраля", "from 2024-02-15 (Thursday) on"),
        ("25 февраля в 15.00", "2024-02-25 (Sunday) at 15:00"),
        ("25 февраля с 8.00 до 20.00", "2024-02-25 (Sunday) from 08:00 to 20:00"),
        ("за 10 дней до выборов", "10 days before an event"),
        ("по вторникам", "again and again"),
        ("шестьдесят дней", "a length of time, with no place in it"),
    ],
)
def test_when_in_words(text: str, when: str) -> None:
    assert fact(explained(text), "when") == when


def test_a_date_that_no_calendar_has_says_why() -> None:
    assert fact(explained("Приём 31 февраля."), "note") == "month 2 has no day 31"


def test_a_weekday_that_contradicts_its_date_is_noted() -> None:
    assert "contradicts" in fact(explained("В понедельник, 25 февраля 2024 года."), "note")


def test_the_date_of_a_decree_says_what_it_is_and_is_refused() -> None:
    out = explained("Указ от 20.11.2023 № 367 назначил выборы.")
    assert fact(out, "function").startswith("the date of a document")
    assert "«20.11.2023»: refused, the date of a document" in out


@pytest.mark.parametrize("text", ["Участок на ул. 8 Марта, 12.", "Явка 12.30 %.", "Голосовать можно с 18 лет."])
def test_what_is_no_time_is_named(text: str) -> None:
    out = explained(text)
    assert "TIME EXPRESSIONS\n  none\n" in out
    assert "NOT TIME" in out


def test_mentions_have_title_kind_role_and_score() -> None:
    out = explained("Досрочное голосование пройдёт с 20 по 24 февраля.")
    assert re.search(
        r"^  Досрочное голосование: early-voting, span, score \d\.\d\d, from «с 20 по 24 февраля»$", out, re.M
    )


def test_the_language_is_found_out_or_given() -> None:
    assert "read as be" in explained("Выбары адбудуцца ў нядзелю, 25 лютага.")
    assert "read as en" in explained("25.02.2024", "--lang", "en")


def test_a_text_from_standard_input() -> None:
    answer = timeline("explain", "--posted", "2024-02-05", stdin="Выборы 25 февраля.")
    assert fact(answer.out, "EDTF") == "2024-02-25"


def test_nothing_of_a_text_reaches_the_terminal_as_control() -> None:
    out = explained("\x1b]0;x\x07Завтра\x1b[31m выборы \u202e25 фев\u202eраля\x9b2J", "--color", "never")
    assert not set("\x1b\x07\x9b\u202e") & set(out)


@pytest.mark.parametrize("arguments", [("--lang", "xx"), ("--posted", "no day"), ("--tz", "Nowhere/City")])
def test_what_does_not_exist_is_a_plain_error(arguments: tuple[str, str]) -> None:
    answer = timeline("explain", "завтра", *arguments)
    assert answer.code == 2
    assert answer.err.startswith("timeline: ")
    assert "Traceback" not in answer.err


def extracted(*records: Any, arguments: tuple[str, ...] = ()) -> list[Any]:
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    answer = timeline("extract", *arguments, stdin=lines)
    assert (answer.code, answer.err) == (0, "")
    return [json.loads(line) for line in answer.out.splitlines()]


def test_one_answer_for_each_line_in_order_with_its_id() -> None:
    answers = extracted({"id": 7, "text": "ничего"}, {"id": "a", "text": "25 февраля 2024 года"}, {"text": ""})
    assert [answer["id"] for answer in answers] == [7, "a", 3]
    assert [len(answer["timexes"]) for answer in answers] == [0, 1, 0]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("[1]", "it is no object"),
        ('{"text": 5}', "its text is no string"),
        pytest.param('{"a": ' + "[" * 200_000 + "]" * 200_000 + "}", "it is nested too deeply", id="deep"),
        (
            '{"text": "x", "posted": "soon"}',
            "its date is not in a form that is known (ISO 8601, or seconds since 1970)",
        ),
    ],
)
def test_a_line_that_is_no_record_ends_with_what_is_wrong_with_it(line: str, why: str) -> None:
    answer = timeline("extract", stdin='{"text": "25 февраля 2024 года"}\n' + line)
    assert (answer.code, answer.out.count("\n")) == (1, 1)
    said, remedy = answer.err.splitlines()
    assert said == f"timeline: line 2 of standard input is not a record with a text: {why}"
    assert remedy.startswith('Try: one JSON object a line, such as {"id": 1, ')


@pytest.mark.parametrize("form", [(), ("--timex3",)])
def test_a_fault_of_ours_in_one_text_keeps_no_other_out(form: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(post: Post, calendar: Calendar) -> Reading:
        if post.id == "2":
            raise IndexError("no such group")
        return read_post(post, calendar)

    monkeypatch.setattr(extracting, "read_post", faulty)
    lines = "".join(f'{{"id": {number}, "text": "Выборы 25 февраля 2024 года"}}\n' for number in (1, 2, 3))
    answer = timeline("extract", *form, stdin=lines)
    assert answer.code == 1
    assert answer.err.startswith(
        "timeline: 1 post could not be read, which is a fault of this program: 2 (IndexError: no such group)\nTry: "
    )
    assert ["25 февраля" in line for line in answer.out.splitlines()] == [True, form != (), True]
    if not form:
        second = json.loads(answer.out.splitlines()[1])
        assert second == {"id": 2, "lang": None, "timexes": [], "events": [], "error": "IndexError: no such group"}


def test_a_language_that_is_none_is_found_out() -> None:
    assert extracted({"text": "25 февраля 2024 года", "lang": ["ru"]})[0]["lang"] == "ru"


def test_answers_command_no_terminal() -> None:
    line = json.dumps({"id": "\x9b2J", "text": "Выборы \x9b2J \u202e 5 мая 2024 года"})
    for form in ((), ("--timex3",)):
        out = timeline("extract", *form, stdin=line).out
        assert "5 мая 2024 года" in out
        assert out.rstrip("\n").isprintable()


def test_the_fields_of_an_expression() -> None:
    text = "Досрочное голосование пройдёт с 20 по 24 февраля."
    ((timex,),) = (answer["timexes"] for answer in extracted({"text": text, "posted": "2024-02-05T10:00:00+03:00"}))
    assert timex == {
        "start": 30,
        "end": 48,
        "text": "с 20 по 24 февраля",
        "type": "DATE",
        "value": "2024-02-20/2024-02-24",
        "mod": None,
        "from": "2024-02-20T00:00:00",
        "until": "2024-02-25T00:00:00",
        "grain": "day",
        "edtf": "2024-02-20/2024-02-24",
        "rule": "range",
        "implied": ["year"],
    }


def test_an_open_side_and_no_place_are_null() -> None:
    (answer,) = extracted({"text": "Заявки до 15 февраля, на них шестьдесят дней.", "posted": "2024-02-05"})
    deadline, length = answer["timexes"]
    assert (deadline["mod"], deadline["from"], deadline["until"]) == ("ON_OR_BEFORE", None, "2024-02-16T00:00:00")
    assert (length["value"], length["from"], length["until"], length["grain"]) == ("P60D", None, None, None)


def test_local_days_are_those_of_the_zone() -> None:
    record = {"text": "Сегодня!", "posted": "2024-02-05T22:30:00Z"}
    assert extracted(record)[0]["timexes"][0]["value"] == "2024-02-06"
    assert extracted(record, arguments=("--tz", "UTC"))[0]["timexes"][0]["value"] == "2024-02-05"


def test_the_events_of_a_post() -> None:
    (answer,) = extracted({"text": "Досрочное голосование пройдёт с 20 по 24 февраля.", "posted": "2024-02-05"})
    (event,) = answer["events"]
    assert (event["kind"], event["start"], event["end"]) == ("early-voting", "2024-02-20", "2024-02-24")
    assert event["timexes"] == [0]


def test_timex3_instead_of_json() -> None:
    answer = timeline("extract", "--timex3", stdin='{"text": "25 февраля 2024 года"}\n')
    assert '<TIMEX3 tid="t1" type="DATE" value="2024-02-25">25 февраля 2024 года</TIMEX3>' in answer.out


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        "[1, 2]",
        '"text"',
        '{"text": 5}',
        '{"text": "x", "posted": "tomorrow"}',
        '{"text": "x", "posted": 17}',
        '{"text": "x"',
    ],
)
def test_a_line_that_is_no_record_is_named(line: str) -> None:
    answer = timeline("extract", stdin=f'{{"text": "25 февраля 2024 года"}}\n{line}\n')
    assert answer.code == 1
    assert answer.err.startswith("timeline: line 2 of standard input is not a record with a text")
    assert "\nTry: " in answer.err
    assert answer.out.count("\n") == 1, "the answers before it are written"


def test_without_posted_it_is_now() -> None:
    out = timeline("explain", "Сегодня выборы").out
    assert re.search(r"TIMEX3 +DATE \d{4}-\d\d-\d\d$", out, re.M)
    assert abs((datetime.fromisoformat(fact(out, "EDTF")) - datetime.now()).days) <= 1


def test_any_source_of_posts_is_read(tmp_path: Path) -> None:
    """What ingest recognises extract does: an export, a table, words; with the ids that they have."""
    said = ["Выборы ", {"type": "bold", "text": "завтра"}]
    messages = [
        {"id": 1, "type": "service", "date": "2024-02-05T10:00:00", "text": ""},
        {"id": 2, "type": "message", "date": "2024-02-05T10:00:00", "text": said},
    ]
    export = {"name": "c", "type": "public_channel", "id": 1, "messages": messages}
    (tmp_path / "result.json").write_text(json.dumps(export, indent=1), encoding="utf-8")
    (tmp_path / "one-line.json").write_text(json.dumps(export), encoding="utf-8")
    (tmp_path / "list.json").write_text(json.dumps(messages), encoding="utf-8")
    (tmp_path / "posts.csv").write_text("id;date;text\n2;05.02.2024 10:00;Выборы завтра\n", encoding="utf-8")
    for name in ("result.json", "one-line.json", "list.json", "posts.csv"):
        answer = timeline("extract", tmp_path / name)
        assert (answer.code, answer.err) == (0, ""), name
        (found,) = map(json.loads, answer.out.splitlines())
        assert (found["id"], found["timexes"][0]["value"]) == (2, "2024-02-06"), name
    piped = timeline("extract", stdin=json.dumps(export))
    assert json.loads(piped.out)["id"] == 2
    (words,) = map(json.loads, timeline("extract", stdin="Выборы пройдут 5 мая 2024 года.\n").out.splitlines())
    assert words["timexes"][0]["value"] == "2024-05-05"


def test_what_no_posts_can_be_read_from_is_said_plainly(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(bytes(range(256)) * 20)
    answer = timeline("extract", tmp_path / "picture")
    assert (answer.code, answer.out) == (1, "")
    assert answer.err.startswith(f"timeline: {tmp_path / 'picture'} is binary, not text\nTry: ")
    unknown = timeline("extract", stdin="[1, 2, 3]")
    assert unknown.code == 1
    assert "Try: timeline ingest --as says which it is" in unknown.err, "extract itself has no such option"


def test_seconds_since_1970_are_a_date() -> None:
    assert extracted({"text": "Сегодня!", "date": 1707170400})[0]["timexes"][0]["value"] == "2024-02-06"


@pytest.mark.parametrize(
    "record",
    [
        {"message_id": 3, "content": "Завтра!", "timestamp": "05.02.2024 10:00"},
        {"message_id": 3, "caption": "Завтра!", "datetime": "1707120000"},
        {"message_id": 3, "text": "", "message": "Завтра!", "date": "2024-02-05"},
    ],
)
def test_fields_are_called_as_every_reader_knows_them(record: dict[str, object]) -> None:
    (answer,) = extracted(record)
    assert (answer["id"], answer["timexes"][0]["value"]) == (3, "2024-02-06")


def test_a_long_first_line_is_a_record_as_any_other() -> None:
    long = {"id": 5, "text": "Выборы пройдут завтра. " + "а" * 100_000, "posted": "2024-02-05"}
    assert [answer["id"] for answer in extracted(long, {"id": 6, "text": ""})] == [5, 6]

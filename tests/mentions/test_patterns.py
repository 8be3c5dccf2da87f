"""The little language in which events are written down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from timeline.languages import codes
from timeline.mentions.vocabulary.index import Index
from timeline.mentions.vocabulary.lexicon import event_data, event_lexicon
from timeline.mentions.vocabulary.patterns import pattern

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize(
    ("written", "text", "found"),
    [
        ("досрочн* голосовани*", "стартует досрочное голосование", "досрочное голосование"),
        ("выборы", "перевыборы", None),
        ("выбор", "выборы", None),
        ("собира* .. подпис*", "собирают в поддержку подписи", "собирают в поддержку подписи"),
        ("собира* .. подпис*", "собирают подписи", "собирают подписи"),
        ("собира* .. подпис*", "собирают грибы, ставят подписи", None),
        ("(?:итог|результат)* выборов", "результаты выборов", "результаты выборов"),
        ("регистраци*(?! на )", "регистрация на семинар", None),
        ("регистраци*(?! на )", "регистрация кандидатов", "регистрация"),
        ("какой (?:.. )?день", "какой сегодня памятный день", "какой сегодня памятный день"),
        ("какой (?:.. )?день", "какой день", "какой день"),
    ],
)
def test_a_pattern_means_whole_words(written: str, text: str, found: str | None) -> None:
    match = pattern(written).search(text)
    assert (match.group() if match else None) == found


@pytest.mark.parametrize(
    ("written", "needs"),
    [
        ("досрочн* голосовани*", (("досрочн",), ("голосовани",))),
        ("(?:итог|результат)* .. подвед*", (("итог", "результат"), ("подвед",))),
        ("(?:дэг|уик)*", (("дэг", "уик"),)),
        ("(?:скоро )?едг", (("едг ",),)),
        ("регистраци*(?! на семинар)", (("регистраци",),)),
        ("за \\d{1,2} дня", (("за ",), ("дня ",))),
        ("по[дй]дут", (("дут",),)),
        ("мо(?:жет|гут) быть", (("могут ", "может "), ("быть ",))),
        ("(?:очн* )?д(?:ень|ня) тиш*", (("день ", "дня "), ("тиш",))),
        ("те? же", (("т ", "те "), ("же ",))),
        ("(?:в|из)$", (("в ", "из "),)),
        ("[а-я]+ (?:в|на) сводн* карт*", (("сводн",), ("карт",))),
        ("\\d+ %", (("%",),)),
        ("\\d+", ()),
        ("(?:скорые ){0,2}едг", (("едг",),)),
        ("(?:урн* |бланк* )(?:[а-я]+их ){0,2}членов", (("бланк", "урн"), ("членов",))),
    ],
)
def test_what_a_pattern_needs_is_known_before_it_is_tried(written: str, needs: tuple[tuple[str, ...], ...]) -> None:
    assert pattern(written).needs == needs


@pytest.mark.parametrize(
    ("written", "begin", "not_begin"),
    [
        ("(?<!не )слух*", ["слух", "слухи"], ["послух"]),
        ("бюлл(?:етень(?! №)|етен(?!ь))* .. выда*", ["бюллетень", "бюллетени"], ["бюллет"]),
        ("(?:зал(?:а|у(?! №))(?![а-я]))*", ["зала", "залу"], ["залп"]),
        (
            "(?:(?:урн*|бланк) (?:на |для )?|печать (?:за) )членов",
            ["урна", "урны", "бланк", "печать"],
            ["бланки", "членов"],
        ),
        ("(?:урн* для|бланк)", ["урна", "бланк"], ["для", "бланки"]),
    ],
)
def test_a_match_begins_with_the_first_word_of_its_pattern(
    written: str, begin: list[str], not_begin: list[str]
) -> None:
    """What a pattern looks around for is no part of its first word, and several phrases have a first word each."""
    entry = pattern(written)
    assert entry.first
    assert [word for word in (*begin, *not_begin) if entry.begins(word)] == begin


@pytest.mark.parametrize(
    "written", ["(?:урн* )?бланк*", "(?:урн* |бланк)ами", "(?:урн* |бланк ){0,2}для", "урна|бланк"]
)
def test_a_pattern_may_have_no_one_first_word(written: str) -> None:
    assert pattern(written).first == ""


def test_an_index_tries_only_what_can_match_and_keeps_its_order() -> None:
    index = Index([("f", pattern("тур*"), "b"), ("f", pattern("втор* тур*"), "a"), ("f", pattern("сбор*"), "c")])
    found = [(meaning, begin, end) for begin, end, meaning in index.find("f", "второй тур")]
    assert found == [("b", 7, 10), ("a", 0, 10)]


@pytest.mark.parametrize("lang", ["ru", "be"])
def test_an_index_misses_nothing_that_its_patterns_match(lang: str) -> None:
    lines = (CORPUS / f"mentions_{lang}.tsv").read_text(encoding="utf-8").splitlines()
    index = event_lexicon(lang).index
    for line in [line for line in lines if "[[" in line][::40]:
        low = re.sub(r"\W*(?:\[\[|\]\]|¶)\W*", " ", line.split("\t")[1].lower().replace("ё", "е"))
        expected: dict[str, list[tuple[int, int, object]]] = {}
        for family, entry, meaning in index.entries:
            expected.setdefault(family, []).extend((*span, meaning) for span in entry.spans(low))
        for family, spans in expected.items():
            assert list(index.find(family, low)) == spans, (family, low)


def test_a_bracket_left_open_is_told_at_once() -> None:
    with pytest.raises(ValueError, match="left open"):
        pattern("(?:итог|результат")


@pytest.mark.parametrize("lang", ["ru", "be", "uk", "en"])
def test_every_pattern_of_the_languages_can_be_tried(lang: str) -> None:
    lexicon = event_lexicon(lang)
    for _, entry, _ in lexicon.index.entries:
        assert list(entry.spans("")) == []


def test_a_shape_gives_the_same_groups_in_every_language() -> None:
    """What reads a shape asks for its groups, whatever the language: one that is not there would end the reading."""
    shapes = {code: event_lexicon(code).shapes for code in codes()}
    for name, russian in shapes["ru"].items():
        groups = {code: found[name].groups for code, found in shapes.items() if name in found}
        assert set(groups.values()) == {russian.groups}, name


@pytest.mark.parametrize("lang", codes())
def test_no_pattern_has_a_letter_that_is_folded_away(lang: str) -> None:
    data = event_data(lang)
    written = [
        *(text for texts in data["cues"].values() for text in texts),
        *(
            text
            for stage in data["stages"].values()
            for key in ("nouns", "verbs", "weak")
            for text in stage.get(key, ())
        ),
        *(text for stage in data["stages"].values() if (text := stage.get("what"))),
        *(text for body in data["bodies"] for key in ("words", "elected") for text in body.get(key, ())),
        *(text for act in data["actions"].values() for key in ("noun", "verb", "objects") if (text := act.get(key))),
    ]
    assert [text for text in written if "ё" in re.sub(r"\[[^]]*\]", "", text)] == []

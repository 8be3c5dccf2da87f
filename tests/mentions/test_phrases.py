"""Noun phrases: where they end, and how they read in the nominative and the genitive."""

from __future__ import annotations

import pytest

from timeline.mentions.grammar import grammar
from timeline.mentions.text.sentences import sentences, words
from timeline.mentions.vocabulary.lexicon import event_lexicon


def inflected(text: str, noun: str, case: str, lang: str = "ru", nominative: str = "", gender: str = "") -> str:
    (sentence,) = sentences(text, (), lang)
    found = words(sentence)
    place = next(k for k, word in enumerate(found) if word.low == noun)
    tongue = grammar(lang)
    phrase = tongue.phrase(found, place, set(), event_lexicon(lang).tails)
    assert phrase is not None
    return tongue.inflect(text, found, phrase, case, nominative, gender)


@pytest.mark.parametrize(
    ("text", "noun", "nominative"),
    [
        (
            "на очередном заседании Центральной комиссии рассмотрят",
            "заседании",
            "очередное заседание Центральной комиссии",
        ),
        ("во встрече с послом Индии приняли участие", "встрече", "встреча с послом Индии"),
        (
            "о выборах депутатов Палаты представителей и местных Советов",
            "выборах",
            "выборы депутатов Палаты представителей и местных Советов",
        ),
        (
            "в международной конференции «Право и выборы» участвуют",
            "конференции",
            "международная конференция «Право и выборы»",
        ),
        ('на круглом столе "Молодежь" обсудят', "столе", "круглый стол «Молодежь»"),
        ("о регистрации кандидатов в Президенты объявят", "регистрации", "регистрация кандидатов в Президенты"),
        ("в заседании ЦИК примут участие", "заседании", "заседание ЦИК"),
    ],
)
def test_russian_nominatives(text: str, noun: str, nominative: str) -> None:
    assert inflected(text, noun, "nomn") == nominative


@pytest.mark.parametrize(
    ("text", "noun", "genitive"),
    [
        ("проверят новую систему видеонаблюдения", "систему", "новой системы видеонаблюдения"),
        ("передадут избирательные бюллетени", "бюллетени", "избирательных бюллетеней"),
        ("Финансовые отчеты сдают", "отчеты", "финансовых отчетов"),
    ],
)
def test_russian_genitives(text: str, noun: str, genitive: str) -> None:
    assert inflected(text, noun, "gent") == genitive


@pytest.mark.parametrize(
    ("text", "noun", "head", "gender", "nominative"),
    [
        (
            "на чарговым пасяджэнні Цэнтральнай камісіі",
            "пасяджэнні",
            "пасяджэнне",
            "n",
            "чарговае пасяджэнне Цэнтральнай камісіі",
        ),
        (
            "у двухбаковай сустрэчы з назіральнікамі ад СНД",
            "сустрэчы",
            "сустрэча",
            "f",
            "двухбаковая сустрэча з назіральнікамі ад СНД",
        ),
        (
            "на рэспубліканскім семінары для старшынь камісій",
            "семінары",
            "семінар",
            "m",
            "рэспубліканскі семінар для старшынь камісій",
        ),
    ],
)
def test_belarusian_nominatives_by_endings(text: str, noun: str, head: str, gender: str, nominative: str) -> None:
    assert inflected(text, noun, "nomn", "be", head, gender) == nominative


def test_a_date_is_never_part_of_a_phrase() -> None:
    (sentence,) = sentences("заседание комиссии 5 мая", (), "ru")
    found = words(sentence)
    phrase = grammar("ru").phrase(found, 0, {2, 3}, {})
    assert phrase is not None
    assert phrase.right == 2

"""What titles of occasions say, and how alike they are."""

from __future__ import annotations

import pytest

from timeline.events.words import about_alike, merging, named_apart, skeleton, words


@pytest.mark.parametrize(
    ("title", "lang", "head"),
    [
        ("Итоговое заседание областной комиссии", "ru", "sitting"),
        ("День открытых дверей", "ru", "open-day"),
        ("Онлайн-пресс-конференция", "ru", None),
        ("Пресс-конференция миссии", "ru", "press-conference"),
        ("Конференция наблюдателей", "ru", "conference"),
        ("Пасяджэнне камісіі", "be", "sitting"),
        ("Сустрэча з выбаршчыкамі", "be", "encounter"),
        ("Засідання комісії", "uk", "sitting"),
        ("Press conference of the mission", "en", "press-conference"),
        ("Экскурсия по типографии", "ru", None),
    ],
)
def test_the_sort_of_an_occasion(title: str, lang: str, head: str | None) -> None:
    assert words(title, lang).head == head


def test_the_head_is_the_sort_that_is_named_first() -> None:
    assert words("Семинар перед заседанием", "ru").head == "seminar"


def test_cases_and_numbers_of_a_word_are_one_stem() -> None:
    forms = ["наблюдатель района", "наблюдателю районов", "наблюдателями районах"]
    assert len({words(form, "ru").about for form in forms}) == 1


def test_what_says_nothing_is_dropped() -> None:
    assert words("Очередное заседание", "ru").about == frozenset()


def test_numbers_ordinals_and_quoted_names() -> None:
    said = words("Второй семинар «Школа наблюдателя» на участке № 5", "ru")
    assert said.numbers == {"2", "5"}
    assert said.quoted == words("«наблюдателя школа»", "ru").quoted != frozenset()


@pytest.mark.parametrize(
    ("russian", "belarusian"),
    [
        ("Заседание областной комиссии", "Пасяджэнне абласной камісіі"),
        ("Заседание ЦИК", "Пасяджэнне Цэнтральнай выбарчай камісіі"),
        ("Семинар для наблюдателей", "Семінар для назіральнікаў"),
        ("Семинар для наблюдателей", "Семінар для наглядальнікаў"),
        ("Встреча с кандидатами в депутаты", "Сустрэча з кандыдатамі ў дэпутаты"),
        ("Сессия Могилевского городского Совета", "Сесія Магілёўскага гарадскога Савета"),
        ("Награждение участников конкурса", "Узнагароджанне ўдзельнікаў конкурсу"),
        ("Жеребьевка по распределению времени", "Жараб'ёўка па размеркаванні часу"),
        ("Обсуждение отчета сотрудников", "Абмеркаванне справаздачы супрацоўнікаў"),
        ("Жеребьевка по распределению эфирного времени", "Жарабʼёўка па размеркаванні эфірнага часу"),
        ("Встреча с наблюдателями от СНГ", "Сустрэча з назіральнікамі ад СНД"),
        ("Конференция по избирательному праву", "Канферэнцыя па выбарчым праве"),
        ("Съезд белорусских женщин", "З’езд беларускіх жанчын"),
        ("Вебинар для секретарей территориальных комиссий", "Вэбінар для сакратароў тэрытарыяльных камісій"),
        ("Рассмотрение жалоб на решения окружных комиссий", "Разгляд скаргаў на рашэнні акруговых камісій"),
        ("Прием предложений", "Прыём прапаноў"),
        ("Семинар для членов участковых комиссий", "Семінар для членаў участковых камісій"),
    ],
)
def test_one_occasion_in_two_languages(russian: str, belarusian: str) -> None:
    one, two = words(russian, "ru"), words(belarusian, "be")
    assert one.head == two.head
    assert about_alike(one, two) == 1.0
    assert not named_apart(one, two)


@pytest.mark.parametrize(
    ("russian", "belarusian"),
    [
        ("Награждение участников", "Узнагароджанне пераможцаў"),
        ("Вручение удостоверений", "Уручэнне пратаколаў"),
        ("Отчет о работе", "Справаздача аб законах"),
    ],
)
def test_two_occasions_in_two_languages(russian: str, belarusian: str) -> None:
    assert about_alike(words(russian, "ru"), words(belarusian, "be")) < 1.0


def test_a_proper_name_that_the_other_lacks_tells_apart() -> None:
    assert named_apart(words("Миссия СНГ", "ru"), words("Миссия ШОС", "ru"))
    assert not named_apart(words("Миссия СНГ", "ru"), words("Миссия", "ru"))
    assert not named_apart(words("Заседание Центризбиркома", "ru"), words("Заседание ЦИК", "ru"))


def test_nothing_besides_the_sort_is_neither_for_nor_against() -> None:
    bare, full = words("Заседание", "ru"), words("Заседание ЦИК", "ru")
    assert about_alike(bare, full) == 0.45
    assert about_alike(bare, bare) == 0.6


def test_folding_keeps_what_tells_words_apart() -> None:
    assert skeleton("комисс") == skeleton("каміс")
    assert skeleton("район") != skeleton("регион")
    assert skeleton("=cec") == "=cec"


def test_a_language_without_a_file_is_read_like_russian_and_never_as_a_path() -> None:
    assert merging("xx") == merging("../languages/be") == merging("ru") != merging("be")
    assert words("Заседание ЦИК", "kk").head == "sitting"


@pytest.mark.parametrize("lang", ["ru", "be", "uk", "en"])
def test_every_language_has_every_table(lang: str) -> None:
    data = merging(lang)
    assert set(data) >= {"endings", "drop", "heads", "same", "ordinals", "notes"}
    assert set(data["notes"]) == set(merging("ru")["notes"])
    assert set(data["heads"]) <= set(merging("ru")["heads"])
    assert set(data["same"]) <= set(merging("ru")["same"])


def test_what_is_examined_is_not_what_is_taken_in() -> None:
    for taken, examined, lang in (
        ("Прием жалоб", "Рассмотрение жалоб", "ru"),
        ("Прыём скаргаў", "Разгляд скаргаў", "be"),
    ):
        assert words(taken, lang).head != words(examined, lang).head

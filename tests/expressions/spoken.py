"""Dates and sentences to be read back: what each language calls months and weekdays, and its usual forms."""

from __future__ import annotations

from datetime import date

MONTHS = {
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "be": "студзеня лютага сакавіка красавіка мая чэрвеня ліпеня жніўня верасня кастрычніка лістапада снежня",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "en": "January February March April May June July August September October November December",
}
SHORT = {
    "ru": "янв. февр. мар. апр. мая июн. июл. авг. сент. окт. нояб. дек.",
    "be": "студ. лют. сак. крас. мая чэрв. ліп. жн. вер. кастр. ліст. снеж.",
    "uk": "січ. лют. берез. квіт. трав. черв. лип. серп. верес. жовт. листоп. груд.",
    "en": "Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sept. Oct. Nov. Dec.",
}
WEEKDAYS = {
    "ru": "понедельник вторник среда четверг пятница суббота воскресенье",
    "be": "панядзелак аўторак серада чацвер пятніца субота нядзеля",
    "uk": "понеділок вівторок середа четвер п'ятниця субота неділя",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
YEAR = {"ru": ("года", "г."), "be": ("года", "г."), "uk": ("року", "р."), "en": ("", "")}


def forms(day: date, lang: str) -> list[str]:
    """The usual spellings of a full date."""
    month, short = MONTHS[lang].split()[day.month - 1], SHORT[lang].split()[day.month - 1]
    weekday = WEEKDAYS[lang].split()[day.weekday()]
    d, m, y = day.day, day.month, day.year
    written = [f"{d:02}.{m:02}.{y}", f"{d}.{m}.{y}", f"{d:02}/{m:02}/{y}", f"{y}-{m:02}-{d:02}", f"{d} {month} {y}"]
    written += [
        f"{d:02} {month} {y}",
        f"{d} {short} {y}",
        f"{weekday}, {d} {month} {y}",
        f"{d} {month} {y} ({weekday})",
    ]
    if lang == "en":
        end = "th" if 11 <= d <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(d % 10, "th")
        written += [f"{month} {d}, {y}", f"{month} {d}{end}, {y}", f"{short} {d}, {y}", f"the {d}{end} of {month} {y}"]
        written += [f"{weekday}, {month} {d}, {y}", f"{month.upper()} {d} {y}"]
    else:
        written += [f"{d} {month} {y} {word}" for word in YEAR[lang]] + [f"«{d:02}» {month} {y} {YEAR[lang][1]}"]
        written += [f"{weekday} {d} {month} {y} {YEAR[lang][0]}", f"{d} {month.upper()} {y} {YEAR[lang][0].upper()}"]
    return written


RELATIVE = {
    "ru": (
        "сегодня",
        "завтра",
        "вчера",
        "послезавтра",
        "через 10 дней",
        "три дня назад",
        "через две недели",
        "накануне",
    ),
    "be": ("сёння", "заўтра", "учора", "паслязаўтра", "праз 10 дзён", "тры дні таму", "праз два тыдні"),
    "uk": ("сьогодні", "завтра", "вчора", "післязавтра", "через 10 днів", "три дні тому", "через два тижні"),
    "en": ("today", "tomorrow", "yesterday", "the day after tomorrow", "in 10 days", "three days ago", "in two weeks"),
}
"""Expressions that move by as many days as the post does."""

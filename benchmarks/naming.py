"""Naming and merging beside finding: what it costs to say what dates speak of and to make one event of all that speak
of it, against what it costs to find and place them.

    python benchmarks/naming.py [--posts 2000] [--file EXPORT]

Two populations, each with its own ratio. The first is made of posts that are all about elections, a date in nearly
every sentence: the most that naming can be asked to do. The second are the posts of a real channel, from any file that
``timeline ingest`` reads, most of which name no event at all.

Prints processor seconds of each on the same posts in the same run, and their ratios: naming and merging together are to
cost no more than finding and placing. Each population is measured twice, since a word costs most when it is first met:
its letters are held against the patterns, its forms are looked up in a dictionary, what it may begin is compiled.

* *new words*: the first half of the posts warms, the second is measured. Its sentences are new, and so is every word
  that the first half has not: in a channel of a thousand posts three tokens in ten.
* *known words*: all posts once more. The words are known, as most are in an archive of a hundred thousand posts; the
  sentences are as good as new, since nothing keeps one for longer than the few hundred that come after it.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from timeline.calendars import default_calendar
from timeline.events import build
from timeline.languages import codes
from timeline.mentions import Mention, mention
from timeline.mentions.vocabulary.lexicon import event_lexicon
from timeline.pipeline import expressions_of, language_of
from timeline.posts import Post, Posted
from timeline.posts.read import read
from timeline.times import resolve
from timeline.workers import settle

ZONE = ZoneInfo("Europe/Minsk")
CALENDAR = default_calendar(ZONE)
FORMS = [
    "Досрочное голосование пройдёт с {a} по {b} {m}, участки открыты с 12.00 до 19.00. Основной день – {c} {m}.",
    "Заседание областной комиссии назначено на {a} {m} в 11:00. Повестку опубликуют накануне.",
    "Выдвижение кандидатов начинается {a} {m}. Этот этап продлится до {b} {m} включительно.",
    "План работы:\n– регистрация кандидатов: {a}–{b} {m}\n– агитация в СМИ: с {b} {m}\n– итоги: не позднее {c} {m}",
    "Вчера Председатель комиссии встретился со студентами. Обсудили историю избирательного права и планы на год.",
    "Семинар для наблюдателей переносится с {a} на {b} {m}. Начало, как и прежде, в 15:00.",
    "В списках на {a} {m} значилось 6,8 млн избирателей. Явка на прошлых выборах составила 77 %.",
    "Победителей конкурса «Голосуем вместе!» наградят {a} {m} в Гомеле. Ждём всех на день открытых дверей {b} {m}.",
]
MONTHS = ["января", "февраля", "марта", "апреля", "мая", "июня", "августа", "октября"]


def posts(count: int) -> list[Post]:
    start = datetime(2029, 1, 10, 12, tzinfo=ZONE)
    return [
        Post(
            channel="benchmark",
            id=str(n),
            text=FORMS[n % len(FORMS)].format(a=1 + n % 9, b=12 + n % 9, c=22 + n % 6, m=MONTHS[n % 7]),
            posted=Posted.exact(start + timedelta(hours=n)),
            lang="ru",
        )
        for n in range(count)
    ]


def real(path: str) -> list[Post]:
    """The posts of a file, each with its language."""
    some = read(path, zone=ZONE, warn=lambda said: print(said, file=sys.stderr))
    return [replace(post, lang=language_of(post, CALENDAR)) for post in some]


def run(some: list[Post]) -> tuple[float, float, float, int]:
    """Processor seconds of finding, naming and merging, and how many mentions there were to merge."""
    finding = naming = 0.0
    named: list[Mention] = []
    for post in some:
        lang = post.lang or "ru"
        began = time.process_time()
        resolved = resolve(post.text, expressions_of(post, lang), post.posted, CALENDAR.zone)
        between = time.process_time()
        named += mention(post, resolved, lang=lang, calendar=CALENDAR)
        finding += between - began
        naming += time.process_time() - between
    began = time.process_time()
    build(named, some, CALENDAR)
    return finding, naming, time.process_time() - began, sum(one.refused is None for one in named)


def show(what: str, some: list[Post]) -> None:
    for lang in codes():
        event_lexicon(lang)
    half = len(some) // 2
    run(some[:half])
    settle()  # as whatever reads posts does
    for words, posts in (("new", some[half:]), ("known", some)):
        finding, naming, merging, named = run(posts)
        print(f"{what}, {words} words: {len(posts)} posts, {named} mentions")
        for step, took in (("finding and placing", finding), ("naming", naming), ("merging", merging)):
            print(f"  {step:20} {took:6.2f} s   {1e6 * took / len(posts):6.0f} µs a post   {took / finding:5.2f}")
        print(f"  naming and merging / finding and placing   {(naming + merging) / finding:5.2f}   (at most 1)")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--posts", type=int, default=2000)
    parser.add_argument("--file", help="a channel's export, whose posts are measured too")
    args = parser.parse_args()
    show("posts about elections", posts(args.posts))
    if args.file:
        show(args.file, real(args.file))


if __name__ == "__main__":
    main()

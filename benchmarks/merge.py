"""Merging and building: 10,000, 30,000 and 100,000 mentions of 2,000 events, in one run.

    python benchmarks/merge.py [--events 2000] [--sizes 10000 30000 100000]

Prints processor seconds, mentions per second and the time per mention relative to the smallest size: about 1 where
the cost is linear. A campaign's stages and a year's meetings are repeated by many posts each, with titles
in several forms, start and end apart, countdowns, moves and recaps.
"""

from __future__ import annotations

import argparse
import random
import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from timeline.calendars import Calendar
from timeline.events import build, identify
from timeline.mentions import Kind, Mention, Role
from timeline.posts import Post, Posted
from timeline.times import Time

ZONE = ZoneInfo("Europe/Minsk")
STAGES: list[tuple[str, Kind, int, int]] = [
    ("nomination", "nomination", -70, -41),
    ("signatures", "nomination", -80, -51),
    ("registration", "registration", -40, -26),
    ("campaigning", "campaigning", -25, -1),
    ("early-voting", "early-voting", -5, -1),
    ("election-day", "election-day", 0, 0),
    ("results", "result", 5, 5),
]
SORTS = ["Заседание", "Семинар", "Встреча", "Пресс-конференция", "Совещание"]
ABOUT = ["областной комиссии", "районной комиссии", "с наблюдателями", "членов участковых комиссий", "с журналистами"]
TOWNS = ["Брест", "Витебск", "Гомель", "Гродно", "Могилёв", "Лида", "Орша", "Пинск", "Слоним", "Полоцк"]


def midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def exactly(first: date, last: date) -> Time:
    end = midnight(last + timedelta(days=1))
    return Time(midnight(first), midnight(first), end, end)


def campaign(number: int) -> list[tuple[str, Kind, str | None, str | None, date, date, str]]:
    """Half of the events: stages of elections, seven each; the other half: occasions."""
    day = date(1990, 3, 4) + timedelta(days=number * 45)
    body = f"body-{number % 5}"
    found = [
        (f"{concept} {body}", kind, concept, body, day + timedelta(days=first), day + timedelta(days=last), "")
        for concept, kind, first, last in STAGES
    ]
    for i in range(7):
        when = day - timedelta(days=3 * i)
        title = f"{SORTS[i % 5]} {ABOUT[(i + number) % 5]}"
        found.append((title, "meeting", None, None, when, when, TOWNS[(number + i) % 10]))
    return found


def mention_of(rng: random.Random, event: tuple[str, Kind, str | None, str | None, date, date, str], n: int) -> Mention:
    title, kind, concept, body, first, last, place = event
    role: Role = "at"
    when: Time | None = exactly(first, last)
    kind_of_mention = rng.random()
    if concept and first != last:
        role = "span"
        if kind_of_mention < 0.25:
            role, when = "start", exactly(first, first)
        elif kind_of_mention < 0.5:
            role, when = "end", Time(None, None, None, midnight(last + timedelta(days=1)))
    if kind_of_mention > 0.9:
        role = "countdown"
        low, high = midnight(first - timedelta(days=9)), midnight(first + timedelta(days=1))
        when = Time(low, high - timedelta(days=1), low + timedelta(days=1), high)
    return Mention(
        channel="c", post=str(n), start=0, end=10, quote=title, timexes=(0,), time=when, title=title, kind=kind,
        role=role, concept=concept, body=body if rng.random() < 0.7 else None, place=place or None,
        recap=0.8 < kind_of_mention < 0.85,
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--events", type=int, default=2000)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    args = parser.parse_args()
    rng = random.Random(4)
    events = [event for number in range(args.events // 14 + 1) for event in campaign(number)][: args.events]
    calendar = Calendar(id="bench", name="Bench", zone=ZONE)
    base = 0.0
    print(f"{'mentions':>9} {'events':>7} {'build s':>8} {'per s':>9} {'per mention':>12} {'identify s':>11}")
    for size in args.sizes:
        mentions, posts = [], []
        for n in range(size):
            event = events[n] if n < len(events) else rng.choice(events)
            mentions.append(mention_of(rng, event, n))
            said = midnight(event[4] - timedelta(days=rng.randrange(1, 30)))
            posts.append(Post(channel="c", id=str(n), text="", posted=Posted.exact(said)))
        began = time.process_time()
        built = build(mentions, posts, calendar)
        took = time.process_time() - began
        began = time.process_time()
        named, known = identify(built, [], datetime(2026, 1, 1, tzinfo=UTC))
        identify(named, known, datetime(2026, 1, 2, tzinfo=UTC))
        found = time.process_time() - began
        base = base or took / size
        print(f"{size:9} {len(built):7} {took:8.2f} {size / took:9.0f} {took / size / base:11.2f}x {found:11.2f}")


if __name__ == "__main__":
    main()

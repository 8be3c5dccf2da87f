"""Damages what is sound and puts it in, for as long as told: python tests/fuzz.py [SECONDS] [SEED]

Three things in turn: sources into their readers, texts through the whole chain to feed, pages and terminal, definitions
of calendars into theirs. Prints how many there were of each, and every one that ended in anything but what it may.
"""

from __future__ import annotations

import csv
import json
import os
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from cli.terminal import timeline
from posts.channel import CHANNEL, WRITERS, ZONE, atom, contact_page, desktop, empty_page

from timeline.calendars import all_calendars, definition_files, load_file
from timeline.errors import DefinitionError, InputError
from timeline.feed import check
from timeline.ingest import ingest
from timeline.pipeline import read_post
from timeline.posts import Post, Posted
from timeline.posts.read import KINDS, Kind, read
from timeline.site.site import Site
from timeline.site.snapshot import read as snapshot
from timeline.store import open_reader, open_store

PIECES = [
    b"", b"\0", b"\xff", b'"', b"<", b">", b"[", b"]", b"{", b"}", b"\\", b"\\x", b"\\ud800", b"&", b"&#0;", b"]]>",
    b"<![CDATA[", b"<!DOCTYPE x [", b"<!--", b"\n", b"\r", b",", b";", b"9" * 25, b"-", b"e99", b"null", b"true",
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", "\u202e\u200b".encode(), b"\x1b[31m",
]  # fmt: skip
WORDS = [
    "\x1b[2J\x1b]0;x\x07", "\x9b31m", "\u202e", "\u2066", "\u200b", "\u00ad", "\0", "\r\n", "\r", "\n\n", "\x85",
    "\u2028",     "<script>alert(1)</script>", "'\"><img src=x onerror=alert(1)>", "&lt;", "BEGIN:VEVENT",
    "\r\nATTENDEE:mailto:x",
    "; DROP TABLE events", "NEAR(a b)", "*", '"', "32 мая", "00.00.0000", "29 февраля 2023", "с 31 по 30", "9" * 400,
    "2024-02-25T10:00", "-", "–", "№", "🗳", "e\u0301", "İ", "ﬁ", "٣", "²", "%s {0} $x", "x" * 300,
    "\U0001f3fb", "\uffff",
]  # fmt: skip
LARGEST = 200_000
SLOW = 5.0
"""Seconds of the processor for a source or definition of that size, or 10,000 letters of a text; more is a fault."""
TOGETHER = 12
"""Texts that go through the chain as the posts of one channel."""
SHOWN = 0.2
"""How many of those channels go on into feed, pages and terminal, which takes far longer than reading."""
CALENDAR = all_calendars()[0]
AT = datetime(2024, 1, 10, 10, tzinfo=UTC)


def damaged(sound: list[bytes], chance: random.Random, pieces: list[bytes] = PIECES) -> bytes:
    """One of ``sound`` with pieces put in, cut out, doubled or taken from another."""
    data = chance.choice(sound)
    for _ in range(chance.randint(1, 6)):
        start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        match chance.randrange(5):
            case 0:
                data = data[:start] + chance.choice(pieces) + data[start:]
            case 1:
                data = data[:start] + chance.choice(pieces) + data[min(end, start + 40) :]
            case 2:
                data = data[:start] + data[end:]
            case 3:
                data = data[:end] + data[start:end] + data[end:]
            case 4:
                other = chance.choice(sound)
                at = chance.randrange(len(other))
                data = data[:start] + other[at : at + 200] + data[start:]
    return data[:LARGEST]


def sources(folder: Path, chance: random.Random) -> Callable[[], None]:
    """A damaged source into its reader: whatever comes out must be fit to be stored and shown."""
    account = json.dumps({"chats": {"list": [json.loads(desktop(CHANNEL))]}}).encode()
    sound = [write(CHANNEL) for write in WRITERS.values()] + [atom(CHANNEL), empty_page(), contact_page(), account]
    path = folder / "file"

    def once() -> None:
        path.write_bytes(damaged(sound, chance))
        for kind in (None, chance.choice(list(KINDS))):
            read_source(path, kind)

    return once


def read_source(path: Path, kind: Kind | None) -> None:
    try:
        for post in read(path, zone=ZONE, warn=lambda line: None, kind=kind):
            assert post.text == post.text.strip() != ""
            assert post.id
            assert post.channel
            for words in (post.text, post.id, post.channel, post.url or ""):
                assert "\0" not in words
                words.encode()
    except InputError as error:
        if "\n" in error.message:
            raise ValueError("a message of several lines") from error


def texts(folder: Path, chance: random.Random) -> Callable[[], None]:
    """Damaged texts through the whole chain, from what is found in each to what people see of all."""
    corpus = Path(__file__).parent / "corpus"
    sound = [
        row[2].replace("¶", "\n").replace("[[", "").replace("]]", "").encode()
        for path in sorted(corpus.glob("expressions_*.tsv"))
        for row in csv.reader(path.open(encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE)
        if len(row) > 2
    ]
    sound += [json.loads(line)["text"].encode() for line in (corpus / "posts.jsonl").open(encoding="utf-8")]
    pieces = [word.encode() for word in WORDS]
    database = folder / "t.db"
    os.environ |= {"TIMELINE_DATABASE": str(database), "TIMELINE_CONFIG": str(folder / "config.toml"), "NO_COLOR": "1"}

    def text() -> str:
        made = damaged(sound, chance, pieces).decode("utf-8", "replace").replace("\0", "\ufffd").strip() or "x"
        return made * chance.choice([1] * 60 + [2, 20, 300]) if len(made) < 600 else made

    def once() -> None:
        posts = [
            Post(
                channel=chance.choice(["channel", "<b>;\x1b[1m"]),
                id=str(number),
                text=text(),
                posted=chance.choice([Posted.exact(AT + timedelta(hours=number)), Posted.unknown()]),
                url=chance.choice([None, f"https://t.me/channel/{number}", "javascript:alert(1)"]),
            )
            for number in range(TOGETHER)
        ]
        for post in posts:
            begun = time.process_time()
            read_text(post)
            allowed = SLOW * max(1.0, len(post.text) / 10_000)
            assert time.process_time() - begun < allowed, f"slow: {post.text[:300]!r}… ({len(post.text)} letters)"
        if chance.random() > SHOWN:
            return
        for file in folder.glob("t.db*"):
            file.unlink()
        with open_store(database) as store:
            assert not ingest(store, CALENDAR, posts, now=AT).failed
        look(database, posts[0].text[:100])

    return once


def read_text(post: Post) -> None:
    reading = read_post(post, CALENDAR)
    for one in reading.resolved:
        assert post.text[one.timex.start : one.timex.end] == one.timex.text != ""
    for mention in reading.mentions:
        assert 0 <= mention.start < mention.end <= len(post.text)
        assert mention.quote.strip()


def look(database: Path, words: str) -> None:
    """Everything that people see: no control characters, no markup of a post's, sound feeds."""
    for command in (
        ["countdown", "--all"],
        ["agenda", "--all"],
        ["review"],
        ["log"],
        ["status"],
        ["search", "--", words],
    ):
        shown = timeline(*command)
        assert shown.code in (0, 1), shown.err
        for letter in shown.out + shown.err:
            assert letter == "\n" or letter.isprintable(), f"{command[0]} prints {letter!r}"
    with open_reader(database) as reader:
        site = Site(snapshot(reader, [CALENDAR]), AT, "https://example.org/")
    for path in site.paths():
        document = site.document(path)
        assert document is not None
        if path.endswith(".ics"):
            verdict = check(document.octets)
            assert verdict.fine, verdict.findings
            assert all(len(line) <= 75 for line in document.octets.split(b"\r\n"))
            assert b"\nATTENDEE" not in document.octets
        elif path.endswith(".html"):
            assert document.octets.count(b"<script") <= 1, path
            assert b"<img" not in document.octets
            assert b'href="javascript' not in document.octets
            assert b"\x1b" not in document.octets
        elif path.endswith(".json"):
            json.loads(document.octets)


def definitions(folder: Path, chance: random.Random) -> Callable[[], None]:
    """A damaged definition: a calendar, or an error that says where."""
    sound = [path.read_bytes() for path in definition_files().values()]
    path = folder / "calendar.toml"

    def once() -> None:
        path.write_bytes(damaged(sound, chance))
        try:
            found = load_file(path)
        except DefinitionError as error:
            if str(path) not in error.message:
                raise ValueError("which file?") from error
            return
        for source in found.sources:
            assert source.startswith(("http://", "https://", "telethon:")) or Path(source).parent == folder, source

    return once


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    chance = random.Random(seed)
    counts, faults = Counter[str](), Counter[str]()
    with tempfile.TemporaryDirectory() as name:
        targets = {make.__name__: make(Path(name), chance) for make in (sources, texts, definitions)}
        spent = dict.fromkeys(targets, 0.0)
        end = time.monotonic() + seconds
        while (begun := time.monotonic()) < end:
            target = min(spent, key=lambda one: spent[one])
            counts[target] += 1
            try:
                began = time.process_time()
                targets[target]()
                assert target == "texts" or time.process_time() - began < SLOW, "slow"
            except Exception:
                faults[target] += 1
                print(f"--- {target} {counts[target]}\n{traceback.format_exc()}", flush=True)
            spent[target] += time.monotonic() - begun
    told = ", ".join(f"{counts[target]:,} {target} ({faults[target]} faults)" for target in targets)
    print(f"{told} in {seconds:.0f} s, seed {seed}; of texts {TOGETHER} at once")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

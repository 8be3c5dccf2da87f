"""Damages sound sources and reads them, for as long as told: python tests/posts/fuzz.py [SECONDS] [SEED]

Prints how many readings there were, and every one that ended in anything but posts or an InputError.
"""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from posts.channel import CHANNEL, WRITERS, ZONE, atom, contact_page, desktop, empty_page

from timeline.errors import InputError
from timeline.posts.read import KINDS, Kind, read

PIECES = [
    b"", b"\0", b"\xff", b'"', b"<", b">", b"[", b"]", b"{", b"}", b"\\", b"\\x", b"\\ud800", b"&", b"&#0;", b"]]>",
    b"<![CDATA[", b"<!DOCTYPE x [", b"<!--", b"\n", b"\r", b",", b";", b"9" * 25, b"-", b"e99", b"null", b"true",
    b"\xed\xa0\x80", b"\xef\xbb\xbf", b"\xff\xfe", "\u202e\u200b".encode(), b"\x1b[31m",
]  # fmt: skip
LARGEST = 200_000
SLOW = 5.0
"""Seconds after which reading a file of that size is a fault."""


def damaged(sound: list[bytes], chance: random.Random) -> bytes:
    """One of ``sound`` with pieces put in, cut out, doubled or taken from another."""
    data = chance.choice(sound)
    for _ in range(chance.randint(1, 6)):
        start, end = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        match chance.randrange(5):
            case 0:
                data = data[:start] + chance.choice(PIECES) + data[start:]
            case 1:
                data = data[:start] + chance.choice(PIECES) + data[min(end, start + 40) :]
            case 2:
                data = data[:start] + data[end:]
            case 3:
                data = data[:end] + data[start:end] + data[end:]
            case 4:
                other = chance.choice(sound)
                at = chance.randrange(len(other))
                data = data[:start] + other[at : at + 200] + data[start:]
    return data[:LARGEST]


def check(path: Path, kind: Kind | None) -> None:
    """Read it; whatever comes out must be fit to be stored and shown."""
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


def main() -> int:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 30.0
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else random.randrange(10**6)
    chance = random.Random(seed)
    account = json.dumps({"chats": {"list": [json.loads(desktop(CHANNEL))]}}).encode()
    sound = [write(CHANNEL) for write in WRITERS.values()] + [atom(CHANNEL), empty_page(), contact_page(), account]
    readings = faults = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            path.write_bytes(damaged(sound, chance))
            for kind in (None, chance.choice(list(KINDS))):
                readings += 1
                begun = time.monotonic()
                try:
                    check(path, kind)
                    assert time.monotonic() - begun < SLOW, "slow"
                except Exception:
                    faults += 1
                    print(f"--- reading {readings}, as {kind}\n{traceback.format_exc()}")
    print(f"{readings:,} readings in {seconds:.0f} s, {faults} faults, seed {seed}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""The kinds of source that posts are read from."""

from __future__ import annotations

from typing import Literal, get_args

Kind = Literal["preview-text", "preview-page", "copied", "desktop", "desktop-html", "jsonl", "json", "csv", "feed"]

KINDS: dict[Kind, str] = {
    "preview-text": "the text of a t.me/s page, copied",
    "preview-page": "a t.me/s page, saved as HTML",
    "copied": "messages selected in a Telegram app and copied",
    "desktop": "the result.json of Telegram Desktop",
    "desktop-html": "a messages.html of Telegram Desktop",
    "jsonl": "JSON objects, one a line",
    "json": "a JSON array of objects",
    "csv": "a table with the names of its columns in the first line",
    "feed": "RSS or Atom",
}
assert tuple(KINDS) == get_args(Kind)

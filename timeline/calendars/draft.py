"""A commented definition for a new channel, to be edited by hand."""

from __future__ import annotations

import json
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from timeline.calendars.channels import channel_of
from timeline.calendars.places import describe
from timeline.calendars.reading import read
from timeline.calendars.section import ID
from timeline.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def id_and_address(channel: str) -> tuple[str, str | None]:
    """What was typed for a channel (an id, ``@name`` or an address) as an id and, where known, an address.

    Raises ``UsageError`` where no id can be made of it.
    """
    if (named := channel_of(channel)) is not None:
        name = named.lower()
        return name.replace("_", "-").strip("-"), f"https://t.me/s/{name}"
    if not ID.fullmatch(channel):
        raise UsageError(
            f"{channel!r} is neither an id nor the address of a channel",
            "small Latin letters, digits and hyphens, such as my-city; or https://t.me/s/channel",
        )
    return channel, None


def draft(
    id_: str,
    *,
    name: str,
    zone: str,
    languages: Sequence[str],
    country: str | None,
    source: str | None,
    path: Path,
) -> str:
    """The text of a new definition for the file ``path``. Raises ``UsageError`` where a value would make it wrong."""
    template = Template(files("timeline.calendars").joinpath("template.toml").read_text(encoding="utf-8"))
    text = template.substitute(
        id=id_,
        id_text=_toml(id_),
        zone=_toml(zone),
        languages=_toml(list(languages)),
        country=f"country = {_toml(country)}" if country else '# country = "BY"             # for its holidays',
        sources=f"sources = {_toml([source])}" if source else '# sources = ["https://t.me/s/NAME_OF_THE_CHANNEL"]',
        name=f"{languages[0]} = {_toml(name)}",
    )
    _, problems = read(text, path)
    if problems:
        raise UsageError(describe(path, problems[0]), problems[0].remedy)
    return text


def _toml(value: object) -> str:
    """A text or a list of texts as TOML: a JSON string is a TOML basic string, but for the delete character."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")

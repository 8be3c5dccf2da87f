"""Reading posts from a file or standard input, whatever kind of source it is."""

from __future__ import annotations

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.errors import InputError
from timeline.posts.input import opened
from timeline.posts.recognise import recognised
from timeline.posts.records import Given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import tzinfo

    from timeline.posts.input import Input
    from timeline.posts.kinds import Kind
    from timeline.posts.post import Post, Posted


def read(
    path: str | Path,
    *,
    zone: tzinfo,
    warn: Callable[[str], None],
    kind: Kind | None = None,
    channel: str | None = None,
    posted: Posted | None = None,
    progress: Callable[[int], None] | None = None,
) -> Iterator[Post]:
    """The posts of a file, or of standard input for ``-``, as a stream in the order of the source: see ``read_from``.

    ``progress`` is told how many bytes have been read so far.
    """
    with ExitStack() as stack:
        source = stack.enter_context(opened(path, progress))
        posts = read_from(source, zone=zone, warn=warn, kind=kind, channel=channel, posted=posted)
        return _closing(posts, stack.pop_all())


def read_from(
    source: Input,
    *,
    zone: tzinfo,
    warn: Callable[[str], None],
    kind: Kind | None = None,
    channel: str | None = None,
    posted: Posted | None = None,
) -> Iterator[Post]:
    """The posts of an opened source, as a stream in its order.

    ``kind`` forces the kind, which is otherwise recognised from the content. ``channel`` is the
    name to file posts under where one source is one channel, and where a record names none.
    ``zone`` is that of dates without an offset. ``posted`` is what is known of posts that carry no
    date; with it, text of no other kind is taken for that of posts. ``warn`` is told in one line each
    what was left out or cut off.

    Every post has an id that is unique within its channel: of records that share one, the first is
    kept. Raises InputError for what is missing, empty, binary, of no known kind, or without a post;
    what is wrong with the file as a whole is raised here, what comes to light later while reading.
    """
    if not source.head(1):
        raise InputError(f"{source.name} is empty", "name a file with posts")
    tell = partial(_told, warn)
    posts = _posts(source, kind or recognised(source, undated=posted is not None), zone, tell, channel, posted)
    return _kept(source, posts, tell)


def _closing(posts: Iterator[Post], stack: ExitStack) -> Iterator[Post]:
    with stack:
        yield from posts


def _told(warn: Callable[[str], None], said: str) -> None:
    """One line, whatever was quoted from a damaged source."""
    warn(" ".join(said.split()))


def _posts(
    source: Input, kind: Kind, zone: tzinfo, warn: Callable[[str], None], channel: str | None, posted: Posted | None
) -> Iterator[Post]:
    """One import for one kind, so that reading JSON lines does not wait for an HTML parser."""
    given = Given(channel=channel or Path(source.name).stem, zone=zone, posted=posted)
    match kind:
        case "preview-text":
            from timeline.posts.preview_text import read_preview_text

            return read_preview_text(source, channel, posted, warn)
        case "preview-page":
            from timeline.posts.preview_page import read_preview_page

            return read_preview_page(source, zone, warn)
        case "copied":
            from timeline.posts.copied import read_copied

            return read_copied(source, given, channel, warn)
        case "desktop":
            from timeline.posts.desktop import read_desktop

            return read_desktop(source, given, channel, warn)
        case "desktop-html":
            from timeline.posts.desktop_html import read_desktop_html

            return read_desktop_html(source, given, channel, warn)
        case "jsonl":
            from timeline.posts.jsonl import read_jsonl

            return read_jsonl(source, given, warn)
        case "json":
            from timeline.posts.json_dump import read_json

            return read_json(source, given, warn)
        case "csv":
            from timeline.posts.table import read_csv

            return read_csv(source, given, warn)
        case "feed":
            from timeline.posts.feed import read_feed

            return read_feed(source, given, channel, warn)


def _kept(source: Input, posts: Iterator[Post], warn: Callable[[str], None]) -> Iterator[Post]:
    """The posts without repetitions, and at the end what is left to be said."""
    seen: dict[tuple[str, str], int] = {}
    differing: list[str] = []
    for post in posts:
        text = hash(post.text)
        if (known := seen.get(post.key)) is None:
            seen[post.key] = text
            yield post
        elif known != text:
            differing.append(post.id)
    if source.replaced:
        places = "1 place is" if source.replaced == 1 else f"{source.replaced} places are"
        warn(f"{source.name}: {places} not valid text, replaced by \N{REPLACEMENT CHARACTER}")
    if differing:
        listed = ", ".join(differing[:3]) + (", …" if len(differing) > 3 else "")
        repeat = "1 post repeats" if len(differing) == 1 else f"{len(differing):,} posts repeat"
        warn(f"{source.name}: {repeat} an id with another text, the first is kept ({listed})")
    if not seen:
        raise InputError(f"{source.name} has no post with text in it", "check that it is the right file")

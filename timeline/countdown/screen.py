"""The countdown as a person reads it: groups of rows, in the width that is there."""

from __future__ import annotations

from timeline.countdown import dates, wording
from timeline.countdown.width import cells, clean, wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import tzinfo

    from timeline.countdown.left import Row
    from timeline.countdown.paint import Paint
    from timeline.countdown.phrases import Tongue

    Part = tuple[str, str, str]
    """A separator from the part before, the text, and its style."""

NARROW = 60
"""Columns below which an event takes two lines."""
LEFT = 22
"""Columns of the time left, where there is not room for everything."""
TITLE = 20
"""Columns that a title needs; with less, an event takes two lines, too."""
LINES = 4
"""Lines of one title or date; what is longer is cut."""


class Look:
    """How a view looks: language, width (0 without limit), colour, the reader's zone, whether calendars are named."""

    __slots__ = ("big", "calendars", "paint", "reader", "width", "words")

    def __init__(
        self,
        words: Tongue,
        paint: Paint,
        *,
        width: int = 0,
        reader: tzinfo | None = None,
        calendars: dict[str, str] | None = None,
        big: bool = False,
    ) -> None:
        self.words = words
        self.paint = paint
        self.width = width
        self.reader = reader
        self.calendars = calendars or {}
        self.big = big


def day_parts(row: Row, look: Look) -> list[Part]:
    """Its days and its hours."""
    faint = "past" if row.state == "past" else ""
    parts = [(" · ", dates.when(row, look.words), faint)]
    hours = dates.hours(row, look.words, look.reader)
    if hours:
        parts.append((", ", hours, faint))
    return parts


def note_parts(row: Row, look: Look) -> list[Part]:
    """What is to be said besides, and the name of its calendar where there are several."""
    parts = [(" · ", note, "faint") for note in wording.notes(row, look.words)]
    if look.calendars:
        parts.append((" · ", clean(look.calendars.get(row.event.calendar, row.event.calendar)), "faint"))
    return parts


def table(rows: Sequence[Row], look: Look) -> list[str]:
    """The rows under the headings now, ahead and past: how much time is left, what, when."""
    groups = []
    for state in ("now", "ahead", "past"):
        group = [_line(row, look) for row in rows if row.state == state]
        if group:
            groups.append((look.paint("head", look.words.say(state).upper()), group))
    return grid(groups, look, right=True)


def _line(row: Row, look: Look) -> Line:
    left = ("", wording.left(row, look.words), wording.style(row))
    return Line([left], named(row, look), [*day_parts(row, look), *note_parts(row, look)])


def named(row: Row, look: Look) -> tuple[str, str]:
    """Its title with its style: that of what is over or called off, none for any other."""
    color = wording.style(row)
    return wording.marked_title(row, look.words), color if color in ("past", "cancelled") else ""


class Line:
    """One event of a table: what stands first, its title with its style, and the parts behind it."""

    __slots__ = ("first", "name", "parts")

    def __init__(self, first: list[Part], name: tuple[str, str], parts: list[Part]) -> None:
        self.first = first
        self.name = name
        self.parts = parts


def grid(groups: Sequence[tuple[str, Sequence[Line]]], look: Look, *, right: bool) -> list[str]:
    """Groups of lines under their headings, in three columns, or with two lines to an event where there is no room.

    The first column stands to the ``right``, where a long text is broken, or to the left, where none is.
    """
    columns = _columns([line for _, group in groups for line in group], look.width, LEFT if right else 0)
    lines = []
    for heading, group in groups:
        if heading:
            lines.append(heading)
        for line in group:
            lines += _two_lines(line, look) if columns is None else _in_columns(line, columns, look, right=right)
    return lines


def _columns(lines: Sequence[Line], width: int, most: int) -> tuple[int, int, int] | None:
    """Widths of the three columns; ``None`` where an event has to take two lines.

    Where not everything fits, the first column takes at ``most`` so many columns (0 without limit).
    """
    if not lines or 0 < width < NARROW:
        return None
    left = max(cells(plain(line.first)) for line in lines)
    name = max(cells(line.name[0]) for line in lines)
    full = max(cells(plain(line.parts)) for line in lines)
    room = width - left - 6
    if not width or name + full <= room:
        return left, name, full
    if most:
        left = min(left, most)
        room = width - left - 6
    pieces = [[cells(piece) for piece in plain(line.parts).split(" · ")] for line in lines]
    need = max(first for first, *_ in pieces)  # what follows may be broken, but not within a piece while there is room
    need = max(need, min(max(map(max, pieces)), room * 2 // 5))
    if room - need >= name:
        return left, name, room - name
    return (left, room - need, need) if room - need >= TITLE else None


def _two_lines(line: Line, look: Look) -> list[str]:
    room = look.width or 10**6
    text, shade = line.name
    lines = [" " + look.paint(shade, part) for part in wrap(text, max(room - 1, 1), most=LINES)]
    return lines + ["   " + part for part in flow([*line.first, *line.parts], max(room - 3, 1), look.paint)]


def _in_columns(line: Line, columns: tuple[int, int, int], look: Look, *, right: bool) -> list[str]:
    first, second, third = columns
    if cells(line.name[0]) <= second and cells(plain(line.parts)) <= third and cells(plain(line.first)) <= first:
        head = " " * (first - cells(plain(line.first)))
        head = head + joined(line.first, look.paint) if right else joined(line.first, look.paint) + head
        space = " " * (second - cells(line.name[0]))
        return [f"  {head}  {look.paint(line.name[1], line.name[0])}{space}  {joined(line.parts, look.paint)}".rstrip()]
    names = wrap(line.name[0], second, most=LINES)
    whens = flow(line.parts, third, look.paint)
    heads = flow(line.first, 0, look.paint)
    gaps = [first - cells(plain(line.first))]
    if right:
        broken = wrap(plain(line.first), first)
        heads = [look.paint(line.first[0][2], text) for text in broken]
        gaps = [first - cells(text) for text in broken]
    lines = []
    for n in range(max(len(heads), len(names), len(whens))):
        start = " " * first
        if n < len(heads):
            start = " " * gaps[n] + heads[n] if right else heads[n] + " " * gaps[n]
        name = names[n] if n < len(names) else ""
        space = " " * (second - cells(name))
        lines.append(
            f"  {start}  {look.paint(line.name[1], name)}{space}  {whens[n] if n < len(whens) else ''}".rstrip()
        )
    return lines


def plain(parts: Sequence[Part]) -> str:
    """The parts in one line."""
    return "".join(text if n == 0 else separator + text for n, (separator, text, _) in enumerate(parts))


def joined(parts: Sequence[Part], paint: Paint) -> str:
    """The parts in one line, in their colours."""
    return flow(parts, 0, paint)[0] if paint.on else plain(parts)


def flow(parts: Sequence[Part], width: int, paint: Paint) -> list[str]:
    """The parts in lines of at most ``width`` columns (0 without limit), broken between parts where that is possible.

    Hours stay with their day while there is room for both in one line.
    """
    lines: list[str] = []
    line, used = "", 0
    for place, (separator, text, shade) in enumerate(parts):
        wide = cells(text)
        follows = parts[place + 1] if place + 1 < len(parts) and parts[place + 1][0] == ", " else None
        together = wide + (2 + cells(follows[1]) if follows and wide + 2 + cells(follows[1]) <= width else 0)
        if line and (not width or used + cells(separator) + together <= width):
            line += paint("faint" if separator == " · " else shade, separator) + paint(shade, text)
            used += cells(separator) + wide
            continue
        if line:
            lines.append(line + separator.rstrip(" ·"))
        *before, text = wrap(text, width, most=LINES) if width else [text]
        lines += [paint(shade, one) for one in before]
        line, used = paint(shade, text), cells(text)
    return [*lines, line]


def paragraph(text: str, look: Look, shade: str = "") -> list[str]:
    """Running text in the width that is there."""
    return [look.paint(shade, line) for line in (wrap(text, look.width) if look.width else [text])]


DIGITS = {
    "0": ("█▀█", "█ █", "▀▀▀"),
    "1": ("▄█ ", " █ ", "▀▀▀"),
    "2": ("▀▀█", "█▀▀", "▀▀▀"),
    "3": ("▀▀█", " ▀█", "▀▀▀"),
    "4": ("█ █", "▀▀█", "  ▀"),
    "5": ("█▀▀", "▀▀█", "▀▀▀"),
    "6": ("█▀▀", "█▀█", "▀▀▀"),
    "7": ("▀▀█", "  █", "  ▀"),
    "8": ("█▀█", "█▀█", "▀▀▀"),
    "9": ("█▀█", "▀▀█", "▀▀▀"),
    "–": ("  ", "▀▀", "  "),
}


def banner(text: str, width: int) -> list[str]:
    """A short text with its numbers three lines high, or the text alone where it has none or no room."""
    rows = ["", "", ""]
    for place, word in enumerate(text.split(" ")):
        gap = " " if place else ""
        if all(letter in DIGITS for letter in word) and any(letter.isdigit() for letter in word):
            for n in range(3):
                rows[n] += gap + " ".join(DIGITS[letter][n] for letter in word)
        else:
            space = " " * cells(word)
            rows = [rows[0] + gap + space, rows[1] + gap + space, rows[2] + gap + word]
    if "▀" not in "".join(rows) or (width and cells(rows[2]) > width):
        return [text]
    return [row.rstrip() for row in rows]


def answer(row: Row, look: Look) -> list[str]:
    """One event, large and calm: its title, how much time is left, when it is."""
    left = wording.left(row, look.words)
    room = max(look.width - 2, 1) if look.width else 0
    color = wording.style(row) or "left"
    big = banner(left, room) if look.big else [left]
    lines = [
        look.paint("head", line) for line in wrap(wording.marked_title(row, look.words), room or 10**6, most=LINES)
    ]
    lines += [
        "",
        *(look.paint(color, line) for line in big),
        "",
        *flow([*day_parts(row, look), *note_parts(row, look)], room or 10**6, look.paint),
    ]
    return ["", *(f"  {line}" if line else "" for line in lines), ""]

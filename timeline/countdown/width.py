"""How many columns a text takes in a terminal, and text that is safe to print there.

Everything from a post is hostile: ``clean`` lets no control character through, so no title or quote
can move the cursor, change colours, reverse the line or ring the bell.
"""

from __future__ import annotations

from unicodedata import category, combining, east_asian_width

JOINER = "\u200d"
EMOJI = "\ufe0f"
"""VARIATION SELECTOR-16: shows the character before it as an emoji, two columns wide."""
ORDINARY = frozenset(
    map(chr, (*range(0x20, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x180), *range(0x400, 0x483), *range(0x48A, 0x530)))
) | frozenset("–—…·≈«»„“”’‘№−×")
"""Latin and Cyrillic letters and ordinary signs: printable, one column each, and most of what there is to print."""
MARKS = 4
"""Combining marks on one letter; more would run into the lines above and below."""


def clean(text: str) -> str:
    """``text`` in one line without control, formatting and unassigned characters; line breaks become spaces."""
    if ORDINARY.issuperset(text) and "  " not in text and text == text.strip():
        return text
    kept = []
    marks = 0
    for letter in _without_sequences(text):
        marks = marks + 1 if combining(letter) else 0
        if letter.isprintable() or letter in (JOINER, EMOJI):
            if marks <= MARKS:
                kept.append(letter)
        elif letter.isspace():
            kept.append(" ")
        elif category(letter) == "Cs":
            kept.append("\ufffd")
    return " ".join("".join(kept).split())


def _without_sequences(text: str) -> str:
    """Without terminal control sequences (ECMA-48: CSI … final byte, OSC … ST): what is inside them is not text."""
    if "\x1b" not in text and "\x9b" not in text and "\x9d" not in text:
        return text
    kept = []
    at = 0
    while at < len(text):
        letter = text[at]
        if letter == "\x1b" and text[at + 1 : at + 2] in ("[", "]"):
            letter, at = ("\x9b" if text[at + 1] == "[" else "\x9d"), at + 1
        at += 1
        if letter == "\x9b":
            while at < len(text) and "\x20" <= text[at] <= "\x3f":
                at += 1
            at += at < len(text) and "\x40" <= text[at] <= "\x7e"
        elif letter == "\x9d":
            ends = [found for end in ("\x07", "\x1b\\", "\x9c") if (found := text.find(end, at)) >= 0]
            at = min(ends) if ends else at
        elif letter == "\x1b":
            at += text[at : at + 1] == "\\"  # ST, the end of an OSC
        else:
            kept.append(letter)
    return "".join(kept)


def cells(text: str) -> int:
    """How many columns ``text`` (cleaned) takes: 0 for a combining mark, 2 for a wide character or an emoji.

    After UAX #11 and UTS #51: what is joined to an emoji, and the second half of a flag, takes none.
    """
    if ORDINARY.issuperset(text):
        return len(text)
    return sum(width for _, width in clusters(text))


def clusters(text: str) -> list[tuple[str, int]]:
    """What a reader sees as characters, each with its width."""
    found: list[tuple[str, int]] = []
    joined = flag = False
    for letter in text:
        if letter < "\u0300":
            found.append((letter, 1))
            joined = flag = False
            continue
        regional = "\U0001f1e6" <= letter <= "\U0001f1ff"
        modifier = "\U0001f3fb" <= letter <= "\U0001f3ff"
        if found and (joined or (flag and regional) or (modifier and found[-1][1] == 2) or _adds_nothing(letter)):
            text_before, width = found[-1]
            found[-1] = (text_before + letter, 2 if letter == EMOJI else width)
            joined, flag = letter == JOINER, False
            continue
        if _adds_nothing(letter):
            found.append((letter, 0))
        else:
            found.append((letter, 2 if regional or east_asian_width(letter) in "WF" else 1))
        joined, flag = False, regional
    return found


def _adds_nothing(letter: str) -> bool:
    if "\u0400" <= letter <= "\u0482" or "\u048a" <= letter <= "\u052f":  # Cyrillic
        return False
    return combining(letter) > 0 or category(letter) in ("Mn", "Me", "Cf") or "\u1160" <= letter <= "\u11ff"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """``text`` with spaces to ``width`` columns; before it where it stands to the ``right``."""
    space = " " * (width - cells(text))
    return space + text if right else text + space


def fit(text: str, width: int) -> str:
    """``text`` in at most ``width`` columns, with "…" where something was cut."""
    if cells(text) <= width:
        return text
    kept, used = "", 0
    for cluster, wide in clusters(text):
        if used + wide > width - 1:
            break
        kept, used = kept + cluster, used + wide
    return kept.rstrip() + "…" if width > 0 else ""


def wrap(text: str, width: int, *, most: int = 0) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken between words; at most ``most`` lines, the last cut."""
    if cells(text) <= width:
        return [text]
    lines: list[str] = []
    line, used = "", 0
    for word in text.split(" "):
        wide = cells(word)
        if line and used + 1 + wide <= width:
            line, used = f"{line} {word}", used + 1 + wide
            continue
        if line:
            lines.append(line)
        while wide > width > 0:
            head = _head(word, width)
            lines.append(head)
            word = word[len(head) :]
            wide = cells(word)
        line, used = word, wide
    lines.append(line)
    if most and len(lines) > most:
        lines[most - 1 :] = [fit(" ".join(lines[most - 1 :]), width)]
    return lines


def _head(word: str, width: int) -> str:
    """The beginning of a word that fills ``width`` columns, at least one character."""
    kept, used = "", 0
    for cluster, wide in clusters(word):
        if kept and used + wide > width:
            break
        kept, used = kept + cluster, used + wide
    return kept

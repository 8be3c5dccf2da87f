"""Numbers put together: "двадцать пятого", "twenty-fifth", "12 514", "12 миллионов" are each one token, and so is one
that is said twice, as documents do: "30 (тридцать)"."""

from __future__ import annotations

from timeline.expressions.tokens import Token, number_entry, ordinal_entry


def _hyphen(tokens: list[Token], at: int, here: int) -> bool:
    """Whether a hyphen joins tens and ones of a number in words: "twenty-fifth"."""
    if here == at or here + 1 >= len(tokens) or "DASH" not in tokens[here].entry:
        return False
    tens, ones = tokens[here - 1].entry.get("CARD"), tokens[here + 1].entry
    one = ones.get("CARD", ones.get("ORDW"))
    glued = tokens[here - 1].end == tokens[here].start and tokens[here].end == tokens[here + 1].start
    return glued and isinstance(tens, int) and 20 <= tens < 100 and isinstance(one, int) and 0 < one < 10


def together(tokens: list[Token], text: str) -> list[Token]:
    """Number words put together ("двадцать пятого"), grouped thousands and "12 миллионов" made one number."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token, entry = tokens[at], tokens[at].entry
        if "CARD" in entry or "ORDW" in entry:
            end, value, ordinal = _words(tokens, at)
            if end - at > 1:
                made = ordinal_entry(value, "") if ordinal else number_entry(value, 0)
                out.append(Token(token.start, tokens[end - 1].end, "", made))
                at = end
                continue
        elif "N" in entry and at + 1 < len(tokens):
            end = at + 1
            while end < len(tokens) and _groups(tokens[end - 1], tokens[end], text, first=end - 1 == at):
                end += 1
            if end - at > 1:
                out.append(Token(token.start, tokens[end - 1].end, "", {"BIG": 0, "N": 0}))
                at = end
                continue
        out.append(token)
        at += 1
    return _said_once(out)


def _said_once(tokens: list[Token]) -> list[Token]:
    """The tokens with a number and the same number behind it in brackets made one: "30 (тридцать)", "десяти (10)"."""
    out: list[Token] = []
    at = 0
    while at < len(tokens):
        token, behind = tokens[at], tokens[at + 1 : at + 4]
        if len(behind) == 3 and "OPEN" in behind[0].entry and "CLOSE" in behind[2].entry:
            value, again = token.entry.get("N"), behind[1].entry.get("N")
            if value and value == again:
                token = Token(token.start, behind[2].end, token.char, token.entry)
                at += 3
        out.append(token)
        at += 1
    return out


def _groups(left: Token, right: Token, text: str, *, first: bool) -> bool:
    """Whether ``right`` goes on a number that ``left`` began: "12 514", "22 тысячи"."""
    if "SCALE" in right.entry:
        return True
    return (
        right.start == left.end + 1
        and right.end - right.start == 3
        and text[right.start : right.end].isdigit()
        and (left.end - left.start <= 3 if first else left.end - left.start == 3)
        and text[left.start : left.end].isdigit()
    )


def _words(tokens: list[Token], at: int) -> tuple[int, int, bool]:
    """The number that the words from ``at`` on say: (end, value, whether it is an ordinal)."""
    total = group = 0
    least = 10**12
    end = at
    while end < len(tokens):
        entry = tokens[end].entry
        if end > at and tokens[end].start - tokens[end - 1].end > 1:
            break
        if _hyphen(tokens, at, end):
            end += 1
            continue
        card, ordinal = entry.get("CARD"), entry.get("ORDW")
        value = card if isinstance(card, int) else ordinal
        if not isinstance(value, int):
            break
        if value >= 1000 and isinstance(card, int) and group:
            total, group, least = total + group * value, 0, value
        elif value == 0 or value >= least:
            break
        else:
            group += value
            least = _magnitude(value)
        end += 1
        if not isinstance(card, int):
            return end, total + group, True
    return max(end, at + 1), total + group, False


def _magnitude(value: int) -> int:
    """What a following number word must stay below."""
    if value < 20:
        return 1
    return 10 if value < 100 else 100 if value < 1000 else 1000

"""What a row says: its title, how much time is left, and the notes behind its date."""

from __future__ import annotations

from datetime import timedelta

from timeline.countdown.dates import add_months
from timeline.countdown.width import clean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from timeline.countdown.left import Row
    from timeline.countdown.phrases import Tongue


SOON = 7
"""Days within which something is near."""


def title(row: Row, words: Tongue) -> str:
    """The title in the language of the view, where it has one in it; safe to print."""
    for code, text in row.event.titles:
        if code == words.code:
            return clean(text)
    return clean(row.event.title)


def marked_title(row: Row, words: Tongue) -> str:
    """The title, with ≈ before one whose day is not known."""
    return title(row, words) if row.exact else f"≈ {title(row, words)}"


def style(row: Row) -> str:
    """The colour of the time left."""
    if row.event.status == "cancelled":
        return "cancelled"
    if row.state == "past":
        return "past"
    if not row.exact:
        return "uncertain"
    if row.state == "now":
        return "now"
    return "soon" if row.days_max is not None and row.days_max <= SOON else ""


def left(row: Row, words: Tongue) -> str:
    """How much time is left: "89 дней", "ещё 8 дней", "закрывается через 40 минут", "меньше 5 месяцев"."""
    if row.event.status == "cancelled":
        return words.say("cancelled")
    if row.gone:
        return words.say("window_passed")
    if row.state == "past":
        return ago(row, words)
    if row.edge is not None and row.days_max == 0:
        return clock(row, words)
    if row.state == "now" and not row.to_end:
        return _going_on(row, words)
    if row.days_max is None:
        return words.say("least_days", days_bound=row.days_min) if row.days_min else words.say("date_unknown")
    if row.exact:
        return words.say({0: "today", 1: "tomorrow"}.get(row.days_max, "left"), days=row.days_max)
    return bounded(row.days_min or 0, row.days_max, row.today, words)


def ago(row: Row, words: Tongue) -> str:
    """How long it has been over."""
    if row.days_max is None:
        return words.say("end_unknown")
    return words.say({0: "ended_today", -1: "yesterday"}.get(row.days_max, "ago"), days=-row.days_max)


def _going_on(row: Row, words: Tongue) -> str:
    if row.days_max is None:
        return words.say("going")
    if row.days_min != row.days_max:
        return bounded(row.days_min or 0, row.days_max, row.today, words)
    if row.days_max > 0:
        return words.say("still", days=row.days_max)
    return words.say("today" if row.day_count is None else "last_day")


def bounded(least: int, most: int, today: date, words: Tongue) -> str:
    """The time left of an uncertain event: the tightest round bound that is true, in calendar months.

    "меньше 5 месяцев" is said only of less than five months. Below a month it is counted in days,
    and where the first possible day says much, too, both ends are told ("38–68 дней").
    """
    if most <= 1:
        return words.say("most_tomorrow" if most else "most_today")
    if least >= 7 and 3 * least >= most:
        return words.say("range_days", a=least, days=most)
    last = today + timedelta(most)
    months = (last.year - today.year) * 12 + last.month - today.month
    months += add_months(today, months) <= last
    if months == 1:
        return words.say("most_days", days_bound=most)
    if months > 24:
        return words.say("under_years", years_bound=-(-months // 12))
    if add_months(today, months - 1) == last:
        return words.say("most_months", months_bound=months - 1)
    return words.say("under_months", months_bound=months)


def clock(row: Row, words: Tongue) -> str:
    """What happens next today: "через 2 часа 40 минут", "закрывается через 40 минут"; whole minutes, rounded down."""
    assert row.edge is not None
    hours, minutes = divmod((row.seconds or 0) // 60, 60)
    if not hours and not minutes:
        return words.say(f"{row.edge}_soon")
    parts = [words.count("hours", hours)] if hours else []
    parts += [words.count("minutes", minutes)] if minutes else []
    return words.say(f"{row.edge}_in", span=" ".join(parts))


def notes(row: Row, words: Tongue) -> list[str]:
    """What stands behind the date: "день 8 из 16", "открывается через 2 часа", "ожидается"."""
    found = []
    if row.event.status != "cancelled" and row.state == "now":
        if row.day_count is not None:
            found.append(words.say("day_of", a=row.day_no, b=row.day_count))
        elif row.day_no is not None:
            found.append(words.say("day_n", a=row.day_no))
        if row.closed:
            found.append(words.say("closed_today"))
        elif row.edge is not None and row.days_max:
            found.append(clock(row, words))
        elif row.begun:
            found.append(words.say("started", clock=row.when.clock))
    if row.event.status == "tentative":
        found.append(words.say("tentative"))
    if row.event.conditional:
        found.append(words.say("conditional"))
    if row.event.foreign:
        found.append(words.say("foreign"))
    return found


def short(row: Row, words: Tongue) -> str:
    """How much time is left, for a prompt: "89д", "ещё 8д", "≤149д", "40мин"."""
    unit = words.short
    if row.event.status == "cancelled" or row.gone or (row.days_max is None and row.state != "ahead"):
        return left(row, words)
    if row.state == "past":
        return (
            left(row, words) if not row.days_max else words.phrases["ago"].format(days=f"{-row.days_max}{unit['days']}")
        )
    if row.edge is not None and row.days_max == 0:
        hours, minutes = divmod((row.seconds or 0) // 60, 60)
        return (f"{hours}{unit['hours']}" if hours else "") + (
            f"{minutes}{unit['minutes']}" if minutes or not hours else ""
        )
    if row.days_max is None:
        return f"≥{row.days_min}{unit['days']}" if row.days_min else "?"
    if row.exact:
        text = f"{row.days_max}{unit['days']}"
        return words.phrases["still"].format(days=text) if row.state == "now" and row.days_max else text
    return f"≤{row.days_max}{unit['days']}"

"""Time: what is known of when something starts and ends."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from timeline.expressions.value import value

Grain = Literal["year", "quarter", "month", "week", "day", "hour", "minute", "second"]

Mod = Literal[
    "BEFORE",
    "AFTER",
    "ON_OR_BEFORE",
    "ON_OR_AFTER",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "START",
    "MID",
    "END",
    "APPROX",
]
"""The ``mod`` values of TIMEX3 (ISO 24617-1)."""


@value(frozen=True, slots=True)
class Time:
    """Four bounds: the earliest and latest start, the earliest and latest end.

    All are aware datetimes in the zone of the calendar; ends are exclusive; ``None`` is open.
    "с 20 по 24 февраля" is known on all four sides; "25 февраля" too; "до 15 января" has only a
    latest end; a day somewhere in [2023-11-29..2024-02-27] has its start in that window and its
    end a day later.
    """

    start_earliest: datetime | None
    start_latest: datetime | None
    end_earliest: datetime | None
    end_latest: datetime | None
    grain: Grain = "day"

    def __post_init__(self) -> None:
        for bound in (self.start_earliest, self.start_latest, self.end_earliest, self.end_latest):
            if bound is not None and bound.tzinfo is None:
                raise ValueError("a bound must carry its zone")

    @property
    def from_(self) -> datetime | None:
        """The first instant it can touch."""
        return self.start_earliest

    @property
    def until(self) -> datetime | None:
        """The first instant after it, whatever it is."""
        return self.end_latest

    @property
    def certain(self) -> bool:
        """Whether start and end are known exactly."""
        return (
            self.start_earliest is not None
            and self.start_earliest == self.start_latest
            and self.end_latest is not None
            and self.end_earliest == self.end_latest
        )

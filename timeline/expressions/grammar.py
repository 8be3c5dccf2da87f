"""The grammar: levels of rules, each building on what the one before it found."""

from __future__ import annotations

from timeline.expressions import bounds, clocks, dates, datetimes, deictics, durations, guards

LEVELS = (
    guards.GUARDS,
    (*dates.ATOMS, *dates.MONTH_FIRST, *deictics.ATOMS, *datetimes.ATOMS, *clocks.ATOMS, *durations.ATOMS),
    (*dates.ELIDED, *deictics.PARTS, *deictics.WEEKDAYS, *clocks.RANGES),
    (*dates.YEAR_FIRST, *datetimes.WITH_DATE, *deictics.PARTS, *durations.OFFSETS),
    (*deictics.WEEKDAYS, *datetimes.WITH_DATE, *bounds.RANGES),
    (*bounds.BOUNDS, *durations.ALONE),
)
"""Applied in this order; within a level the longest match wins, then the rule that stands first."""

_WEAK = """
FROM FROMOT TILL BY IN K ZA AFTER AT BEFORE BETWEEN AND OR THAN ABOUT LESS MORE ATMOST ATLEAST EXACT ONLY COMMA DOT
SEMICOLON COLON SLASH OPEN CLOSE BREAK NUMERO HASH PERCENT PLUS QUOTE APOSTROPHE DASH O NONE PAGE
ACT ASOF SAME FOLLOWING THIS PROXIMAL NEXT COMING LAST RECENT LASTADJ PART EARLY NOTLATER NOTEARLIER
BEFORETHAN LATERTHAN THAT AS WITHINTERM THROUGH AGO LATER EARLIER REMAIN DURING INCL EVERY N
NW CARD ORD ORDW ORDDAY DAY HOUR MONTHNO MINUTE YEAR2 SMALL BIG ODD SCALE VAGUEN THIRD NOTLATERTHAN
NOTEARLIERTHAN NOTLATERTHROUGH NOTLATERON SINCE TERM EVENTWORD STREET HUMAN AGEWORD WORKDAY CALDAY MOMENT HALVES
THE OF ROMAN NFRAC DAYGEN OCLOCKAT ATHOUR ORDPL PERUNIT SPAN PERIODWORD NIGHT NAMEDDAY ARTICLE
PASTHOUR TOHOUR
"""

WEAK = frozenset(_WEAK.split())
"""Classes that alone never make an expression: a stretch of nothing else is not parsed."""

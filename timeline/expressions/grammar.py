"""The grammar: levels of rules, each building on what the one before it found."""

from __future__ import annotations

from timeline.expressions import (
    bounds,
    clocks,
    dates,
    datetimes,
    deictics,
    durations,
    figures,
    guards,
    hours,
    lists,
    offsets,
    parts,
    sets,
    spoken,
    years,
)

LEVELS = (
    guards.GUARDS,
    (
        *dates.ATOMS,
        *years.ATOMS,
        *figures.ATOMS,
        *dates.MONTH_FIRST,
        *lists.MONTH_LISTS,
        *sets.ATOMS,
        *deictics.ATOMS,
        *datetimes.ATOMS,
        *clocks.ATOMS,
        *spoken.ATOMS,
        *durations.ATOMS,
        *offsets.ATOMS,
    ),
    (*lists.ELIDED, *parts.PARTS, *deictics.WEEKDAYS, *hours.RANGES),
    (
        *years.YEAR_FIRST,
        *datetimes.WITH_DATE,
        *parts.PARTS,
        *offsets.OFFSETS,
        *sets.OF_DURATIONS,
        *durations.COMPOUND,
    ),
    (*deictics.WEEKDAYS, *lists.APPOSITION, *datetimes.WITH_DATE, *bounds.RANGES),
    (*bounds.BOUNDS, *durations.ALONE),
)
"""Applied in this order; within a level the longest match wins, then the rule that stands first."""

_WEAK = """
THESE SMALLNO FROM FROMOT TILL BY IN K ZA AFTER AT BEFORE BETWEEN AND OR ABOUT LESS MORE ATMOST ATLEAST EXACT ONLY
COMMA DOT SEMICOLON COLON SLASH OPEN CLOSE BREAK NUMERO HASH PERCENT PLUS QUOTE APOSTROPHE DASH PAGE SAME FOLLOWING
THIS PROXIMAL NEXT COMING LAST RECENT LASTADJ PART EARLY NOTLATER NOTEARLIER BEFORETHAN LATERTHAN THAT AS WITHINTERM
THROUGH AGO LATER EARLIER REMAIN DURING INCL EVERY N NW CARD ORD ORDW ORDDAY DAY HOUR MONTHNO MINUTE YEAR2 SMALL BIG
ODD SCALE VAGUEN THIRD NOTLATERTHAN NOTEARLIERTHAN NOTLATERTHROUGH NOTLATERON SINCE TERM EVENTWORD STREET WORKDAY
CALDAY HALVES THE OF ROMAN NFRAC OCLOCKAT ATHOUR ORDPL PERUNIT SPAN NIGHT ARTICLE PASTHOUR TOHOUR NAMEDDAY PRESENT ZONE
FIRSTS TIMES HALFLETTER MONTHWORD UNITINV ANDMORE EVERYOTHER WEEKOF URL OTHER VERSION
WITHOUT TOWARDS MINUTELETTER HOURAT HOURTO HOURPAST MINUTESAID QUARTERS HOURFROM TENS
ELAPSED ONWARDS THATONE EVE AGAINST BCE WITH ORDFIG WLETTER NTHHOUR CODEWORD SLASHED IDIOM WHOLE
"""

WEAK = frozenset(_WEAK.split())
"""Classes that alone never make an expression: a stretch of nothing else is not parsed."""

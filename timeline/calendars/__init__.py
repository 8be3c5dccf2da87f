"""Calendar definitions: reads and checks calendars/*.toml.

A calendar is one tracked stream of events. Its definition says which sources it reads, in which
zone and languages, which bodies and words are its own, which elections are known and which
statutory deadlines hang on them. docs/calendars.md describes the format.
"""

from timeline.calendars.definition import (
    AUDIENCES,
    CERTAINTIES,
    KINDS,
    Body,
    Calendar,
    Certainty,
    Deadline,
    Election,
    EventWord,
    Kind,
    Known,
    NamedFeed,
    Names,
    PublishedDate,
    Words,
    default_calendar,
    in_language,
)
from timeline.calendars.offsets import Counting, DayRule, Offset
from timeline.calendars.places import (
    all_calendars,
    bundled_folder,
    definition_files,
    load,
    load_file,
    read_file,
    user_folder,
)

__all__ = [
    "AUDIENCES",
    "CERTAINTIES",
    "KINDS",
    "Body",
    "Calendar",
    "Certainty",
    "Counting",
    "DayRule",
    "Deadline",
    "Election",
    "EventWord",
    "Kind",
    "Known",
    "NamedFeed",
    "Names",
    "Offset",
    "PublishedDate",
    "Words",
    "all_calendars",
    "bundled_folder",
    "default_calendar",
    "definition_files",
    "in_language",
    "load",
    "load_file",
    "read_file",
    "user_folder",
]

"""The tree of errors that a user can meet. Each says what failed and what to try.

TimelineError
├── InputError            what was read is missing, empty, cut off or of an unknown kind
│   └── SourceError       a live source answered with something that is not the channel
│       ├── NoPreview         the channel shows no public preview, or there is none of that name
│       ├── ChannelMoved      the channel has another name now, or another channel has its name
│       ├── EmptyAnswer       the answer says there are no posts where there must be some
│       ├── LayoutChanged     the page is built in another way than this program knows
│       ├── SourceBusy        the source asks to be left alone for a while
│       ├── SourceUnreachable the network, the address or the server does not work
│       ├── SourceTooLarge    the answer is larger than any page or feed
│       ├── AccessMissing     the source needs an extra, a key or a session that is not there
│       └── AddressRefused    the address is not one of the public web
├── DefinitionError       a file in calendars/ is missing or wrong (names file, line and key)
├── DatabaseError         the database cannot be opened, read or written
│   ├── MissingDatabase   there is none yet
│   ├── NewerDatabase     it was made by a newer version of this program
│   └── DatabaseBusy      another process is writing to it
├── WorkerError           a process or machine that did part of the work was lost or cannot be had
├── UsageError            what was asked for does not exist or makes no sense (exit code 2)
└── OutputError           a file or folder cannot be written, or is not ours to replace

The command line prints ``message`` and then ``Try: remedy``; nothing else catches these.
"""


class TimelineError(Exception):
    """Something a user can cause and mend. ``message`` is one line; ``remedy`` says what to do."""

    exit_code = 1

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message, remedy)  # both, or a process could not send it to another
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return self.message


class InputError(TimelineError):
    """What was to be read is missing, empty, cut off or of an unknown kind."""


class SourceError(InputError):
    """A live source answered with something that is not the channel."""


class NoPreview(SourceError):
    """The channel shows no public preview, or there is none of that name."""


class ChannelMoved(SourceError):
    """The channel has another name now, or another channel has its name."""


class EmptyAnswer(SourceError):
    """The answer says that there are no posts where there must be some: a busy server does that."""


class LayoutChanged(SourceError):
    """The page is built in another way than this program knows. Nothing on it is believed."""


class SourceBusy(SourceError):
    """The source asks to be left alone for a while."""


class SourceUnreachable(SourceError):
    """The network, the address or the server does not work, or nothing may be fetched."""


class SourceTooLarge(SourceError):
    """The answer is larger than any page or feed."""


class AccessMissing(SourceError):
    """The source needs an extra of this program, a key or a session that is not there."""


class AddressRefused(SourceError):
    """The address is not one of the public web."""


class DefinitionError(TimelineError):
    """A calendar definition is missing or wrong; the message names file, line and key."""


class DatabaseError(TimelineError):
    """The database cannot be opened, read or written."""


class MissingDatabase(DatabaseError):
    """There is no database yet: nothing has been ingested."""


class NewerDatabase(DatabaseError):
    """The database was made by a newer version of this program."""


class DatabaseBusy(DatabaseError):
    """Another process holds the write lock."""


class WorkerError(TimelineError):
    """A process or machine that did part of the work was lost or cannot be had."""


class UsageError(TimelineError):
    """What was asked for does not exist or makes no sense."""

    exit_code = 2


class OutputError(TimelineError):
    """A file or folder cannot be written, or is not ours to replace."""

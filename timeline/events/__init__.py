"""Events: mentions of one real event merged, their bounds propagated, their history kept.

``build(mentions, posts, calendar)`` makes events without ids, a pure function; ``identify(events,
identities, now)`` gives each the id it had; ``merge`` is the first half of ``build``.
"""

from timeline.events.building import build
from timeline.events.correction import Correction
from timeline.events.event import Bound, Change, Event, Evidence, Status, When
from timeline.events.identity import Identity, fingerprint, identify, keys, lead
from timeline.events.merging import Merged, merge

__all__ = [
    "Bound",
    "Change",
    "Correction",
    "Event",
    "Evidence",
    "Identity",
    "Merged",
    "Status",
    "When",
    "build",
    "fingerprint",
    "identify",
    "keys",
    "lead",
    "merge",
]

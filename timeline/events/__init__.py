"""Events: mentions of one real event merged, their bounds propagated, their history kept.

``build(mentions, posts, calendar)`` makes events without ids, a pure function; ``identify(events,
identities, now)`` gives each the id it had; ``merge`` is the first half of ``build``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
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

_MODULES = {
    "building": ("build",),
    "correction": ("Correction",),
    "event": ("Bound", "Change", "Event", "Evidence", "Status", "When"),
    "identity": ("Identity", "fingerprint", "identify", "keys", "lead"),
    "merging": ("Merged", "merge"),
}


def __getattr__(name: str) -> object:
    """What is exported, imported when it is first asked for: who only shows events need not know how they are made."""
    from importlib import import_module

    for module, names in _MODULES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{module}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

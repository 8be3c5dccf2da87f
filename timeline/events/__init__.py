"""Events: mentions of one real event merged, their bounds propagated, their history kept."""

from timeline.events.event import Bound, Change, Event, Evidence, Status, When

__all__ = ["Bound", "Change", "Event", "Evidence", "Status", "When"]

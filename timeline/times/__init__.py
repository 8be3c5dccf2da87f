"""Placing expressions in time: anchors, resolution, bounds, EDTF.

``resolve(text, timexes, posted, zone)`` places the expressions of one post.
"""

from timeline.times.resolve import resolve
from timeline.times.resolved import Resolved
from timeline.times.time import Grain, Mod, Time

__all__ = ["Grain", "Mod", "Resolved", "Time", "resolve"]

"""What a store knows after a look; the store of the program does the same in its own terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from timeline.posts.sync import Decision, Known, Look, decide


def after(known: Mapping[str, Known], look: Look, decision: Decision | None = None) -> dict[str, Known]:
    """What is known after a look, and after what was decided of it."""
    decision = decision or decide(known, look)
    table = {**known, **{post.id: Known(post.posted.at) for post in look.posts}}
    for id_, missed in decision.missing.items():
        table[id_] = replace(table[id_], missed=missed, withdrawn=id_ in decision.withdrawn)
    return table

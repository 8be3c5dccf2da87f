"""Values: classes whose instances never change, and are made by the thousand."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    import dataclasses

    def value(*, frozen: bool, slots: bool, kw_only: bool = False, eq: bool = True):
        """A frozen dataclass to mypy, which lets nobody set a field; a plain one that can be hashed to the program.

        A frozen dataclass is filled by a call of ``object.__setattr__`` for each field: that alone was a fourteenth
        of finding and resolving.
        """
        assert frozen
        return dataclasses.dataclass(slots=slots, kw_only=kw_only, eq=eq, unsafe_hash=eq)


__all__ = ["value"]

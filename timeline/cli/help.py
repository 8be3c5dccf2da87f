"""The help of a command: what it takes is named as a person would, where Typer names Python's types."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from typer.core import TyperCommand

if TYPE_CHECKING:
    from typer._click import Context, HelpFormatter

BRACES = str.maketrans("", "", "{}")
TYPE = re.compile(r"(?:--([a-z-]+))? <(?:str|path|int|int range|list\[str\])>$")


class Command(TyperCommand):
    """A command whose help says ``POST...`` for ``{POST}...``, ``POST`` for ``POST <list[str]>`` and ``--title TITLE``
    for ``--title <str>``.
    """

    def collect_usage_pieces(self, ctx: Context) -> list[str]:
        """What stands in the line of usage."""
        return [piece.translate(BRACES) for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Context, formatter: HelpFormatter) -> None:
        """Write the lists of arguments and options."""
        told = [(one.param_type_name, one.get_help_record(ctx)) for one in self.get_params(ctx)]
        for kind, heading in (("argument", "Arguments"), ("option", "Options")):
            rows = [(_plain(record[0]), record[1]) for which, record in told if which == kind and record is not None]
            if rows:
                with formatter.section(heading):
                    formatter.write_dl(rows)


def _plain(names: str) -> str:
    """The names of an option or argument without its type; an option takes what its name says."""
    return TYPE.sub(lambda found: f"{found[0].split()[0]} {found[1].upper()}" if found[1] else "", names)

"""timeline/cli/tree.tsv: the tree of commands as a table. ``make docs`` writes it, a test compares it."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import command_page

FILE = Path(__file__).parent.parent / "timeline" / "cli" / "tree.tsv"


def table() -> str:
    """The table of the commands as they are now."""
    lines = []
    contexts: dict[str, Any] = {}
    for path, command in command_page.commands().items():
        above, _, name = path.rpartition(" ")
        contexts[path] = context = command.context_class(command, contexts.get(above), name, **command.context_settings)
        told = command.get_short_help_str() if above else ""
        lines.append(f"{path}\t{_module(command)}\t{told}\n")
        lines += [f"\t{_row(command, one)}\n" for one in command.get_params(context)]
    return "".join(lines)


def _module(command: Any) -> str:
    """The module of ``timeline.cli`` that registers a command or its group."""
    while getattr(command, "commands", None) and command.name != "timeline":
        command = next(iter(command.commands.values()))
    module = inspect.unwrap(command.callback).__module__
    return str(module).removeprefix("timeline.cli.")


def _row(command: Any, parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        names, takes = [parameter.name], "1" if parameter.nargs == 1 else "*"
    else:
        names = [*parameter.opts, *parameter.secondary_opts]
        if "--help" in names:
            names.sort()  # click keeps them as a set
        takes = "flag" if parameter.is_flag else "values" if parameter.multiple else "value"
        assert parameter.nargs == 1
        assert not parameter.hidden
    return "\t".join([" ".join(names), takes, _completes(command, parameter), " ".join((parameter.help or "").split())])


def _completes(command: Any, parameter: Any) -> str:
    """The name of what completes a parameter, or its values; "" leaves it to the shell."""
    from typer.utils import get_params_from_function

    from timeline.cli import candidates

    descriptor = parameter.type_descriptor
    if descriptor.is_choice:
        return " ".join(str(getattr(one, "value", one)) for one in descriptor.choices)
    if command.callback is None:
        return ""
    declared = get_params_from_function(inspect.unwrap(command.callback)).get(parameter.name)
    by = getattr(declared.default, "autocompletion", None) if declared else None
    if by is None:
        return ""
    return next((name for name, function in candidates.BY_NAME.items() if function is by), None) or " ".join(by(""))


if __name__ == "__main__":
    FILE.write_text(table(), encoding="utf-8")

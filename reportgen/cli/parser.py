"""argparse's parser in this program's words: a refusal is one line, with the nearest name; help ends with examples."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any, NoReturn, TypeAlias

from reportgen.errors import meant, nearest

Commands: TypeAlias = "argparse._SubParsersAction[Command]"
WRONG = 2


class Parser(argparse.ArgumentParser):
    """Ends the process with 2 where it refuses."""

    def error(self, message: str) -> NoReturn:
        line = message.removeprefix("argument ")
        more = "" if line.endswith((".", "?")) else f". See {self.prog} --help."
        self.exit(WRONG, f"error: {line}{more}\n")

    @property
    def options(self) -> tuple[str, ...]:
        return tuple(self._option_string_actions)

    def refuse(self, argument: str) -> NoReturn:
        """For an argument that is left over."""
        if not argument.startswith("-"):
            self.error(f"'{argument}': {self.prog} takes no further argument")
        name, _, _ = argument.partition("=")
        hint = meant(nearest(name, self.options))
        self.error(f"{name}: no option of {self.prog}{f'.{hint}' if hint else ''}")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """argparse's own place for a choice that is none."""
        if action.choices is not None and value not in action.choices:
            known = [str(choice) for choice in action.choices]
            what = f"'{value}' is not known.{meant(nearest(str(value), known))} Write {', '.join(known)}."
            raise argparse.ArgumentError(action, what)


class Command(Parser):
    """A command's: its arguments may stand before, between and after its options (argparse alone wants them in one
    place)."""

    _mixing = False

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        if self._mixing:  # argparse's way to mix them comes by here, some versions' several times
            return super().parse_known_args(args, namespace)
        self._mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self._mixing = False


def add_command(commands: Commands, name: str, about: str, examples: Sequence[str]) -> Command:
    """``about``: what the command does, without a capital or a full stop; ``examples``: its arguments."""
    return commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog="\n".join(["examples:", *(f"  reportgen {name} {example}".rstrip() for example in examples)]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )

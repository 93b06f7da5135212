"""Checks of a person's words: each stands under a name that there is, and words of a cycle under that cycle's id.

Case → Problems; and of the report of one cycle, whether words without a cycle may be of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from reportgen.config.case import Case, near, objectives
from reportgen.config.schema import Loaded
from reportgen.config.wanted import listed, short
from reportgen.errors import Place, Problem
from reportgen.model.delivery import CycleRecord
from reportgen.periods import Cycle, NoCycleError, example_id, last_complete, named_cycle
from reportgen.strict_yaml import Path

COMMENTARY = ("summary", "learned", "next")


def commentary(case: Case) -> Iterator[Problem]:
    names, example = _names(case), example_id(case.config.spec)
    for key, words in case.config.commentary.items():
        path: Path = ("commentary", key)
        if isinstance(words, str):
            yield from _undated(case, path, key)
        elif key in names:
            what, cure = "expected text, found a mapping", f"Write {next(iter(words), example)}: {{{key}: …}}."
            yield case.problem(path, "words_expected", what, cure)
        else:
            yield from _cycle(case, path, key)
            for name in words if not near(key, names) else ():
                yield from _name(case, (*path, name), name, f"Write {listed(names, 'or')}.")


def _undated(case: Case, path: Path, key: str) -> Iterator[Problem]:
    """The key of words that hold in every cycle."""
    spec = case.config.spec
    try:
        named_cycle(key, spec)
    except NoCycleError:
        cure = f"Write {', '.join(_names(case))}, or a cycle's id such as {example_id(spec)} with these in it."
        yield from _name(case, path, key, cure)
    else:
        cure = f"Write {key}: {{summary: …}}."
        yield case.problem(path, "cycle_without_names", "expected a mapping, found text", cure)


def _name(case: Case, path: Path, name: str, cure: str) -> Iterator[Problem]:
    names = _names(case)
    if name not in names:
        found = near(name, names)
        what = f"no objective '{short(name)}'"
        yield case.problem(path, "unknown_commentary", what, "" if found else cure, found)


def _cycle(case: Case, path: Path, key: str) -> Iterator[Problem]:
    """The key of words for one cycle alone."""
    spec = case.config.spec
    try:
        cycle = named_cycle(key, spec)
    except NoCycleError as error:
        found = error.near or near(key, _names(case))
        cure = "" if found else f"Write a cycle's id, such as {example_id(spec)}."
        yield case.problem(path, "unknown_cycle", error.what, cure, found)
    else:
        if cycle.id != key:  # a fiscal year without its FY, or a calendar year with it
            yield case.problem(path, "unknown_cycle", f"no cycle is called '{key}'", "", (cycle.id,))


def _names(case: Case) -> list[str]:
    return [*COMMENTARY, *(objective.id for objective in case.config.objectives)]


def reserved_ids(case: Case) -> Iterator[Problem]:
    for path, objective in objectives(case.config):
        if objective.id in COMMENTARY:
            what = f"'{objective.id}' has a meaning of its own in commentary"
            yield case.problem((*path, "id"), "reserved_id", what, "Give the objective another id.")


def undated_words(loaded: Loaded, cycle: Cycle, as_of: date, earlier: Iterable[CycleRecord]) -> Iterator[Problem]:
    """That words of no cycle are printed in a report of which they may not speak: of a cycle that still runs, or is
    not the last one, or after a report (``earlier``) that this very config had made."""
    config = loaded.config
    dated = config.commentary.get(cycle.id, {})
    names = [
        name
        for name, words in config.commentary.items()
        if isinstance(words, str) and words.strip() and not (isinstance(dated, Mapping) and name in dated)
    ]
    last = last_complete(config.spec, as_of)
    stood = [record.cycle for record in earlier if record.config_sha256 == loaded.sha256]
    why = ""
    if cycle.running:
        why = f"{cycle.id} is still running"
    elif cycle.id != last.id:
        why = f"{cycle.id} is not the last complete one ({last.id})"
    elif stood:
        why = f"stood in the report of {stood[-1]} as well"
    if names and why:
        named = listed([f"'{name}'" for name in names], "and")
        what = f"the words of {named} belong to no cycle, and {why}"
        cure = f"Write them under the cycle that they are about: {cycle.id}: {{{names[0]}: …}}."
        yield Problem(Place(key=f"commentary.{names[0]}"), "undated_words", what, cure)

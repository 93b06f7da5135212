"""Folders of the client's own templates → what is wrong with them before a report is set, and which nothing asks for.

A template is compiled and not filled: names that it does not get are told when a report is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from reportgen.errors import NOWHERE, Place, Problem, nearest
from reportgen.render.press import SCHEME
from reportgen.render.templates import our_folders, own_folders

OWN_RULES = "own.css.j2"
_ASKED_FIRST = ("report.html.j2", "report.css.j2", OWN_RULES, "email.html.j2")
_LIKE_TEMPLATES = (".j2", ".html", ".css", ".jinja", ".jinja2")


_BRACE = re.compile(r"[{}]")
_IGNORED = re.compile(r"Ignored `([^:`]+):.*, (unknown property|invalid value)\.$", re.DOTALL)
_NO_RULES = re.compile(r"{{.*?}}|{%.*?%}|{#.*?#}|/\*.*?\*/|\"[^\"\n]*\"|'[^'\n]*'", re.DOTALL)
"""What stands in a stylesheet's template beside its rules: Jinja's own, comments, texts."""


@dataclass(frozen=True, slots=True)
class Looked:
    """``problems`` stop a report, ``remarks`` do not."""

    problems: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()


def look_at(folders: Sequence[Path]) -> Looked:
    """``folders`` are those of the config's files. Loads Jinja only where there is a template."""
    own = [folder for folder in own_folders(folders) if folder.is_dir()]
    files = {path: path.relative_to(folder).as_posix() for folder in own for path in _files(folder)}
    if not files:
        return Looked()
    known = {path.relative_to(top).as_posix() for top in our_folders() for path in top.rglob("*.j2")} | {OWN_RULES}
    problems, asked, every = _compiled(own, sorted(known & set(files.values())))
    idle = () if every else tuple(_idle(files, known, asked))
    unclosed = [remark for path in files if path.name.endswith(".css.j2") for remark in _unclosed(path)]
    return Looked(tuple(problems), (*idle, *unclosed))


def _files(folder: Path) -> Iterator[Path]:
    yield from (path for path in sorted(folder.rglob("*")) if path.suffix in _LIKE_TEMPLATES and path.is_file())


def _compiled(own: Sequence[Path], names: Sequence[str]) -> tuple[list[Problem], set[str], bool]:
    """Their Problems, the names of all templates that they ask for, and whether one asks by a name that it computes."""
    from jinja2 import TemplateNotFound, meta

    from reportgen.render.sandbox import Sandbox

    sandbox, problems, computed = Sandbox(own, our_folders()), [], False
    asked: set[str] = set()
    left = list(names)
    while left:
        name = left.pop(0)
        try:
            found = sandbox.wrong_with(name)
            if found is not None or not sandbox.is_own(name):
                problems += [found] if found else []
                continue
            wanted = set(meta.find_referenced_templates(sandbox.parse(sandbox.source(name))))
        except TemplateNotFound:
            continue  # perhaps it may be missing; else it is told where it is asked for
        computed |= None in wanted
        new = sorted(item for item in wanted if item is not None and item not in asked)
        asked |= set(new)
        left += new
    return problems, asked, computed


def _idle(files: dict[Path, str], known: set[str], asked: set[str]) -> Iterator[Problem]:
    for path, name in files.items():
        if name not in known and name not in asked:
            what = "nothing asks for a template of this name, so it is not used"
            near = nearest(name, known) or nearest(f"parts/{path.name}", known)
            yield Problem(Place(str(path)), "template_idle", what, candidates=near)


def _unclosed(path: Path) -> Iterator[Problem]:
    """Braces of a stylesheet that stand alone: the engine would pass over the rules up to the next in silence."""
    text = _NO_RULES.sub(lambda found: "\n" * found[0].count("\n"), path.read_text("utf-8-sig", "replace"))
    opened: list[int] = []
    for number, line in enumerate(text.splitlines(), 1):
        for brace in _BRACE.findall(line):
            if brace == "{":
                opened.append(number)
            elif opened:
                opened.pop()
            else:
                what = "a '}' closes no rule, so the rules beside it are not read"
                yield Problem(Place(str(path), number), "rule_not_opened", what)
    what = "the '{' is not closed, so the rules after it are not read"
    yield from (Problem(Place(str(path), number), "rule_not_closed", what, "Add a '}'.") for number in opened)


def not_read(messages: Iterable[str], folders: Sequence[Path]) -> tuple[Problem, ...]:
    """What the engine says of a stylesheet → Problems at the lines of the client's rules; nothing of ours."""
    found = [match for message in dict.fromkeys(messages) if (match := _IGNORED.match(message))]
    said = [
        Problem(NOWHERE, "rule_ignored", f"'{match[1].strip()}:' is not read, for it has an {match[2]}")
        for match in found
    ]
    return tuple(problem for problem in in_templates(said, folders) if problem.place != NOWHERE)


def in_templates(problems: Iterable[Problem], folders: Sequence[Path]) -> tuple[Problem, ...]:
    """Problems of a page that name no place, each at the line of the client's template that holds what they quote."""
    lines = [
        (Place(str(path), number), line)
        for folder in own_folders(folders)
        for path in (_files(folder) if folder.is_dir() else ())
        for number, line in enumerate(path.read_text("utf-8-sig", "replace").splitlines(), 1)
    ]
    return tuple(_at_its_line(problem, lines) for problem in problems)


def _at_its_line(problem: Problem, lines: Sequence[tuple[Place, str]]) -> Problem:
    if problem.place != NOWHERE:
        return problem
    quoted = problem.what.partition("'")[2].rpartition("'")[0]
    for words in (quoted, quoted.removeprefix(SCHEME), quoted.rpartition("/")[2]):
        place = next((place for place, line in lines if words and words in line), None)
        if place is not None:
            return replace(problem, place=place)
    return problem

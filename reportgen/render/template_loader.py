"""Folders of templates → templates, the client's own first; into those goes a counting of their steps.

A name leads to a ``.j2`` file in one of the folders and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping, Sequence
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import BaseLoader, Environment, Template, TemplateNotFound, nodes
from jinja2.loaders import split_template_path

from reportgen.errors import ConfigError, Place, Problem

OURS = "ours/"
MOST_BYTES = 1_000_000  # of a template's file


class Loader(BaseLoader):
    """Finds templates; into those of the client's it puts the counting of steps. What they are compiled to is kept,
    because compiling takes as long as filling."""

    def __init__(self, own: Sequence[Path], ours: Sequence[Path]) -> None:
        self.own, self.ours = tuple(own), tuple(ours)
        self._compiled: dict[str, tuple[str, CodeType]] = {}  # file → its text, and the code of it

    def is_own(self, file: str) -> bool:
        return any(Path(file).is_relative_to(folder) for folder in self.own)

    def _find(self, name: str) -> Path:
        folders = self.ours if name.startswith(OURS) else (*self.own, *self.ours)
        parts = split_template_path(name.removeprefix(OURS))
        for folder in folders:
            path = folder.joinpath(*parts)
            if path.suffix == ".j2" and path.is_file():
                if not path.resolve().is_relative_to(folder.resolve()):
                    what = "the template leads out of its folder"
                    raise ConfigError([Problem(Place(str(path)), "template_refused", what, "Copy the file itself.")])
                return path
        raise TemplateNotFound(name)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        path = self._find(template)
        changed = path.stat().st_mtime_ns
        return _source(path), str(path), lambda: self._find(template) == path and path.stat().st_mtime_ns == changed

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002  its name in the library
    ) -> Template:
        source, file, uptodate = self.get_source(environment, name)
        if self._compiled.get(file, ("",))[0] != source:
            self._compiled[file] = source, self._code(environment, source, name, file)
        code = self._compiled[file][1]
        return environment.template_class.from_code(environment, code, globals or {}, uptodate)

    def _code(self, environment: Environment, source: str, name: str, file: str) -> CodeType:
        tree = environment.parse(source, name, file)
        if self.is_own(file):
            _guard(tree, environment)
        return environment.compile(tree, name, file)


def _source(path: Path) -> str:
    with path.open("rb") as stream:
        data = stream.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise ConfigError([Problem(Place(str(path)), "template_too_large", "the template is larger than a megabyte")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"the template is not UTF-8 (byte {error.start + 1})"
        raise ConfigError([Problem(Place(str(path)), "template_encoding", what, "Save it as UTF-8.")]) from None


def _guard(tree: nodes.Template, environment: Environment) -> None:
    """Counts the rounds of each loop, also those that its condition passes over, and the calls of each macro; what
    ``~`` joins is measured."""
    for found in [*tree.find_all(nodes.For), *tree.find_all(nodes.Macro), *tree.find_all(nodes.CallBlock)]:
        step = _call("step", [], found.lineno)
        if isinstance(found, nodes.For) and found.test is not None:
            found.test = nodes.And(step, found.test, lineno=found.lineno)
        if isinstance(found, nodes.For | nodes.Macro | nodes.CallBlock):
            found.body.insert(0, nodes.ExprStmt(step, lineno=found.lineno))
    _measure(tree)
    tree.set_environment(environment)


def _measure(node: nodes.Node) -> None:
    for name in node.fields:
        value = getattr(node, name)
        if isinstance(value, list):
            setattr(node, name, [_measured(item) for item in value])
        else:
            setattr(node, name, _measured(value))


def _measured(value: Any) -> Any:
    if not isinstance(value, nodes.Node):
        return value
    _measure(value)
    return _call("joined", value.nodes, value.lineno) if isinstance(value, nodes.Concat) else value


def _call(name: str, arguments: list[nodes.Expr], line: int) -> nodes.Call:
    return nodes.Call(nodes.EnvironmentAttribute(name, lineno=line), arguments, [], None, None, lineno=line)

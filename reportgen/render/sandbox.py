"""Folders of templates → an environment in which a template reaches nothing but the values that it is given.

A client's template may loop, choose and call what we hand over; it reads the public fields of our values and no other
attribute of any object, and ends after so many steps and characters. What is wrong with it is a Problem at its line.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, TemplateRuntimeError
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from reportgen.errors import ConfigError, Place, Problem, ReportgenError, nearest
from reportgen.render.template_loader import Loader

MOST_STEPS = 200_000  # rounds of loops and calls of macros in one document; our own takes some thousands
MOST_TEXT = 1_000_000  # characters or items of one value
MOST_OUTPUT = 20_000_000  # characters of one document
FILTERS = (
    "abs", "batch", "capitalize", "count", "d", "default", "dictsort", "e", "escape", "first", "float", "groupby",
    "int", "items", "join", "last", "length", "list", "lower", "map", "max", "min", "reject", "rejectattr", "replace",
    "reverse", "round", "select", "selectattr", "slice", "sort", "string", "sum", "title", "trim", "truncate", "unique",
    "upper",
)  # fmt: skip
_TEXT = frozenset({"lower", "upper", "title", "capitalize", "strip", "split", "startswith", "endswith"})
_LOOP = frozenset({"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0",
                   "previtem", "nextitem", "cycle", "changed"})  # fmt: skip
_OPEN: Mapping[type, frozenset[str]] = {
    str: _TEXT,
    Markup: _TEXT,
    date: frozenset({"isoformat", "year", "month", "day"}),
    dict: frozenset({"items", "keys", "values", "get"}),
    LoopContext: _LOOP,
}
_JINJA = ("jinja2.environment", "jinja2.utils")  # imported templates, namespaces, cyclers
_steps_left: ContextVar[int] = ContextVar("steps_left", default=MOST_STEPS)
_names: ContextVar[tuple[str, ...]] = ContextVar("names", default=())


class Sandbox(ImmutableSandboxedEnvironment):
    """``own`` are the client's folders, first come first served; ``ours`` stand behind them, and under ``ours/``."""

    intercepted_binops = frozenset({"+", "*", "**", "%"})

    def __init__(self, own: Sequence[Path], ours: Sequence[Path]) -> None:
        loader = Loader(own, ours)
        super().__init__(loader=loader, autoescape=True, undefined=_Unknown, trim_blocks=True, lstrip_blocks=True)
        self.filters = {name: self.filters[name] for name in FILTERS} | {"replace": _replaced}
        self.filters |= {name: _few(self.filters[name]) for name in ("batch", "slice")}
        self.globals = {"range": _range} | {name: self.globals[name] for name in ("namespace", "joiner", "cycler")}
        self._sources, self._is_own = loader, loader.is_own

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return not attr.startswith("_") and (attr in _fields(obj) or type(obj).__module__ in _JINJA)

    def wrap_str_format(self, value: Any) -> None:
        """Texts are not formatted here: a format reaches attributes, and widths without end."""

    def unsafe_undefined(self, obj: Any, attribute: str) -> Any:
        return self.undefined(f"'{attribute}' is not open to templates", obj=obj, name=attribute, exc=SecurityError)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        if operator != "+" and not (_is_number(left) and _is_number(right)):
            raise SecurityError(f"'{operator}' is for numbers")
        if operator == "**":
            raise SecurityError("'**' is not open to templates")
        if operator == "+" and isinstance(left, str | list | tuple) and isinstance(right, str | list | tuple):
            _check_length(len(left) + len(right))
        return super().call_binop(context, operator, left, right)

    def step(self) -> bool:
        """Counts a round of a loop or a call of a macro."""
        _take(1)
        return True

    def joined(self, *parts: Any) -> str:
        """What ``~`` makes."""
        texts = [part if isinstance(part, str) else str(part) for part in parts]
        _check_length(sum(map(len, texts)))
        return Markup("").join(texts) if any(isinstance(text, Markup) for text in texts) else "".join(texts)

    def fill(self, name: str, values: Mapping[str, Any]) -> str:
        """The template ``name`` with these values. Raises ConfigError for what is wrong with one of the client's."""
        self.cache = {}  # templates are made anew: what one put aside, the next document must not see
        before = _steps_left.set(MOST_STEPS), _names.set(tuple(values))
        try:
            return "".join(_limited(self.get_template(name).generate(values)))
        except ReportgenError:
            raise
        except Exception as error:
            problem = self._problem(error)
            if problem is None:
                raise
            raise ConfigError([problem]) from None
        finally:
            _steps_left.reset(before[0])
            _names.reset(before[1])

    def source(self, name: str) -> str:
        """The text of a template. Raises TemplateNotFound."""
        return self._sources.get_source(self, name)[0]

    def is_own(self, name: str) -> bool:
        """Whether a template of this name is one of the client's. Raises TemplateNotFound."""
        return self._is_own(self._sources.get_source(self, name)[1])

    def wrong_with(self, name: str) -> Problem | None:
        """What stands in the way of compiling a template; None also for one of ours. Raises TemplateNotFound."""
        try:
            self.get_template(name)
        except TemplateSyntaxError as error:
            return self._problem(error)
        except ConfigError as error:
            return error.problems[0]
        return None

    def _problem(self, error: Exception) -> Problem | None:
        """None where no template of the client's has to do with it."""
        if isinstance(error, TemplateSyntaxError):
            file, line = error.filename or "", error.lineno
        else:
            file, line = self._origin(error)
        if not self._is_own(file):
            return None
        place = Place(file, line)
        if isinstance(error, TemplateSyntaxError):
            return Problem(place, "template_syntax", _sentence(error.message or "wrong syntax"))
        if isinstance(error, SecurityError):
            return Problem(place, "template_refused", str(error))
        if isinstance(error, TemplateNotFound):
            return Problem(place, "template_missing", f"there is no template '{error.message}'")
        said = error.args[0] if error.args else ""
        if isinstance(said, _Said):
            return Problem(place, "template_unknown_name", str(said), candidates=said.near)
        return Problem(place, "template_failed", _sentence(str(said) or type(error).__name__))

    def _origin(self, error: Exception) -> tuple[str, int]:
        """The innermost line of a client's template that was being filled."""
        found, trace = ("", 0), error.__traceback__
        while trace is not None:
            if self._is_own(file := trace.tb_frame.f_code.co_filename):
                found = file, trace.tb_lineno
            trace = trace.tb_next
        return found


class _Said(str):
    """What is said of an unknown name, with those near it."""

    __slots__ = ("near",)
    near: tuple[str, ...]


class _Unknown(StrictUndefined):
    """An unknown name or field, told with those that are nearest."""

    __slots__ = ()

    @property
    def _undefined_message(self) -> str:
        if self._undefined_hint:
            return self._undefined_hint
        name, owner = str(self._undefined_name), self._undefined_obj
        if owner is missing:
            said, valid = _Said(f"unknown name '{name}'"), list(_names.get())
        else:
            valid = [str(key) for key in owner] if isinstance(owner, dict) else sorted(_fields(owner))
            said = _Said(f"{_named(owner)} has no '{name}'")
        said.near = nearest(name, valid)
        return said


def _named(value: object) -> str:
    return f"a {type(value).__name__.lower()}" if is_dataclass(value) else "this value"


def _fields(value: object) -> frozenset[str]:
    kind: Any = type(value)  # a type is as good a key as any, whatever the library's types say
    return _open(kind)


@cache
def _open(kind: Any) -> frozenset[str]:
    """What a template may read of values of this type: of ours the fields and properties."""
    if kind in _OPEN:
        return _OPEN[kind]
    if is_dataclass(kind) and kind.__module__.startswith("reportgen."):
        properties = (name for name in dir(kind) if isinstance(getattr(kind, name), property))
        return frozenset(name for name in (*(f.name for f in fields(kind)), *properties) if not name.startswith("_"))
    return frozenset()


def _take(steps: int) -> None:
    left = _steps_left.get() - steps
    if left < 0:
        raise SecurityError(f"more than {MOST_STEPS} rounds of loops: the template does not seem to end")
    _steps_left.set(left)


def _range(*numbers: int) -> range:
    made = range(*numbers)
    _take(len(made))
    return made


def _check_length(length: int) -> None:
    if length > MOST_TEXT:
        raise SecurityError(f"a value of more than {MOST_TEXT} characters")


def _replaced(text: Any, old: str, new: str, count: int = -1) -> str:
    """``replace`` of Jinja2, measured; what is put in is escaped."""
    whole = text if isinstance(text, str) else str(text)
    old, new = str(old), str(new)
    _check_length(len(whole) + (whole.count(old) if count < 0 else count) * len(new))
    return whole.replace(old, new, count)


def _few(piecewise: Callable[..., Iterator[Any]]) -> Callable[..., Iterator[Any]]:
    """``batch`` and ``slice`` with a reasonable number of pieces."""

    def limited(values: Iterable[Any], number: int, fill_with: Any = None) -> Iterator[Any]:
        if not 1 <= int(number) <= 1000:
            raise SecurityError("pieces of 1 to 1000 are possible")
        return piecewise(values, number, fill_with)

    return limited


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float)


def _limited(pieces: Iterable[str]) -> Iterator[str]:
    length = 0
    for piece in pieces:
        length += len(piece)
        if length > MOST_OUTPUT:
            raise TemplateRuntimeError(f"the document has more than {MOST_OUTPUT} characters")
        yield piece


def _sentence(text: str) -> str:
    """A library's message as part of ours: on a line, without its full stop, beginning small."""
    line = " ".join(text.split()).rstrip(".")
    return line[:1].lower() + line[1:]

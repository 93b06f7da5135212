"""pydantic's errors → Problems in plain words, at the key's place in the file.

pydantic says which value is wrong; what would be right is read off the schema (`schema.py`), so the two can't differ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from reportgen.config import kinds
from reportgen.config.cures import cure
from reportgen.config.origins import Places
from reportgen.config.substitution import InRow
from reportgen.config.wanted import described, fields, found, is_model, listed, short, types_at
from reportgen.errors import Problem, nearest
from reportgen.strict_yaml import Path
from reportgen.vocabulary.catalogue import catalogue
from reportgen.vocabulary.printed import ids_of

FORMS: Mapping[str, str] = {
    kinds.IDENT: "Write small letters, digits and underscores, a letter first",
    kinds.LANGUAGE: "Write a language's code, such as en or fr",
    kinds.LOCALE: "Write a language and a country, such as fr_FR or en_GB",
    kinds.CURRENCY: "Write three capitals, such as EUR or GBP",
    kinds.COLOUR: 'Write # and six hexadecimal digits in quotes, such as "#0B5FFF"',
    kinds.TAX: "Write included 20%, excluded or column",
    kinds.SECRET: "Write the name of an environment variable, such as ${SMTP_PASSWORD}",
    kinds.MONTH: "Write a year, a month or a day, such as 2026, 2026-03 or 2026-03-15",
}

_UNSHOWN = (kinds.LANGUAGE, kinds.SECRET)  # it is the key that has the wrong form; or what stands there may be a secret


def problems_of(error: ValidationError, written: object, marks: Places) -> list[Problem]:
    """One Problem for each thing that is wrong; ``written`` is what was validated."""
    problems = [problem for detail in error.errors(include_url=False) for problem in _problems(detail, written, marks)]
    misspelt = {_renamed(problem) for problem in problems if problem.kind == "unknown_key"}
    return [problem for problem in problems if problem.kind != "missing_key" or problem.place.key not in misspelt]


def _renamed(problem: Problem) -> str:
    """The key path that an unknown key was meant for: that this key is missing goes without saying."""
    parent = problem.place.key.rpartition(".")[0]
    return ".".join(filter(None, (parent, *problem.candidates)))


def _problems(detail: ErrorDetails, written: object, marks: Places) -> list[Problem]:
    path = tuple(part for part in detail["loc"] if not _is_tag(part))
    value = _at(written, path)
    if detail["type"] == "too_short" and value:  # pydantic counts only the items that are right: they are told already
        return []
    translate = _TRANSLATIONS.get(detail["type"], _wrong_type)
    return [translate(path, value, detail.get("ctx", {}), marks)]


def _is_tag(part: str | int) -> bool:
    """Whether a part of pydantic's location names a branch of a union, or says that the key itself is meant."""
    return isinstance(part, str) and (part == "[key]" or re.fullmatch(r"<[a-z]+>", part) is not None)


def _at(written: Any, path: Path) -> object:
    for part in path:
        try:
            written = written[part]
        except (KeyError, IndexError, TypeError):
            return None
    return written


def _unknown_key(path: Path, value: object, context: Mapping[str, Any], marks: Places) -> Problem:
    keys = [key for kind in types_at(path[:-1]) if is_model(kind) for key in fields(kind)]
    near = nearest(str(path[-1]), keys)
    right = "" if near else f"The keys here are {listed(keys, 'and')}."
    place = marks.of_key(path) if isinstance(marks, InRow) else marks.place(path)
    return Problem(place, "unknown_key", f"unknown key '{path[-1]}'", right, near)


def _missing_key(path: Path, value: object, context: Mapping[str, Any], marks: Places) -> Problem:
    right = f"Add {path[-1]}: {described(types_at(path))}."
    return Problem(marks.place(path), "missing_key", "this key is missing", right)


def _wrong_type(path: Path, value: object, context: Mapping[str, Any], marks: Places) -> Problem:
    types = types_at(path)
    what = f"expected {described(types)}, found {found(value)}"
    return Problem(marks.place(path), "wrong_type", what, cure(path, types, value))


def _wrong_choice(path: Path, value: object, context: Mapping[str, Any], marks: Places) -> Problem:
    types = types_at(path)
    choices = [choice for kind in types if get_origin(kind) is Literal for choice in get_args(kind)]
    if not isinstance(value, str) or not all(isinstance(choice, str) for choice in choices):
        return _wrong_type(path, value, context, marks)
    right = f"Write {described(types)}."
    return Problem(
        marks.place(path), "wrong_choice", f"unknown choice '{short(value)}'", right, nearest(value, choices)
    )


_LIMITS: Mapping[str, tuple[str, str]] = {
    "ge": ("small", "at least"),
    "gt": ("small", "more than"),
    "le": ("large", "at most"),
}


def _out_of_range(path: Path, value: object, context: Mapping[str, Any], marks: Places) -> Problem:
    name, limit = next(iter(context.items()))
    size, words = _LIMITS[name]
    right = f"Write {words} {limit}."
    if name == "le" and limit in (1, 2) and isinstance(value, int | Decimal) and value <= 100:
        right = f"Write {value}% if percent are meant."
    return Problem(marks.place(path), "out_of_range", f"{value} is too {size}", right)


def _empty(path: Path, value: object, context: Mapping[str, Any], marks: Places) -> Problem:
    what = "the text is empty" if isinstance(value, str) else "nothing stands in it"
    return Problem(marks.place(path), "empty", what, f"Write {described(types_at(path))}.")


def _too_long(path: Path, value: object, context: Mapping[str, Any], marks: Places) -> Problem:
    what = f"a text of {len(str(value))} characters is too long"
    return Problem(marks.place(path), "too_long", what, f"At most {context['max_length']} are possible.")


def _wrong_form(path: Path, value: object, context: Mapping[str, Any], marks: Places) -> Problem:
    pattern = context["pattern"]
    shown = value if isinstance(value, str) and pattern not in _UNSHOWN else path[-1]
    right, meant = FORMS[pattern], _meant(path, str(shown))
    if pattern == kinds.IDENT and not meant and (ident := _ident(str(shown))):
        right += f", such as {ident}"
    what = f"'{short(str(shown))}' does not have the right form"
    return Problem(marks.place(path), "wrong_form", what, f"{right}.", meant)


def _meant(path: Path, text: str) -> tuple[str, ...]:
    """The ids that are printed under this name, where an id of the catalogue belongs."""
    if path[-1] == "kpi":
        return ids_of(text, catalogue().printed_kpis())
    return ids_of(text, catalogue().printed()) if path[-1] in ("result", "of") else ()


def _ident(text: str) -> str:
    """The identifier nearest to a text: ``Engagement-Rate`` → ``engagement_rate``; empty when there is none."""
    letters = unicodedata.normalize("NFKD", text.lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return re.sub(r"^[^a-z]+|_+$", "", re.sub(r"[^a-z0-9]+", "_", plain))


_TRANSLATIONS: Mapping[str, Callable[[Path, object, Mapping[str, Any], Places], Problem]] = {
    "extra_forbidden": _unknown_key,
    "missing": _missing_key,
    "literal_error": _wrong_choice,
    "greater_than": _out_of_range,
    "greater_than_equal": _out_of_range,
    "less_than_equal": _out_of_range,
    "too_short": _empty,
    "string_too_short": _empty,
    "string_too_long": _too_long,
    "string_pattern_mismatch": _wrong_form,
}

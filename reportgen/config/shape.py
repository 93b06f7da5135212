"""pydantic's errors → Problems in plain words, at the key's place in the file.

pydantic says which value is wrong; what would be right is read off the schema (`schema.py`), so the two can't differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from reportgen.config import schema
from reportgen.errors import Problem, nearest
from reportgen.strict_yaml import Marks, Path

FORMS: Mapping[str, str] = {
    schema.IDENT: "Write small letters, digits and underscores, a letter first",
    schema.LANGUAGE: "Write a language's code, such as en or fr",
    schema.LOCALE: "Write a language and a country, such as fr_FR or en_GB",
    schema.CURRENCY: "Write three capitals, such as EUR or GBP",
    schema.COLOUR: 'Write # and six hexadecimal digits in quotes, such as "#0B5FFF"',
    schema.TAX: "Write included 20%, excluded or column",
    schema.MONTH: "Write a year, a month or a day, such as 2026, 2026-03 or 2026-03-15",
}


def problems_of(error: ValidationError, written: object, marks: Marks) -> list[Problem]:
    """One Problem for each thing that is wrong; ``written`` is what was validated."""
    found = [problem for detail in error.errors(include_url=False) for problem in _problems(detail, written, marks)]
    misspelt = {_renamed(problem) for problem in found if problem.kind == "unknown_key"}
    return [problem for problem in found if problem.kind != "missing_key" or problem.place.key not in misspelt]


def _renamed(problem: Problem) -> str:
    """The key path that an unknown key was meant for: that this key is missing goes without saying."""
    parent = problem.place.key.rpartition(".")[0]
    return ".".join(filter(None, (parent, *problem.candidates)))


def _problems(detail: ErrorDetails, written: object, marks: Marks) -> list[Problem]:
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


def _unknown_key(path: Path, value: object, context: Mapping[str, Any], marks: Marks) -> Problem:
    keys = [key for kind in _types_at(path[:-1]) if _is_model(kind) for key in _fields(kind)]
    near = nearest(str(path[-1]), keys)
    cure = "" if near else f"The keys here are {_listed(keys, 'and')}."
    return Problem(marks.place(path), "unknown_key", f"unknown key '{path[-1]}'", cure, near)


def _missing_key(path: Path, value: object, context: Mapping[str, Any], marks: Marks) -> Problem:
    cure = f"Add {path[-1]}: {_described(_types_at(path))}."
    return Problem(marks.place(path), "missing_key", "this key is missing", cure)


def _wrong_type(path: Path, value: object, context: Mapping[str, Any], marks: Marks) -> Problem:
    types = _types_at(path)
    what = f"expected {_described(types)}, found {_found(value)}"
    return Problem(marks.place(path), "wrong_type", what, _cure(path, types, value))


def _wrong_choice(path: Path, value: object, context: Mapping[str, Any], marks: Marks) -> Problem:
    types = _types_at(path)
    choices = [choice for kind in types if get_origin(kind) is Literal for choice in get_args(kind)]
    if not isinstance(value, str) or not all(isinstance(choice, str) for choice in choices):
        return _wrong_type(path, value, context, marks)
    cure = f"Write {_described(types)}."
    return Problem(marks.place(path), "wrong_choice", f"unknown choice '{value}'", cure, nearest(value, choices))


_LIMITS: Mapping[str, tuple[str, str]] = {
    "ge": ("small", "at least"),
    "gt": ("small", "more than"),
    "le": ("large", "at most"),
}


def _out_of_range(path: Path, value: object, context: Mapping[str, Any], marks: Marks) -> Problem:
    name, limit = next(iter(context.items()))
    size, words = _LIMITS[name]
    cure = f"Write {words} {limit}."
    if name == "le" and limit in (1, 2) and isinstance(value, int | Decimal) and value <= 100:
        cure = f"Write {value}% if percent are meant."
    return Problem(marks.place(path), "out_of_range", f"{value} is too {size}", cure)


def _empty(path: Path, value: object, context: Mapping[str, Any], marks: Marks) -> Problem:
    what = "the text is empty" if isinstance(value, str) else "nothing stands in it"
    return Problem(marks.place(path), "empty", what, f"Write {_described(_types_at(path))}.")


def _too_long(path: Path, value: object, context: Mapping[str, Any], marks: Marks) -> Problem:
    what = f"a text of {len(str(value))} characters is too long"
    return Problem(marks.place(path), "too_long", what, f"At most {context['max_length']} are possible.")


def _wrong_form(path: Path, value: object, context: Mapping[str, Any], marks: Marks) -> Problem:
    pattern = context["pattern"]
    shown = value if isinstance(value, str) and pattern != schema.LANGUAGE else path[-1]
    cure = FORMS[pattern]
    if pattern == schema.IDENT and (ident := _ident(str(shown))):
        cure += f", such as {ident}"
    return Problem(marks.place(path), "wrong_form", f"'{_short(str(shown))}' does not have the right form", f"{cure}.")


def _ident(text: str) -> str:
    """The identifier nearest to a text: ``Engagement-Rate`` → ``engagement_rate``; empty when there is none."""
    return re.sub(r"^[^a-z]+|_+$", "", re.sub(r"[^a-z0-9]+", "_", text.lower()))


_TRANSLATIONS: Mapping[str, Callable[[Path, object, Mapping[str, Any], Marks], Problem]] = {
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


# What the schema asks for at a path ---------------------------------------------------------------------------------


def _types_at(path: Path) -> list[Any]:
    types: list[Any] = [schema.Config]
    for part in path:
        types = [found for kind in types for found in _step(kind, part)]
    return types


def _step(kind: Any, part: str | int) -> list[Any]:
    """What stands under a key or an index of one type."""
    if isinstance(part, str) and _is_model(kind):
        field = _fields(kind).get(part)
        return _alternatives(field.annotation) if field else []
    if isinstance(part, str) and get_origin(kind) is dict:
        return _alternatives(get_args(kind)[1])
    if isinstance(part, int) and get_origin(kind) in (tuple, list):
        return _alternatives(get_args(kind)[0])
    return []


def _alternatives(annotation: Any) -> list[Any]:
    """A union's members without None and without annotations."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _alternatives(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return [found for member in get_args(annotation) for found in _alternatives(member)]
    return [] if annotation is NoneType else [annotation]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, schema.Model)


def _fields(model: type[schema.Model]) -> dict[str, Any]:
    return {field.alias or name: field for name, field in model.model_fields.items()}


# Words --------------------------------------------------------------------------------------------------------------

_NAMES: Mapping[Any, str] = {
    str: "text",
    int: "a whole number",
    Decimal: "a number",
    bool: "true or false",
    date: "a date",
}


def _described(types: list[Any]) -> str:
    """Types in words: ``a number or a mapping with value``; single values first."""
    told = [kind for kind in sorted(types, key=_is_structure) if kind is not int or Decimal not in types]
    return _listed(list(dict.fromkeys(_one(kind) for kind in told)), "or")


def _is_structure(kind: Any) -> bool:
    return _is_model(kind) or get_origin(kind) in (tuple, list, dict)


def _one(kind: Any) -> str:
    if _is_model(kind):
        required = [key for key, field in _fields(kind).items() if field.is_required()]
        return f"a mapping with {_listed(required, 'and') or _listed(list(_fields(kind)), 'or')}"
    origin = get_origin(kind)
    if origin is Literal:
        return _listed([str(choice) for choice in get_args(kind)], "or")
    if origin in (tuple, list):
        item = _alternatives(get_args(kind)[0])
        return f"a list of mappings{_one(item[0]).removeprefix('a mapping')}" if _is_model(item[0]) else "a list"
    return "a mapping" if origin is dict else _NAMES[kind]


def _listed(words: list[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)


def _found(value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"the text '{_short(value)}'"
    if isinstance(value, int | Decimal):
        return f"the number {value}"
    if isinstance(value, date):
        return f"the date {value}"
    return "a list" if isinstance(value, list) else "a mapping"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


# Cures --------------------------------------------------------------------------------------------------------------


def _cure(path: Path, types: list[Any], value: object) -> str:
    """What to write instead, where the value shows what was meant."""
    if value is None:
        return _cure_of_nothing(path)
    if date in types and isinstance(value, int):
        return "Write year-month-day, such as 2026-01-31."
    if isinstance(value, str) and (Decimal in types or int in types):
        return number_cure(value)
    if isinstance(value, str) and date in types:
        return _date_cure(value)
    if isinstance(value, str) and bool in types:
        return {"yes": "Write true.", "on": "Write true.", "no": "Write false.", "off": "Write false."}.get(
            value.lower(), ""
        )
    if isinstance(value, dict) and any(get_origin(kind) is tuple for kind in types):
        return "Begin each item with '- '."
    if str in types and isinstance(value, bool | int | Decimal | date):
        return "Put a text in quotes."
    return ""


def _cure_of_nothing(path: Path) -> str:
    if path and path[-1] == "brand":
        return 'An unquoted # begins a comment: put the colour in quotes, such as "#0B5FFF".'
    if path and isinstance(path[-1], int):
        return "Write a value, or leave the item out."
    fields = [_fields(kind).get(str(path[-1])) for kind in _types_at(path[:-1]) if path and _is_model(kind)]
    required = any(field is not None and field.is_required() for field in fields)
    return "Write a value." if required else "Write a value, or leave the key out."


_DIGITS = re.compile(r"[^\d%]*?([+-]?\d(?:[\d.,'’\s]*\d)?)\s*(%?)[^\d%]*")


def number_cure(text: str) -> str:
    """What to write for a text that holds one number: ``18 €`` → ``Write 18.``; empty where it holds none."""
    match = _DIGITS.fullmatch(text)
    if match is None:
        return ""
    numbers, percent = _readings(match[1]), match[2]
    if not numbers:
        return ""
    if numbers == [text.strip()]:
        return f"Leave the quotes out: {numbers[0]}."
    if numbers == [match[1]] and percent and text.strip() == f"{match[1]}%":
        return f"A percentage is not possible here: write a number such as {numbers[0]}."
    return f"Write {' or '.join(number + percent for number in numbers)}."


def _readings(digits: str) -> list[str]:
    """The numbers that a figure written by hand may mean: ``1,200`` → 1200 or 1.200; ``2,5`` → 2.5."""
    plain = re.sub(r"[\s'’]", "", digits)
    marks = re.findall(r"[.,]", plain)
    if not marks or plain.count(".") == len(marks) == 1:
        return [plain]
    if len(set(marks)) == 2:
        last = max(plain.rfind("."), plain.rfind(","))
        return [f"{re.sub('[.,]', '', plain[:last])}.{plain[last + 1 :]}"]
    joined = re.sub("[.,]", "", plain)
    if len(marks) > 1:
        return [joined]
    point = plain.replace(",", ".")
    return [joined, point] if re.fullmatch(r"[+-]?[1-9]\d{0,2},\d{3}", plain) else [point]


def _date_cure(text: str) -> str:
    """The ISO form of a date written day first; both readings where it may be month first."""
    match = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", text.strip())
    if match is None:
        return "Write year-month-day, such as 2026-01-31."
    first, second, year = int(match[1]), int(match[2]), int(match[3])
    readings = dict.fromkeys(_iso(year, month, day) for month, day in ((second, first), (first, second)))
    valid = [reading for reading in readings if reading]
    return f"Write {' or '.join(valid)}." if valid else "Write year-month-day, such as 2026-01-31."


def _iso(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""

"""What a parser of YAML says of a text that is none → a Problem that says what is wrong and what would be right."""

from __future__ import annotations

import re
from typing import Any

from reportgen.errors import Place, Problem

# PyYAML gives its messages no codes, and its two parsers word them differently: told apart by what both say.
_PLAIN = {
    "mapping values are not allowed": (
        "a ':' stands where no key can be",
        "Indent with care; quote a text with ': ' in it.",
    ),
    "could not find expected ':'": ("a key without ':'", "Write 'key: value'; check the indentation."),
    "found unexpected end of stream": ("a quotation mark is not closed", "In '…' an apostrophe is written ''."),
    "unknown escape character": (
        "an unknown escape after '\\' in double quotes",
        "Use single quotes, or write '\\\\'.",
    ),
    "expected ',' or '}'": ("the '{' is not closed, or a ',' is missing", "Write {key: value, key: value}."),
    "expected ',' or ']'": ("the '[' is not closed, or a ',' is missing", "Write [item, item]."),
    "expected '-' indicator": (
        "this does not continue the list above",
        "Indent '- ' like the items above, with spaces.",
    ),
    "did not find expected key": ("this does not continue the lines above", "Indent like the keys above, with spaces."),
    "<block end>": ("this does not continue the lines above", "Indent like the lines above, with spaces."),
    "node content": ("a key or a value is missing", "Write 'key: value'."),
    "tab character": ("a tab stands in the indentation", "Indent with spaces."),
    "undefined tag handle": ("tags are not allowed", "Put a text that begins with '!' in quotes."),
    "alphabetic or numeric": ("a text can't begin with '*' or '&'", "Put the text in quotes."),
    "<document start>": ("text after the document's end", "Keep one document in a file."),
}
_CUT_SHORT = ("node content", "expected ',' or", "end of stream", "did not find expected", "<block end>")
_COLOUR = re.compile(r"[:,\[]\s+(#[0-9A-Fa-f]{3,8})\b")
COMMENT = re.compile(r"\s+(#[0-9A-Fa-f]{6}(?!\S)|#[0-9A-Fa-f]{3}(?=\s*$))")  # a colour in place of a value
_SHOWN_AT_THEIR_BEGINNING = ("find expected ':'", "end of stream", "expected ',' or")


def syntax(error: Any, text: str, file: str) -> Problem:
    """The parser's ``error`` in the text of a file, as a Problem at its place."""
    message = str(error.problem or error)
    mark: Any = error.problem_mark or error.context_mark
    if any(words in message for words in _CUT_SHORT) and (cut := _colour_as_comment(text, mark)):
        line, column, colour = cut
        return Problem(Place(file, line, column), "syntax", *unread_colour(colour))
    if "cannot start any token" in message:
        what, cure = _bad_start(text, mark)
    elif _after_a_quote(text, mark):
        what, cure = "text follows a closing quotation mark", "In '…' an apostrophe is written ''."
    elif _bracket_in_a_text(text, mark):
        what, cure = "a text holds '[' or '{', which begin a list or a mapping", "Put the whole text in quotes."
    else:
        if any(words in message for words in _SHOWN_AT_THEIR_BEGINNING):
            mark = error.context_mark or mark
        plain = (said for words, said in _PLAIN.items() if words in message)
        what, cure = next(plain, (f"this is not YAML: {message}", ""))
    return Problem(_place(mark, file), "syntax", what, cure)


def unread_colour(colour: str) -> tuple[str, str]:
    """What is wrong with a colour without quotes, and what would be right."""
    what = f"an unquoted # begins a comment, so '{colour}' and the rest of its line are not read"
    return what, f'Put the colour in quotes: "{colour}".'


def _colour_as_comment(text: str, mark: Any) -> tuple[int, int, str] | None:
    """The nearest colour above ``mark`` that stands as a comment in brackets: its line and column from 1, itself."""
    lines = text.splitlines()[: mark.line + 1]
    for number in range(len(lines), 0, -1):
        line, above = lines[number - 1], lines[number - 2] if number > 1 else ""
        match = _COLOUR.search(line)
        before = line[: match.start(1)] if match else ""
        opened = before.count("{") + before.count("[") > before.count("}") + before.count("]")
        if match and (opened or above.rstrip().endswith(("{", "[", ","))):
            return number, match.start(1) + 1, match[1]
    return None


def _bad_start(text: str, mark: Any) -> tuple[str, str]:
    character = _line(text, mark)[mark.column : mark.column + 1]
    if character == "\t":
        return _PLAIN["tab character"]
    return f"a text can't begin with '{character}'", "Put the text in quotes."


def _after_a_quote(text: str, mark: Any) -> bool:
    before, after = _line(text, mark)[: mark.column], _line(text, mark)[mark.column :]
    return before.rstrip().endswith(("'", '"')) and after[:1].isalnum()


def _bracket_in_a_text(text: str, mark: Any) -> bool:
    """``[ab]/x.csv``, and ``{path: data/[ab]/x.csv}``: what was meant is a text such as a pattern of files."""
    before, after = _line(text, mark)[: mark.column], _line(text, mark)[mark.column :]
    opened = after[:1] in ("[", "{") and not before.endswith(" ")
    return opened or (before.endswith(("]", "}")) and after[:1] not in ("", " ", ",", "]", "}"))


def _line(text: str, mark: Any) -> str:
    lines = text.splitlines()
    return lines[mark.line] if mark.line < len(lines) else ""


def _place(mark: Any, file: str) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)

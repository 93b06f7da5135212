"""A formula's text → its tree, one for each alternative; and back to text. Computes nothing, evaluates nothing.

    formula     = sum { "; else" sum }
    sum         = product { ("+" | "-") product }
    product     = operand { ("*" | "/") operand }
    operand     = number | reference | call | "(" sum ")"
    reference   = id [ "[" key "=" id { "," key "=" id } "]" ]
    call        = ("opening" | "standing") "(" reference ")" | "min" "(" sum "," sum ")"

Ids are lower-case words: a measure, a KPI or a config value (``Catalogue.resolve`` says which). A selection's keys
are sorted, so ``x[of=posts, delivery=paid]`` and ``x[delivery=paid, of=posts]`` are the same node.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal, NamedTuple, Never

from reportgen.errors import nearest

Operator = Literal["+", "-", "*", "/"]

FUNCTIONS = {"opening": 1, "standing": 1, "min": 2}
"""Function → how many arguments it takes."""

SELECTORS = ("activity", "channel", "claimed_by", "delivery", "of")

MAX_LENGTH = 2000
MAX_DIGITS = 30
MAX_OPERANDS = 100  # of one alternative: it bounds the depth of the tree, and so every recursion over it


@dataclass(frozen=True, slots=True)
class Number:
    """A number, exact. ``index`` is, here and below, the place in the text; it does not count in comparisons."""

    value: Decimal
    index: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Ref:
    """An id, with what is selected of it: pairs of key and value, sorted by key."""

    name: str
    selection: tuple[tuple[str, str], ...] = ()
    index: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Call:
    """``opening(x)``, ``standing(x)`` or ``min(a, b)``."""

    name: str
    args: tuple[Node, ...]
    index: int = field(default=0, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands; ``index`` is the operator's."""

    op: Operator
    left: Node
    right: Node
    index: int = field(default=0, compare=False, repr=False)


Node = Number | Ref | Call | Binary


class FormulaError(ValueError):
    """A text that is no formula: the index of the character (from 0), what is wrong, what would be right."""

    def __init__(self, index: int, what: str, would_be_right: str = "", candidates: tuple[str, ...] = ()) -> None:
        self.index = index
        self.what = what
        self.would_be_right = would_be_right
        self.candidates = candidates
        super().__init__(f"character {index + 1}: {what}")


def parse(text: str) -> tuple[Node, ...]:
    """One tree for each ``; else`` alternative. Raises FormulaError."""
    if len(text) > MAX_LENGTH:
        raise FormulaError(
            MAX_LENGTH, f"the formula is longer than {MAX_LENGTH} characters", "Split it into several KPIs."
        )
    return _Parser(tuple(_tokens(text))).formula()


def refs(node: Node) -> tuple[Ref, ...]:
    """All references in the tree, from left to right, as often as they stand there."""
    match node:
        case Ref():
            return (node,)
        case Call(args=args):
            return tuple(ref for arg in args for ref in refs(arg))
        case Binary(left=left, right=right):
            return refs(left) + refs(right)
        case _:
            return ()


def operands(node: Node) -> int:
    """How many numbers and ids the tree has."""
    match node:
        case Call(args=args):
            return sum(map(operands, args))
        case Binary(left=left, right=right):
            return operands(left) + operands(right)
        case _:
            return 1


def write(node: Node) -> str:
    """The tree as a formula, with no more parentheses than it needs; ``parse`` gives the tree back."""
    match node:
        case Number(value=value):
            return format(value, "f")
        case Ref(name=name, selection=selection):
            chosen = ", ".join(f"{key}={value}" for key, value in selection)
            return f"{name}[{chosen}]" if chosen else name
        case Call(name=name, args=args):
            return f"{name}({', '.join(write(arg) for arg in args)})"
        case Binary(op=op, left=left, right=right):
            weak = ("+", "-") if op in "*/" else ()
            return f"{_within(left, weak)} {op} {_within(right, (*weak, *_REGROUPS[op]))}"


# Operators that need parentheses on the right of an operator of the same strength, which binds to the left.
_REGROUPS: dict[str, tuple[str, ...]] = {"+": ("+", "-"), "-": ("+", "-"), "*": ("*", "/"), "/": ("*", "/")}


def _within(node: Node, weaker: tuple[str, ...]) -> str:
    text = write(node)
    return f"({text})" if isinstance(node, Binary) and node.op in weaker else text


class _Token(NamedTuple):
    kind: Literal["number", "name", "symbol", "end"]
    text: str
    at: int


_TOKEN = re.compile(r"(?P<number>[0-9]+(?:\.[0-9]+)?)|(?P<name>[a-z][a-z0-9_]*)|(?P<symbol>[-+*/()\[\],=;])|\s+")

_CURES = {
    "×": "Write '*'.",
    "÷": "Write '/'.",
    ":": "Write '/' for a division.",
    "−": "Write '-'.",
    "–": "Write '-'.",
    "%": "Write a share of one, such as 0.2.",
    ".": "Write a number with a digit before the point.",
    "{": "Write a selection in square brackets.",
    "^": "Write the product out.",
}


def _tokens(text: str) -> Iterator[_Token]:
    index = 0
    while index < len(text):
        match = _TOKEN.match(text, index)
        if match is None:
            character = text[index]
            cure = "Write ids in lower case." if character.isupper() else _CURES.get(character, "")
            raise FormulaError(index, f"'{character}' has no meaning in a formula", cure)
        if match.lastgroup is not None:
            yield _Token(match.lastgroup, match[0], index)  # type: ignore[arg-type]  # the pattern names its groups so
        index = match.end()
    yield _Token("end", "", len(text))


class _Parser:
    """Recursive descent; ``_operands`` bounds both its depth and the tree's."""

    def __init__(self, tokens: tuple[_Token, ...]) -> None:
        self._tokens = tokens
        self._at = 0
        self._operands = 0

    def formula(self) -> tuple[Node, ...]:
        alternatives = [self._sum()]
        while self._skip(";"):
            if self._now.text != "else":
                self._fail("after ';' comes 'else'", "Write alternatives as 'a / b; else c / d'.")
            self._at += 1
            self._operands = 0
            alternatives.append(self._sum())
        if self._now.kind != "end":
            self._unexpected()
        return tuple(alternatives)

    def _sum(self) -> Node:
        node = self._product()
        while (token := self._now).text in ("+", "-"):
            self._at += 1
            node = Binary(token.text, node, self._product(), token.at)  # type: ignore[arg-type]  # + or -
        return node

    def _product(self) -> Node:
        node = self._operand()
        while (token := self._now).text in ("*", "/"):
            self._at += 1
            if token.text == self._now.text == "*":
                self._fail("'**' has no meaning in a formula", "Write the product out.")
            node = Binary(token.text, node, self._operand(), token.at)  # type: ignore[arg-type]  # * or /
        return node

    def _operand(self) -> Node:
        token = self._now
        self._operands += 1
        if self._operands > MAX_OPERANDS:
            self._fail(f"more than {MAX_OPERANDS} operands or parentheses", "Split the formula into several KPIs.")
        if self._skip("("):
            node = self._sum()
            self._close("(", ")", token)
            return node
        if token.kind == "number":
            if len(token.text) > MAX_DIGITS:
                self._fail(f"a number of {len(token.text)} characters is too long")
            self._at += 1
            return Number(Decimal(token.text), token.at)
        if token.kind == "name" and token.text != "else":
            self._at += 1
            return self._call(token) if self._now.text == "(" else self._reference(token)
        self._missing_operand(token)

    def _call(self, name: _Token) -> Node:
        if name.text not in FUNCTIONS:
            known = ", ".join(sorted(FUNCTIONS))
            raise FormulaError(
                name.at, f"unknown function '{name.text}'", f"There are {known}.", nearest(name.text, FUNCTIONS)
            )
        opening = self._now
        self._at += 1
        args = [self._sum()]
        while self._skip(","):
            args.append(self._sum())
        self._close("(", ")", opening)
        if len(args) != FUNCTIONS[name.text]:
            form = "min(a, b)" if name.text == "min" else f"{name.text}(x)"
            raise FormulaError(name.at, f"'{name.text}' has the wrong number of arguments", f"Write {form}.")
        if name.text != "min" and not isinstance(args[0], Ref):
            raise FormulaError(args[0].index, f"'{name.text}' takes one id", f"Write {name.text}(x).")
        return Call(name.text, tuple(args), name.at)

    def _reference(self, name: _Token) -> Ref:
        bracket = self._now
        if not self._skip("["):
            return Ref(name.text, (), name.at)
        selection: dict[str, str] = {}
        while True:
            key, value = self._selector()
            if key.text in selection:
                raise FormulaError(key.at, f"'{key.text}' is selected twice", "Keep one of the two.")
            selection[key.text] = value.text
            if not self._skip(","):
                break
        self._close("[", "]", bracket)
        return Ref(name.text, tuple(sorted(selection.items())), name.at)

    def _selector(self) -> tuple[_Token, _Token]:
        key = self._now
        if key.kind != "name":
            self._fail("a selection is missing", "Write x[channel=social].")
        if key.text not in SELECTORS:
            what, cure = f"'{key.text}' can't be selected by", f"There are {', '.join(SELECTORS)}."
            raise FormulaError(key.at, what, cure, nearest(key.text, SELECTORS))
        self._at += 1
        if not self._skip("="):
            self._fail(f"'=' is missing after '{key.text}'", f"Write x[{key.text}=…].")
        value = self._now
        if value.kind != "name":
            self._fail(f"the value of '{key.text}' is missing", f"Write x[{key.text}=…] with an id.")
        self._at += 1
        return key, value

    @property
    def _now(self) -> _Token:
        return self._tokens[self._at]

    def _skip(self, symbol: str) -> bool:
        found = self._now.text == symbol
        self._at += found
        return found

    def _close(self, opened: str, closing: str, bracket: _Token) -> None:
        if self._skip(closing):
            return
        if self._now.kind == "end":
            raise FormulaError(bracket.at, f"'{opened}' is not closed", f"Close it with '{closing}'.")
        self._unexpected()

    def _missing_operand(self, token: _Token) -> Never:
        cure = "Write a number, an id or a parenthesis."
        if token.kind == "end" and not self._at:
            self._fail("the formula is empty", cure)
        if token.text == "-":
            self._fail("a sign can't stand before an operand", "Write 0 - x.")
        found = "the formula ends" if token.kind == "end" else f"'{token.text}' stands"
        self._fail(f"{found} where an operand is missing", cure)

    def _unexpected(self) -> Never:
        token = self._now
        if token.text in (")", "]"):
            self._fail(f"'{token.text}' closes nothing", "Take it out.")
        if token.kind == "symbol":
            self._fail(f"'{token.text}' can't stand here", "Write decimals with a point." if token.text == "," else "")
        if token.text == "else":
            self._fail("';' is missing before 'else'", "Write alternatives as 'a / b; else c / d'.")
        self._fail(f"an operator is missing before '{token.text}'", "Write + - * or / between two operands.")

    def _fail(self, what: str, would_be_right: str = "") -> Never:
        raise FormulaError(self._now.at, what, would_be_right)

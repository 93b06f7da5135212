"""View → its formula with the numbers in; a KPI inside it that the report has no figure of is shown by its parts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from reportgen.display import as_displayed, default_precision, rounded
from reportgen.document.money import measured
from reportgen.document.returns_roi import worth
from reportgen.document.view import View
from reportgen.document.wording import NBSP, Part, join
from reportgen.model.scorecard import Input
from reportgen.model.text import Figure, Text

_OPERATORS = {"*": "×", "/": "÷", "+": "+", "-": "−"}
VALUED = "valued_results"
_DEEPEST = 4  # KPIs inside KPIs
Leaves = Mapping[str, Input]


def formula_text(view: View) -> Text:
    """The formula with the numbers in; empty for a figure that is a measure itself, and where a term has no number: of
    what the figure is made its definition says in words."""
    current = view.score.current
    leaves = {leaf.expression: leaf for leaf in current.inputs}
    if not view.measured or not re.search(r"[-+*/]", current.formula):
        return ()
    names = [rf"{re.escape(name)}(?![\[\w])" for name in sorted(leaves, key=len, reverse=True)]
    formula = _given_terms(view, current.formula, leaves)
    pattern = "|".join([*names, r"[a-z_][a-z0-9_]*(?:\[[^\]]*\])?", r" *[-+*/] *", r"\d+(?:\.\d+)?"])
    parts: list[Part] = []
    at = 0
    for match in re.finditer(pattern, formula):
        term = _token(view, match[0], leaves)
        if not term:
            return ()
        parts += [formula[at : match.start()], term]
        at = match.end()
    return _adding_up(view, formula, join(*parts, formula[at:]))


def _adding_up(view: View, formula: str, text: Text) -> Text:
    """A sum of amounts with cents, where the amounts as they are displayed elsewhere would not add up."""
    terms = [part for part in text if isinstance(part, Figure) and isinstance(part.value, Decimal)]
    value = view.score.current.value
    if value is None or re.search(r"[*/()]", formula) or {term.unit for term in terms} != {"currency"}:
        return text
    signs, _ = _flat(formula)
    shown = [as_displayed(term) * (1 if sign == "+" else -1) for sign, term in zip(signs, terms, strict=True)]
    if sum(shown, Decimal(0)) == rounded(value, view.value.precision):
        return text
    return tuple(replace(part, precision=2) if part in terms else part for part in text)


def _given_terms(view: View, formula: str, leaves: Leaves) -> str:
    """A sum without the terms that nobody gives, such as a kind of cost; any other formula as it is."""
    if re.search(r"[\[\]*/()]", formula):
        return formula
    signs, names = _flat(formula)
    terms = list(zip(signs, names, strict=True))
    kept = [term for term in terms if _number(view, term[1], leaves) or not _may_lack(view, term[1], signs)]
    if not kept or kept[0][0] != "+":
        return formula
    return "".join(f" {sign} {name}" for sign, name in kept).removeprefix(" + ")


def _token(view: View, token: str, leaves: Leaves) -> Part:
    if token.strip() in _OPERATORS:
        return _sign(token.strip())
    return _number(view, token, leaves)


def _sign(operator: str) -> str:
    return f"{NBSP}{_OPERATORS[operator]} "


def _number(view: View, token: str, leaves: Leaves, deep: int = 0) -> Text:
    """A term's number: its own, a constant, a KPI's figure in this report, or a KPI by its parts; else empty."""
    if token in leaves:
        return join(_leaf(view, leaves[token], leaves))
    if token[0].isdigit():
        return (Figure(f"{view.id}.formula.{token}", Decimal(token), "count", len(token.partition(".")[2])),)
    shown = next((other for other in view.report.kpis.values() if other.score.id == token and other.measured), None)
    if shown is None and view.report.scorecard.returns is not None:
        shown = measured(view.report, token)
    if shown is not None:
        return (shown.value,)
    if token == VALUED:
        return _worths(view)
    return _made_of(view, token, leaves, deep) if deep < _DEEPEST else ()


def _worths(view: View) -> Text:
    """Each valued result with its worth, *(1 000 × 4 £ + 112 × 20 £)*; empty where nothing is valued."""
    given = view.report.scorecard.returns
    parts: list[Part] = []
    for result in given.valued if given is not None else ():
        count = Figure(f"returns.valued.{result.result}.count", result.count, "count")
        parts += [*([_sign("+")] if parts else []), count, _sign("*"), worth(result, "base")]
    return join("(", *parts, ")") if parts else ()


def _made_of(view: View, token: str, leaves: Leaves, deep: int) -> Text:
    """A KPI inside the formula by its parts, *(1 920 € + 1 093 €)*; empty where one of them has no number."""
    name, _, selection = token.partition("[")
    kpi = view.report.catalogue.kpis.get(name)
    for text in kpi.texts if kpi else ():
        signs, names = _flat(text)
        numbers = [_number(view, _selected(view, term, selection), leaves, deep + 1) if term else () for term in names]
        lacking = [term for term, number in zip(names, numbers, strict=True) if not number]
        found = [(sign, number) for sign, number in zip(signs, numbers, strict=True) if number]
        if not found or found[0][0] != "+" or not all(_may_lack(view, term, signs) for term in lacking):
            continue
        parts: list[Part] = []
        for sign, number in found:
            parts += [*([_sign(sign)] if parts else []), number]
        return join("(", *parts, ")") if len(found) > 1 else join(*parts)
    return ()


def _may_lack(view: View, term: str, signs: Sequence[str]) -> bool:
    """Whether it is a term of a sum that nobody gives, such as a kind of cost: a factor or a KPI is never left out."""
    return set(signs) <= {"+", "-"} and term.partition("[")[0] in view.report.catalogue.measures


def _flat(text: str) -> tuple[list[str], list[str]]:
    """A sum or a product without parentheses as signs and terms, the first of sign +; empty terms for any other."""
    sign, *rest = re.split(r"\s*([-+*/])\s*", f"+{text.strip()}")[1:]
    signs, names = [sign, *rest[1::2]], [rest[0], *rest[2::2]]
    mixed = {"+", "-"} & set(signs[1:]) and {"*", "/"} & set(signs)
    return (signs, [""] * len(names)) if mixed or re.search(r"[()]", text) else (signs, names)


def _selected(view: View, term: str, selection: str) -> str:
    """A term under the selection of the KPI that it is in, as the figures' expressions write it."""
    name, _, own = term.partition("[")
    catalogue = view.report.catalogue
    if not selection or not (name in catalogue.measures or name in catalogue.kpis):
        return term
    inner, outer = (dict(part.split("=") for part in re.findall(r"\w+=[^,\]]+", text)) for text in (own, selection))
    whole = {"channel": "all"} if inner.get("channel") == "all" else {}
    chosen = {**inner, **outer, **whole}
    return f"{name}[{', '.join(f'{key}={value}' for key, value in sorted(chosen.items()))}]"


def _leaf(view: View, leaf: Input, leaves: Leaves) -> Part:
    """A leaf's figure; the amounts of one formula have the same number of decimals, so that they add up as shown."""
    if leaf.value is None:
        return view.words.text("state.not_measured")
    precision = default_precision(leaf.unit, leaf.value)
    if leaf.unit == "percent":
        precision = 0 if (leaf.value * 100) % 1 == 0 else 1
    elif leaf.unit == "currency":
        amounts = [other.value for other in leaves.values() if other.unit == "currency" and other.value]
        precision = max((default_precision(leaf.unit, amount) for amount in amounts), default=precision)
    return Figure(f"{view.id}.input.{leaf.expression}", leaf.value, leaf.unit, precision)

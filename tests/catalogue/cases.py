"""expected.yaml → Cases: small facts and settings, the figure that they must give, and the one that they must not."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from reportgen import strict_yaml
from reportgen.model.facts import Fact, Facts, Feed, Origin, Sample
from reportgen.model.scorecard import KpiScore
from reportgen.periods import Cycle, CycleSpec, cycle_of
from tests.kpis.build import config, key, on, scorecard, sparse

FILE = Path(__file__).with_name("expected.yaml")
MONTH = CycleSpec("month")
KEYS = {
    "facts", "config", "objective", "sparse", "compare", "alternative", "state", "cause",
    "expected", "because", "naive", "naively", "how",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a KPI. ``expected`` is None where no figure may be given."""

    kpi: str
    number: int
    given: Mapping[str, Any]

    @property
    def id(self) -> str:
        return f"{self.kpi}-{self.number}"

    @property
    def expected(self) -> Decimal | None:
        found = self.given["expected"]
        return None if found is None else Decimal(found)

    @property
    def naive(self) -> Decimal:
        return Decimal(self.given["naive"])

    @property
    def alternative(self) -> int:
        return int(self.given.get("alternative", 0))


@cache
def cases() -> tuple[Case, ...]:
    written: Any = strict_yaml.load(FILE.read_text("utf-8"), FILE.name)[0]
    return tuple(Case(kpi, i, given) for kpi, rows in written.items() for i, given in enumerate(rows))


def evaluated(case: Case) -> KpiScore:
    """The KPI's score of the case, by the whole of the room: a real Config, Facts, evaluate."""
    facts = _facts(case)
    names = sorted({fact.source for fact in facts.series}, key=[f.source for f in facts.series].index)
    if "sources" in (given := dict(case.given.get("config", {}))):
        names = given.pop("sources")
    sources = [{"name": name, "path": f"{name}.csv"} for name in names]
    settings = config(case.kpi, sources=sources, objective=case.given.get("objective", {}), **given)
    return scorecard(settings, facts).objectives[0].kpis[0]


def arithmetic(text: str) -> Fraction:
    """What ``(300 + 100) / 8000`` comes to, exactly; ``min(a, b)`` too, and nothing else."""
    return _reckon(ast.parse(text, mode="eval").body, text)


_OPERATORS: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv,
    ast.Pow: lambda base, exponent: Fraction(base ** int(exponent)),
}  # fmt: skip


def _reckon(node: ast.expr, text: str) -> Fraction:
    match node:
        case ast.Constant():
            return Fraction(text[node.col_offset : node.end_col_offset])  # as written: 0.1 is a tenth
        case ast.BinOp(left=left, op=op, right=right):
            return _OPERATORS[type(op)](_reckon(left, text), _reckon(right, text))
        case ast.Call(func=ast.Name(id="min"), args=args):
            return min(_reckon(arg, text) for arg in args)
    raise ValueError(f"not arithmetic: {text}")


def shown(value: Fraction, like: Decimal) -> Decimal:
    """The value with as many decimals as ``like`` has, halves away from zero."""
    places = max(-int(like.as_tuple().exponent), 0)
    size = int(abs(value) * 10**places + Fraction(1, 2))
    return Decimal(size if value >= 0 else -size).scaleb(-places)


def _facts(case: Case) -> Facts:
    rows = [fact for row in case.given["facts"] for fact in _row(row)]
    rows.sort(key=lambda fact: (fact.key, fact.start))
    spoken: list[Feed] = sparse(rows) if case.given.get("sparse") else []
    return Facts(tuple(rows), tuple(spoken), (Origin("data", "data.csv", "0" * 64),))


def _row(row: list[Any]) -> Iterator[Fact]:
    measure, channel, when, value, *rest = row
    more = dict(rest[0]) if rest else {}
    source, answers = more.pop("source", "data"), more.pop("n", None)
    extras = {"source": source, "sample": None if answers is None else Sample(Decimal(answers))}
    name = key(measure, channel or "", **more)
    if not isinstance(value, list):
        start, days = _window(when)
        yield on(start, name, value, days=days, **extras)
        return
    cycle = _month(when)
    for number in reversed(value):  # the last one is the cycle's, those before it are the cycles' before
        yield on(cycle.start, name, number, days=cycle.days, **extras)
        cycle = cycle.previous()


def _window(when: str | date) -> tuple[date, int]:
    """A day, a month (``2026-10``) or both ends of a window (``2026-10-01..2026-10-15``)."""
    if isinstance(when, date):
        return when, 1
    if ".." in when:
        first, last = (date.fromisoformat(end) for end in when.split(".."))
        return first, (last - first + timedelta(1)).days
    return _month(when).start, _month(when).days


def _month(when: str) -> Cycle:
    assert re.fullmatch(r"\d{4}-\d{2}", when), when
    return cycle_of(MONTH, date.fromisoformat(f"{when}-01"))

"""Sums that mean nothing: averaged averages, claims on top of totals, levels of two days, people counted twice.

`vocabulary.check` refuses sums that their own terms give away; here are those that what a KPI is made of gives away.
Case → Problems, each with the reason and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from reportgen.config.case import Case, kpis, target_of
from reportgen.config.formulas import placed, readable
from reportgen.errors import Problem
from reportgen.strict_yaml import Path
from reportgen.vocabulary.catalogue import Catalogue, Kpi, Measure
from reportgen.vocabulary.check import Fault
from reportgen.vocabulary.formula import Binary, Call, Node, Number, Ref, refs, write


def illegal_sums(case: Case) -> Iterator[Problem]:
    """In the client's own formulas, those of values included."""
    for path, text in _formulas(case):
        for node in readable(text):
            faults = [fault for terms, halved in _sums(node) for fault in _faults(terms, halved, case.catalogue)]
            yield from (placed(case, path, fault) for fault in faults)


def _formulas(case: Case) -> Iterator[tuple[Path, str]]:
    yield from ((("kpis", index, "formula"), own.formula) for index, own in enumerate(case.config.kpis))
    for index, value in enumerate(case.config.values):
        if value.formula is not None:
            yield ("values", index, "from"), value.formula


def cumulative_targets(case: Case) -> Iterator[Problem]:
    """``mode: cumulative`` adds cycles up, which people, levels and scores don't do."""
    for path, _, kpi in kpis(case.config):
        target, known = target_of(kpi), case.catalogue.kpis.get(kpi.kpi)
        if target is None or target.mode != "cumulative" or known is None:
            continue
        measure = _shown(known.formulas[0], case.catalogue) if known.formulas else None
        if measure is not None and measure.kind in _OVER_TIME:
            why, cure = _OVER_TIME[measure.kind]
            what = f"'{kpi.kpi}' can't be added up over cycles: {why}"
            yield case.problem((*path, "target", "mode"), "not_cumulative", what, cure)


_OVER_TIME = {
    "unique": ("people may be the same in each", "Write mode: per_cycle."),
    "level": ("it is what stands at the end of each", "Write mode: reach_by and the date."),
    "score": ("it is a mean", "Write mode: per_cycle."),
}


def _sums(node: Node, halved: bool = False) -> Iterator[tuple[tuple[Node, ...], bool]]:
    """The terms of each sum in the tree, and whether the sum is halved, which makes a mean of two."""
    match node:
        case Binary(op="+"):
            terms = _terms(node)
            yield terms, halved
            for term in terms:
                yield from _sums(term)
        case Binary(left=left, right=right):
            yield from _sums(left, _halves(node))
            yield from _sums(right)
        case Call(args=args):
            for arg in args:
                yield from _sums(arg)


def _terms(node: Node) -> tuple[Node, ...]:
    return (*_terms(node.left), *_terms(node.right)) if isinstance(node, Binary) and node.op == "+" else (node,)


def _halves(node: Binary) -> bool:
    factor = {"/": Decimal(2), "*": Decimal("0.5")}.get(node.op)
    return isinstance(node.right, Number) and node.right.value == factor


def _faults(terms: tuple[Node, ...], halved: bool, catalogue: Catalogue) -> Iterator[Fault]:
    for one, other in combinations(terms, 2):
        levels = {_opened(term, catalogue) for term in (one, other)}
        if len(levels) == 1 and None not in levels and not halved and one != other:
            what = f"'{write(one)}' and '{write(other)}' are one level on two days: most of it would count twice"
            cure = "Subtract the opening for the change; halve the sum for the mean."
            yield Fault(other.index, "level_added", what, cure)
        if isinstance(one, Ref) and isinstance(other, Ref):
            yield from _pair(one, other, catalogue)


def _pair(one: Ref, other: Ref, catalogue: Catalogue) -> Iterator[Fault]:
    both = f"'{write(one)}' and '{write(other)}'"
    measures = [_shown(ref, catalogue) for ref in (one, other)]
    if one.name == other.name and one != other and _is_average(one, catalogue):
        what = f"{both} are averages over different numbers: their sum or mean is no average"
        cure = f"Write {_whole(one, other)}, which is made of what each is made of."
        yield Fault(other.index, "averages_added", what, cure)
    elif one.name == other.name and ("claimed_by" in dict(one.selection)) != ("claimed_by" in dict(other.selection)):
        cure = "Show the claim beside the total, without adding them."
        yield Fault(other.index, "claim_on_total", f"{both}: the total already holds what a platform claims", cure)
    elif all(measure is not None and measure.kind == "unique" for measure in measures):
        what = f"{both} count people, who may be the same"
        yield Fault(other.index, "unique_added", what, "Use the value that is given for the whole.")


def _whole(one: Ref, other: Ref) -> str:
    """What covers both: what the two select alike, and social media where they are of two channels."""
    alike = set(one.selection) & set(other.selection)
    channel = (
        {("channel", "social")} if {"channel"} & (dict(one.selection).keys() | dict(other.selection).keys()) else ()
    )
    return write(Ref(one.name, tuple(sorted({**dict(channel), **dict(alike)}.items()))))


def _is_average(ref: Ref, catalogue: Catalogue) -> bool:
    """Whether an id means a rate, a mean or a score."""
    measure = _shown(ref, catalogue)
    if measure is not None:
        return measure.kind == "score"
    return _divides(ref, catalogue, frozenset())


def _divides(node: Node, catalogue: Catalogue, above: frozenset[str]) -> bool:
    """Whether something measured divides in the formula, or in the KPIs that it is made of."""
    match node:
        case Ref(name=name) if name not in above and isinstance(meaning := catalogue.resolve(name), Kpi):
            return any(_divides(formula, catalogue, above | {name}) for formula in meaning.formulas)
        case Binary(op=op, left=left, right=right):
            by_measure = op == "/" and len(refs(right)) > 0
            return by_measure or any(_divides(part, catalogue, above) for part in (left, right))
        case Call(args=args):
            return any(_divides(arg, catalogue, above) for arg in args)
        case _:
            return False


def _shown(node: Node, catalogue: Catalogue, above: frozenset[str] = frozenset()) -> Measure | None:
    """The measure that a formula shows as it is, through KPIs that do nothing but show one."""
    meaning = catalogue.resolve(node.name) if isinstance(node, Ref) and node.name not in above else None
    if isinstance(meaning, Measure):
        return meaning
    if isinstance(meaning, Kpi) and meaning.formulas:
        return _shown(meaning.formulas[0], catalogue, above | {meaning.id})
    return None


def _opened(node: Node, catalogue: Catalogue) -> str | None:
    """The level that ``x`` or ``opening(x)`` stands for, as written."""
    inner = node.args[0] if isinstance(node, Call) and node.name == "opening" else node
    meaning = catalogue.resolve(inner.name) if isinstance(inner, Ref) else None
    return write(inner) if isinstance(meaning, Measure) and meaning.kind == "level" else None

"""The shipped measures and KPIs (measures.yaml, kpis.yaml) → Catalogue; and which of them an id in a formula means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from reportgen import strict_yaml
from reportgen.model.scorecard import Better, Names
from reportgen.model.text import Unit
from reportgen.vocabulary.formula import Node, parse

MeasureKind = Literal["flow", "level", "unique", "score"]
Scope = Literal["social", "all"]
Amec = Literal["input", "activity", "output", "out-take", "outcome", "impact"]
Possible = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Measure:
    """What a source can deliver. ``scope`` is what the bare id covers: all social channels, or every channel."""

    id: str
    kind: MeasureKind
    unit: Unit  # count | currency | seconds | minutes | hours | score
    scope: Scope
    names: Names
    meanings: Names = ()


@dataclass(frozen=True, slots=True)
class Kpi:
    """A figure that a formula makes of measures. ``formulas`` and ``texts`` go together, one each for an alternative.

    ``families`` are those of objectives (``any`` for all); ``types`` are management's (leading, lagging, financial …,
    where ``output`` is a result); ``amec`` is the stage in AMEC's framework, whose ``output`` is exposure; ``source``
    says whose the formula is. ``possible``: the least and the greatest figure that there can be, None where no end is.
    """

    id: str
    names: Names
    definitions: Names
    formulas: tuple[Node, ...]
    texts: tuple[str, ...]
    unit: Unit  # count | currency | percent | ratio | score | seconds | minutes | hours | days | months | years
    better: Better
    families: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    amec: Amec | None = None
    source: str = ""
    possible: Possible = (0, None)


@dataclass(frozen=True, slots=True)
class ConfigValue:
    """A value that the config declares and formulas may use."""

    id: str
    unit: Unit


CONFIG_VALUES: Mapping[str, ConfigValue] = MappingProxyType(
    {
        value.id: value
        for value in (
            ConfigValue("margin", "percent"),
            ConfigValue("customer_years", "years"),
            ConfigValue("yearly_churn", "percent"),
            ConfigValue("cost_share", "percent"),
            ConfigValue("cycles_per_year", "ratio"),
            ConfigValue("result", "count"),
            ConfigValue("influence_weight_reach", "percent"),
            ConfigValue("influence_weight_amplification_rate", "percent"),
            ConfigValue("influence_weight_mentions", "percent"),
        )
    }
)
"""``result`` stands for the KPI or measure that the objective names; formulas may count on a count."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All measures and KPIs by id. ``recommended``: family → KPIs, the main one first; ``results``: family → result."""

    measures: Mapping[str, Measure]
    kpis: Mapping[str, Kpi]
    recommended: Mapping[str, tuple[str, ...]]
    results: Mapping[str, str]

    def resolve(self, name: str) -> Measure | Kpi | ConfigValue | None:
        """What ``name`` means in a formula: the measure of that id, else the KPI, else the config value, else nothing.

        So a KPI may share its id with the measure it shows (``impressions``): its own formula and all others mean the
        measure. In an objective's list of KPIs the id means the KPI: look in ``kpis`` there.
        """
        return self.measures.get(name) or self.kpis.get(name) or CONFIG_VALUES.get(name)

    def names(self) -> frozenset[str]:
        """All ids that a formula may use."""
        return frozenset((*self.measures, *self.kpis, *CONFIG_VALUES))

    def printed_kpis(self) -> Mapping[str, Names]:
        """KPI id → its printed names."""
        return {kpi.id: kpi.names for kpi in self.kpis.values()}

    def printed(self) -> Mapping[str, Names]:
        """Measure or KPI id → its printed names."""
        measures = {measure.id: measure.names for measure in self.measures.values()}
        return {**measures, **self.printed_kpis()}

    def extended(self, measures: Iterable[Measure], kpis: Iterable[Kpi]) -> Catalogue:
        """This catalogue and the client's own entries, which take the place of shipped ones with the same id."""
        return Catalogue(
            MappingProxyType({**self.measures, **{measure.id: measure for measure in measures}}),
            MappingProxyType({**self.kpis, **{kpi.id: kpi for kpi in kpis}}),
            self.recommended,
            self.results,
        )


@cache
def catalogue() -> Catalogue:
    """The shipped catalogue, read once."""
    measures = _read("measures.yaml")
    kpis = _read("kpis.yaml")
    return Catalogue(
        MappingProxyType({name: _measure(name, row) for name, row in measures.items()}),
        MappingProxyType({name: _kpi(name, row) for name, row in kpis["kpis"].items()}),
        MappingProxyType({family: tuple(names) for family, names in kpis["recommended"].items()}),
        MappingProxyType(kpis["results"]),
    )


def alternatives(text: str) -> tuple[str, ...]:
    """A formula's text → the text of each of its ``; else`` alternatives, as written, on one line."""
    return tuple(" ".join(part.split()).removeprefix("else ") for part in text.split(";"))


def _read(name: str) -> dict[str, Any]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    values: Any = strict_yaml.load(text, name)[0]
    return dict(values)


def _measure(name: str, row: Mapping[str, Any]) -> Measure:
    return Measure(name, row["kind"], row["unit"], row["scope"], _words(row["name"]), _words(row["meaning"]))


def _kpi(name: str, row: Mapping[str, Any]) -> Kpi:
    return Kpi(
        id=name,
        names=_words(row["name"]),
        definitions=_words(row["definition"]),
        formulas=parse(row["formula"]),
        texts=alternatives(row["formula"]),
        unit=row["unit"],
        better=row["better"],
        families=tuple(row["families"]),
        types=tuple(row["types"]),
        amec=row["amec"],
        source=row["source"],
        possible=tuple(row.get("possible", (0, None))),
    )


def _words(row: Mapping[str, str]) -> Names:
    return tuple(row.items())

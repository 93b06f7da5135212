"""Scorecard + Insights + Report → JSON (Artifact): the report as data, every figure with the way back to its rows.

``schema`` 1 promises:
- ``figures``: each Figure of the report once, sorted by id: raw ``value`` in natural units, ``unit``, the displayed
  ``text``, and ``derivation``: the values that it rests on, each with formula, inputs, coverage, and the origin of
  each input. Of a post: the measures of its row that are added, with file and row, and the usual rate behind its index.
- ``scorecard``, ``insights``, ``report``: the model's own names and order. In the report a figure in a text stands as
  ``{"figure": id, "text": …}``, a link of a person's words as ``{"link": […], "address": …}``, and the sign of a list's
  item as ``{"item": […], "level": …}``.
- Exact numbers (decimals) are strings, so that no reader rounds them; counts are integers; limits that were computed in
  floating point are JSON numbers. Missing is null. Dates are ISO 8601, a cycle is its id with its dates ``[start,
  end)``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args

from reportgen.display import Display
from reportgen.json_values import indented, json_value
from reportgen.model.artifact import Artifact
from reportgen.model.insights import Insights
from reportgen.model.learning import FUNNEL
from reportgen.model.report import Block, Report
from reportgen.model.scorecard import Input, KpiScore, Scorecard, Value
from reportgen.model.text import Bullet, Emphasis, Figure, Link, figures
from reportgen.periods import Cycle
from reportgen.render.post_figures import post_figures

SCHEMA = 1
MEDIA_TYPE = "application/json"
_BLOCKS = get_args(Block)
# Which values of a KPI a figure rests on, by the beginning of what its id says after the KPI.
_RESTS_ON: dict[str, tuple[str, ...]] = {
    "current": ("current",), "attainment": ("current",), "coverage": ("current",), "base": ("current",),
    "previous": ("previous",), "year_ago": ("year_ago",),
    "delta": ("current", "previous"), "year_delta": ("current", "year_ago"),
}  # fmt: skip


def render_json(scorecard: Scorecard, insights: Insights, report: Report, config_sha256: str, name: str) -> Artifact:
    """``name`` is the file's name; the bytes are UTF-8 with one space of indent, the same for the same input."""
    display = Display(report.locale, report.currency)
    encoder = _Encoder(display)
    kpis = {f"kpi.{objective.id}.{kpi.id}": kpi for objective in scorecard.objectives for kpi in objective.kpis}
    if scorecard.returns is not None:
        kpis |= {f"returns.{kpi.id}": kpi for kpi in scorecard.returns.kpis}
        kpis |= {f"returns.cost_per_result_of_{name}": kpi for name, _, kpi in scorecard.returns.per_result}
    for step in scorecard.learning.funnel if scorecard.learning else ():
        kpis |= {f"kpi.{FUNNEL}.{kpi.id}": kpi for kpi in (step.count, step.rate) if kpi}
    posts = post_figures(scorecard.content, insights.content, encoder.encode)
    used = sorted(set(figures(report)), key=lambda figure: (figure.id, encoder.text(figure), repr(figure)))
    content = {
        "schema": SCHEMA,
        "config_sha256": config_sha256,
        "figures": [_figure(figure, kpis, posts, encoder) for figure in used],
        "scorecard": encoder.encode(scorecard),
        "insights": encoder.encode(insights),
        "report": encoder.encode(report),
    }
    return Artifact(name, MEDIA_TYPE, f"{indented(content)}\n".encode("utf-8", "replace"))


class _Encoder:
    """Frozen dataclasses → JSON values, by their fields."""

    def __init__(self, display: Display) -> None:
        self.text = cache(display.figure)

    def encode(self, value: object) -> object:
        if value is None or isinstance(value, str):
            return value
        if isinstance(value, Figure):
            return {"figure": value.id, "text": self.text(value)}
        if isinstance(value, Emphasis):
            return {"emphasis": self.encode(value.parts)}
        if isinstance(value, Link):
            return {"link": self.encode(value.parts), "address": value.address}
        if isinstance(value, Bullet):
            return {"item": self.encode(value.parts), "level": value.level}
        if isinstance(value, tuple):
            return [self.encode(item) for item in value]
        if is_dataclass(value) and not isinstance(value, Cycle):
            kind = {"type": type(value).__name__} if isinstance(value, _BLOCKS) else {}
            return kind | {name: self._field(value, name, names) for name, names in _fields(value.__class__)}
        return json_value(value)

    def _field(self, owner: object, name: str, names: bool) -> object:
        """Names, pairs of language and words, become an object."""
        value = getattr(owner, name)
        return dict(value) if names else self.encode(value)


@cache
def _fields(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    """The names of a dataclass's fields, and which are Names."""
    return tuple((field.name, field.type == "Names") for field in fields(kind))


def _figure(
    figure: Figure, kpis: Mapping[str, KpiScore], posts: Mapping[str, list[object]], encoder: _Encoder
) -> dict[str, object]:
    value = encoder.encode(figure.value)
    return {
        "id": figure.id,
        "value": value,
        "unit": figure.unit,
        "precision": figure.precision,
        "text": encoder.text(figure),
        "derivation": posts.get(figure.id) or _derivation(figure.id, kpis, encoder),
    }


def _derivation(figure_id: str, kpis: Mapping[str, KpiScore], encoder: _Encoder) -> list[object]:
    """The values that a figure rests on; empty for dates, targets, and other figures that no rows lead to."""
    parts = figure_id.split(".", 3 if figure_id.startswith("kpi.") else 2)
    owner = kpis.get(".".join(parts[:-1]))
    if owner is None:
        return []
    kind, _, rest = parts[-1].partition(".")
    if kind == "input":
        return [_input(leaf, encoder) for leaf in owner.current.inputs if leaf.expression == rest]
    values = {"current": owner.current, "previous": owner.previous.value, "year_ago": owner.year_ago.value}
    found = [values[name] for name in _RESTS_ON.get(kind, ())]
    return [_value(value, encoder) for value in found if value is not None]


def _value(value: Value, encoder: _Encoder) -> dict[str, object]:
    return {
        "cycle": value.cycle.id,
        "value": encoder.encode(value.value),
        "state": value.state,
        "formula": value.formula,
        "coverage": encoder.encode(value.coverage),
        "inputs": [_input(leaf, encoder) for leaf in value.inputs],
    }


def _input(leaf: Input, encoder: _Encoder) -> dict[str, object]:
    return {
        "expression": leaf.expression,
        "value": encoder.encode(leaf.value),
        "unit": leaf.unit,
        "coverage": encoder.encode(leaf.coverage),
        "origin": encoder.encode(leaf.traces),
    }

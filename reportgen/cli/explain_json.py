"""Explained → JSON for programs; ``schema`` 1.

Exact numbers are strings, so that no reader rounds them; counts are integers; limits that were computed in floating
point are JSON numbers. Missing is null. ``text`` is a value as displayed, in English. A cycle is its id with its dates
``[start, end)``. ``derivation`` is the tree: each step with its ``formula``, and ``steps`` whose ``written`` is the
term's text in that formula.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

from reportgen.cli.common import LOCALE
from reportgen.cli.explain_effort import reallocations
from reportgen.cli.explain_words import english, missing
from reportgen.display import Display, default_precision
from reportgen.json_values import fields_of, plain
from reportgen.model.explanation import Explanation, Step
from reportgen.model.scorecard import Comparison, YearToDate
from reportgen.model.text import Figure
from reportgen.pipeline import Explained

SCHEMA = 1


def as_json(found: Explained) -> str:
    """Indented, in a fixed order."""
    return json.dumps(_content(found), ensure_ascii=False, indent=2, allow_nan=False)


def _content(found: Explained) -> dict[str, object]:
    told, score, insights = found.explanation, found.explanation.score, found.insights
    text = _Texts(told)
    return {
        "schema": SCHEMA,
        "config_sha256": found.config.sha256,
        "kpi": {
            "id": told.kpi,
            "name": english(told.names),
            "definition": english(told.definitions),
            "unit": told.unit,
            "currency": told.currency,
            "better": told.better,
            "formula": told.formula,
            "source": told.source,
        },
        "objective": told.objective,
        "used_by": plain(told.used_by),
        "channel": told.channel or None,
        "cycle": plain(told.cycle),
        "as_of": plain(told.as_of),
        "value": plain(told.step.value),
        "text": text.of(told.step.value),
        "low": plain(score.current.low) if score else None,
        "high": plain(score.current.high) if score else None,
        "sample": plain(told.step.sample),
        "state": told.step.state,
        "cause": told.step.cause,
        "coverage": plain(told.step.coverage),
        "small_base": plain(score.current.small_base) if score else None,
        "derivation": _step(told.step),
        "previous": text.compared(score.previous) if score else None,
        "year_ago": text.compared(score.year_ago) if score else None,
        "channels": plain(score.channels) if score and not told.channel else [],
        "target": plain(score.target) if score else None,
        "budget": plain(score.budget) if score else None,
        "year_to_date": text.year(score.ytd) if score and score.ytd else None,
        "benchmark": plain(score.benchmark) if score else None,
        "covers": plain(score.covers) if score else [],
        "lacks": plain(score.lacks) if score else [],
        "attributed": plain(score.attributed) if score else [],
        "form": score.form if score else "",
        "settles": plain(score.settles) if score else None,
        "breaks": plain(score.breaks) if score else [],
        "restated": plain(score.restated) if score else [],
        "verdict": fields_of(insights.verdict(told.objective, told.kpi), "band") if insights else None,
        "limits": plain(found.judgement),
        "decision": plain(insights.objectives[0]) if insights and found.decided else None,
        "effort": plain(reallocations(insights, score)) if insights and score and found.decided else [],
        "missing": list(_missing(told.step)),
    }


class _Texts:
    """Values of the KPI as displayed, with the decimals that the report gives all of them."""

    def __init__(self, told: Explanation) -> None:
        self._display, self._unit = Display(LOCALE, told.currency), told.unit
        score = told.score
        values = [told.step.value, score.target.value if score and score.target else None]
        self._precision = default_precision(told.unit, next((value for value in values if value is not None), None))

    def of(self, value: Decimal | None) -> str | None:
        if value is None:
            return None
        return self._display.figure(Figure("value", value, self._unit, self._precision))

    def compared(self, comparison: Comparison) -> dict[str, object]:
        value = comparison.value.value if comparison.value else None
        return {
            "cycle": plain(comparison.cycle),
            "value": plain(value),
            "text": self.of(value),
            "delta": plain(comparison.delta),
            "archived": bool(comparison.value and comparison.value.archived),
        }

    def year(self, ytd: YearToDate) -> dict[str, object]:
        value = ytd.value.value
        target, before = plain(ytd.target), self.compared(ytd.year_ago)
        return {"value": plain(value), "text": self.of(value), "target": target, "year_ago": before}


def _step(step: Step) -> dict[str, object]:
    below = {"formula": step.formula, "steps": [_step(child) for child in step.steps]}
    return fields_of(step, "steps") | below | {"names": dict(step.names)}


def _missing(step: Step) -> Iterator[dict[str, str]]:
    for inner in step.walk():
        if inner.value is None and inner.cause and inner.state != "absent":
            what, todo = missing(inner.cause, inner.measured)
            yield {"term": inner.expression, "cause": inner.cause, "what": what, "to_do": todo}

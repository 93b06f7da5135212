"""An objective's KPIs → one chart of what each attained of its target; for a history too short for a line."""

from __future__ import annotations

from decimal import Decimal

from reportgen.document.findings import listed
from reportgen.document.view import View, Views
from reportgen.document.wording import Words, capital, join, sentences
from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.model.scorecard import ObjectiveScore
from reportgen.model.text import Text

FEWEST = 2  # targets: one alone stands in the table


def bullet(report: Views, objective: ObjectiveScore) -> ChartSpec | None:
    """None with fewer than two targets that have an attainment."""
    views = [report.kpis[objective.id, kpi.id] for kpi in objective.kpis]
    rows = [(view, view.attainment) for view in views if view.attainment is not None]
    if len(rows) < FEWEST:
        return None
    words = report.words
    title = _title(words, objective.id, [view for view, _ in rows])
    attained = tuple(figure.value for _, figure in rows if isinstance(figure.value, Decimal))
    labels = tuple(PointLabel((figure,), 0, place, strong=True) for place, (_, figure) in enumerate(rows))
    names = [view.name for view, _ in rows]
    pairs = listed(report, [words.text("alt.pair", name=view.name, value=figure) for view, figure in rows])
    return ChartSpec(
        id=f"chart.{objective.id}",
        kind="bullet",
        title=title,
        subtitle=words.text("bullet.subtitle"),
        categories=tuple((name,) for name in names),
        series=(
            Series(words.text("bullet.attained"), "current", attained),
            Series(words.text("chart.target"), "target", (Decimal(1),) * len(rows)),
        ),
        unit="percent",
        precision=0,
        ticks=(),
        band=(),
        labels=labels,
        from_zero=True,
        alt=sentences(words.text("bullet.alt", pairs=pairs), join(title, ".")),
        heads=(words.text("workbook.head.kpi"),),
    )


def _title(words: Words, objective: str, views: list[View]) -> Text:
    """*Un objectif sur trois atteint*."""
    met = sum(view.status == "met" for view in views)
    total = words.number(len(views), f"chart.{objective}.targets")
    if met in (0, len(views)):
        return capital(words.text(f"bullet.{'all' if met else 'none'}", len(views), total=total))
    number = words.number(met, f"chart.{objective}.met", len(views))
    return capital(words.text("bullet.some", met, met=number, total=total))

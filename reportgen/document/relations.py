"""Views → pairs that evolve together: the two series indexed, with the evidence; for the notes what does not stand out.

The words never say why. The overlay shows means of four weeks, which a reader can follow; the test is by the week.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from reportgen.document.chart_axis import round_step
from reportgen.document.findings import line
from reportgen.document.view import Views
from reportgen.document.wording import Noun, join, lowered, sentences
from reportgen.model.chart import ChartSpec, PointLabel, Role, Series
from reportgen.model.relations import Relation, WeeklyPair, WeeklySeries
from reportgen.model.report import Cell, KeyFigure, Panel
from reportgen.model.text import Figure, Text
from reportgen.periods import CycleSpec, cycle_of
from reportgen.vocabulary.catalogue import catalogue

BLOCK = 4  # weeks of one point
MOST_POINTS = 13  # a year
HUNDRED = Decimal(100)
NEEDED, SEASONAL = 52, 78  # weeks: for a verdict; for one with the season taken off
ROLES: tuple[Role, ...] = ("current", "other")
SUNDAY = timedelta(days=6)
LABELLED = 3  # every third point bears its month


@dataclass(frozen=True, slots=True)
class Shown:
    """A pair that evolves together, as the documents speak about it."""

    pair: WeeklyPair
    found: Relation
    name: Text

    @property
    def id(self) -> str:
        return f"relation.{self.found.x}.{self.found.y}"


def shown(report: Views) -> list[Shown]:
    """The pairs that evolve together, the surest first."""
    pairs = zip(report.scorecard.relations, report.insights.relations, strict=True)
    rows = [Shown(pair, found, _pair(report, pair, found.lag)) for pair, found in pairs if found.state == "together"]
    return sorted(rows, key=lambda row: (row.found.p or 0.0, -abs(row.found.r or 0.0)))


def relation_panel(report: Views) -> Panel | None:
    """The surest pair as an overlay, with its evidence; the others in a line each. None where none stands out."""
    rows = shown(report)
    if not rows:
        return None
    first, chart = rows[0], overlay(report, rows[0])
    more = [
        report.words.text("relations.shown", pair=row.name, evidence=lowered(evidence(report, row))) for row in rows[1:]
    ]
    notes = (sentences(evidence(report, first), cleaned(report, first)), *more, *_rest(report, others=True))
    if chart is None:
        return Panel(title(report, first), (), None, notes)
    return Panel(chart.title, chart.subtitle, chart, (), notes)


def relation_lines(report: Views) -> list[Text]:
    """For the notes, where no pair is shown: how many were examined, and which are too short."""
    if shown(report):
        return []
    told = sentences(*_rest(report, others=False))
    return [line(report, "relations", told)] if told else []


def title(report: Views, row: Shown) -> Text:
    """*Quand les interactions augmentent, les commandes tendent à augmenter deux semaines plus tard*."""
    words, lag = report.words, row.found.lag
    x, y = _noun(report, row.pair.x), _noun(report, row.pair.y)
    later = words.text("relations.same_week")
    if lag:
        later = words.text("relations.weeks_later", lag, number=words.number(lag, f"{row.id}.later"))
    when = words.text("relations.when", x.count, x=x.text)
    key = "together" if (row.found.r or 0) > 0 else "opposite"
    return words.text(f"relations.{key}", y.count, when=when, y=y.text, later=later)


def evidence(report: Views, row: Shown) -> Text:
    """That they evolve together, that this proves no cause; r, lag, n and p."""
    words, found = report.words, row.found
    lag = Figure(f"{row.id}.lag", Decimal(found.lag), "count")
    return words.text(
        "relations.evidence",
        r=_number(f"{row.id}.r", found.r, 2),
        lag=words.text("relations.lag", found.lag, number=lag) if found.lag else words.text("relations.no_lag"),
        n=Figure(f"{row.id}.n", Decimal(found.n), "count"),
        p=_number(f"{row.id}.p", found.adjusted, 3),
    )


def side_figures(report: Views, row: Shown) -> tuple[KeyFigure, ...]:
    """r, lag and n for a slide."""
    words, found = report.words, row.found
    lag = Figure(f"{row.id}.lag", Decimal(found.lag), "count")
    values: tuple[tuple[str, Text], ...] = (
        ("r", (_number(f"{row.id}.r", found.r, 2),)),
        ("lag", words.text("relations.lag_size", found.lag, number=lag)),
        ("n", (Figure(f"{row.id}.n", Decimal(found.n), "count"),)),
    )
    return tuple(KeyFigure(words.text(f"relations.figure.{key}"), value, Cell(), Cell()) for key, value in values)


def cleaned(report: Views, row: Shown) -> Text:
    """Which weeks were judged, and what was taken off before."""
    words, weeks = report.words, row.pair.weeks
    ends = [cycle_of(CycleSpec("week"), monday) for monday in (weeks[0], weeks[-1])]
    return words.text(
        f"relations.{'provisional' if row.found.provisional else 'cleaned'}",
        needed=Figure("relations.seasonal", Decimal(SEASONAL), "count"),
        until=words.cycle("until", ends[1], f"{row.id}.last"),
        **{"from": words.cycle("from", ends[0], f"{row.id}.first")},
    )


def overlay(report: Views, row: Shown) -> ChartSpec | None:
    """Both series as means of four weeks, the first being 100; None where one begins at zero or ends too soon."""
    words, made = report.words, [_indexed(series) for series in (row.pair.x, row.pair.y)]
    x, y = made
    if x is None or y is None or len(x) < 2:
        return None
    known = (*x, *y)
    names = [_printed(report, series) for series in (row.pair.x, row.pair.y)]
    ends = [Figure(f"chart.{row.id}.{key}", values[-1], "count") for key, values in (("x", x), ("y", y))]
    labels = [
        PointLabel(
            words.text("relations.label", name=name, value=end), place, len(x) - 1, role=role, strong=role == "current"
        )
        for place, (name, end, role) in enumerate(zip(names, ends, ROLES, strict=True))
    ]
    hundred = Figure("chart.relations.base", HUNDRED, "count")
    message = title(report, row)
    told = words.text(
        "relations.alt", hundred=hundred, x=names[0], y=names[1], x_first=hundred, y_first=hundred, x_last=ends[0],
        y_last=ends[1],
    )  # fmt: skip
    return ChartSpec(
        id=f"chart.{row.id}",
        kind="indexed",
        title=message,
        subtitle=words.text("relations.subtitle", hundred=hundred),
        categories=_months(row, len(x)),
        series=(Series(names[0], "current", x), Series(names[1], "other", y)),
        unit="count",
        precision=0,
        ticks=_ticks(row, min(known), max(known)),
        band=(),
        labels=tuple(labels),
        from_zero=False,
        alt=sentences(told, join(message, ".")),
        base=HUNDRED,
        points=tuple((Figure(f"chart.{row.id}.{n}.end", day, "date"),) for n, day in enumerate(_ends(row, len(x)))),
        heads=(words.text("workbook.head.end"), words.text("chart.axis")),
    )


def _indexed(series: WeeklySeries) -> tuple[Decimal, ...] | None:
    """Means of blocks of four weeks that end with the last one, in percent of the first; None from zero or below."""
    values = series.values[len(series.values) % BLOCK :][-BLOCK * MOST_POINTS :]
    sums = [sum(values[at : at + BLOCK], Decimal(0)) for at in range(0, len(values), BLOCK)]
    return tuple(HUNDRED * total / sums[0] for total in sums) if sums and sums[0] > 0 else None


def _ends(row: Shown, points: int) -> list[date]:
    """The last day of each point's weeks."""
    return [monday + SUNDAY for monday in row.pair.weeks[-BLOCK * points :][BLOCK - 1 :: BLOCK]]


def _months(row: Shown, points: int) -> tuple[tuple[Text, ...], ...]:
    """The month in which a point's weeks end, at every third point, and the year under its first."""
    made: list[tuple[Text, ...]] = []
    year = None
    for place, day in enumerate(_ends(row, points)):
        last = points - 1
        if place != last and (place % LABELLED or last - place < LABELLED - 1):
            made.append(())
            continue
        lines: list[Text] = [(Figure(f"chart.{row.id}.{place}.month", day, "month_short"),)]
        lines += [(Figure(f"chart.{row.id}.{place}.year", day, "year"),)] if day.year != year else []
        year = day.year
        made.append(tuple(lines))
    return tuple(made)


def _ticks(row: Shown, low: Decimal, high: Decimal) -> tuple[Figure, ...]:
    """Round values from below the lowest to above the highest."""
    step = round_step(low, high)
    first, last = ((end / step).to_integral_value(way) for end, way in ((low, ROUND_FLOOR), (high, ROUND_CEILING)))
    return tuple(
        Figure(f"chart.{row.id}.tick.{place}", place * step, "count") for place in range(int(first), int(last) + 1)
    )


def _rest(report: Views, others: bool) -> Iterator[Text]:
    """How many pairs do not stand out, and those that are too short."""
    found = report.insights.relations
    plain = sum(row.state == "not_distinct" for row in found)
    if plain:
        number = report.words.number(plain, "relations.number")
        key = "relations.others" if others else "relations.none"
        yield report.words.text(key, plain, number=number)
    for pair, row in zip(report.scorecard.relations, found, strict=True):
        if row.state == "too_short":
            yield report.words.text(
                "relations.short",
                pair=_pair(report, pair, 0),
                n=Figure(f"relation.{row.x}.{row.y}.n", Decimal(row.n), "count"),
                needed=Figure("relations.needed", Decimal(NEEDED), "count"),
            )


def _pair(report: Views, pair: WeeklyPair, lag: int) -> Text:
    words = report.words
    x, y = (_noun(report, series).text for series in (pair.x, pair.y))
    if not lag:
        return words.text("relations.pair_same", x=x, y=y)
    return words.text("relations.pair", lag, x=x, y=y, number=words.number(lag, "relations.lag"))


def _noun(report: Views, series: WeeklySeries) -> Noun:
    known = catalogue().kpis.get(series.kpi)
    own = known is None or known.names != series.names
    return report.words.noun("" if own else series.kpi, series.names)


def _printed(report: Views, series: WeeklySeries) -> Text:
    return report.words.name(series.names, series.kpi)


def _number(name: str, value: float | None, precision: int) -> Figure:
    return Figure(name, None if value is None else Decimal(repr(value)), "ratio", precision)

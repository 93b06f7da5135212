"""View → one ChartSpec per objective, chosen from the data; None where there is nothing to see.

- **columns**: the main KPI is a count or an amount of the cycle: columns from zero, the target as an outline.
- **bars**: it splits over three channels or more, is within its usual range, and one channel moved more than the whole.
- **bullet**: no second cycle to draw, but two targets or more: what is attained of each.
- **trend**: everything else (rates, costs per result, levels, scores): a line with target, last year, usual range.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.document.bullet import bullet
from reportgen.document.chart_axis import categories, heads, number_format, points, ticks
from reportgen.document.chart_text import bars_alt, bars_title, channel_name, chart_alt, chart_title, subtitle
from reportgen.document.many_channels import few_bars
from reportgen.document.view import View, Views
from reportgen.model.chart import ChartSpec, Kind, PointLabel, Role, Series
from reportgen.model.scorecard import ChannelScore, ObjectiveScore, Value
from reportgen.model.text import Figure, Text

CYCLES = {"month": 13, "quarter": 9, "week": 13, "half": 6, "year": 6, "days": 13}
FAR = 20  # times the highest value: a target beyond it is not drawn
FROM_ZERO = Decimal("0.4")  # a line whose lowest value is under this share of its highest starts at zero


def chart(report: Views, objective: ObjectiveScore) -> ChartSpec | None:
    """The objective's one chart, of its main KPI."""
    view = report.main(objective)
    shown = _shown(view)
    if sum(value.value is not None for value in shown) < 2:
        return bullet(report, objective)
    channels = known_channels(view)
    if is_flow(view) and _channels_tell_more(view, channels):
        return _bars(view, channels)
    return _columns(view, shown) if is_flow(view) else _trend(view, shown)


def _shown(view: View) -> tuple[Value, ...]:
    """The last cycles, from the first that has a value."""
    values = list(view.history[-CYCLES[view.period.kind] :])
    while values and values[0].value is None:
        values.pop(0)
    return tuple(values)


def is_flow(view: View) -> bool:
    """A count or an amount that adds up over the cycle; a quotient or a level does not."""
    kpi = view.report.catalogue.kpis.get(view.score.id)
    quotient = kpi is not None and any("/" in text for text in kpi.texts)
    return view.unit in ("count", "currency") and not quotient and not view.score.level


def known_channels(view: View) -> list[ChannelScore]:
    """Channels with a figure in either cycle, the largest first; none that count by rules of their own."""
    if view.mixed_views:
        return []
    known = [c for c in view.score.channels if c.value is not None]
    return sorted(known, key=lambda c: (-(c.value or 0), c.channel))


def _channels_tell_more(view: View, channels: list[ChannelScore]) -> bool:
    """At least three channels, the total within its usual range, and one channel that moved more than the total."""
    if len(channels) < 3 or view.verdict.kind != "usual" or view.delta.absolute is None:
        return False
    moves = [abs(c.value - c.previous) for c in channels if c.value is not None and c.previous is not None]
    return bool(moves) and max(moves) > abs(view.delta.absolute)


def _trend(view: View, shown: tuple[Value, ...]) -> ChartSpec:
    values = tuple(value.value for value in shown)
    series = [Series(view.words.text("chart.current"), "current", values, highlight=len(values) - 1)]
    year_ago = _last_year(view, shown)
    if year_ago:
        series.append(Series(view.words.text("chart.year_ago"), "year_ago", year_ago))
    target = _target_series(view, values)
    if target:
        series.append(target)
    band = _band(view, len(values))
    known = [v for s in series for v in s.values if v is not None] + [edge for pair in band if pair for edge in pair]
    low, high = min(known), max(known)
    from_zero = low <= high * FROM_ZERO
    form = number_format(view, high)
    spec = _spec(view, "trend", shown, tuple(series), form, from_zero)
    return replace(
        spec,
        band=band,
        band_name=view.words.text("chart.band") if any(band) else (),
        ticks=ticks(view, min(low, Decimal(0)) if from_zero else low, high, form),
        labels=_end_labels(view, tuple(series), spec),
    )


def _band(view: View, cycles: int) -> tuple[tuple[Decimal, Decimal] | None, ...]:
    pairs = view.bands(cycles)
    return tuple(None if pair is None else (Decimal(repr(pair[0])), Decimal(repr(pair[1]))) for pair in pairs)


def _last_year(view: View, shown: tuple[Value, ...]) -> tuple[Decimal | None, ...]:
    """The same cycles a year earlier; empty unless the last one and at least half of all are known."""
    known = {value.cycle.start: value.value for value in view.history}
    found = []
    for value in shown:
        before = value.cycle.year_ago()
        apart = before is None or (view.score.broken(before) and not view.score.broken(value.cycle))
        found.append(None if before is None or apart else known.get(before.start))
    count = sum(value is not None for value in found)
    return tuple(found) if found[-1] is not None and count * 2 >= len(found) else ()


def _target_series(view: View, values: tuple[Decimal | None, ...]) -> Series | None:
    """The target's line; None for one on whose scale the values would not be seen."""
    if view.score.target is None or view.score.target.mode == "cumulative":  # a sum over cycles is no limit of one
        return None
    highest = max(abs(value) for value in values if value is not None)
    if highest and view.score.target.value > FAR * highest:
        return None
    name = view.words.text("chart.ceiling" if view.lower else "chart.target")
    return Series(name, "target", (view.score.target.value,) * len(values))


def _columns(view: View, shown: tuple[Value, ...]) -> ChartSpec:
    values = tuple(value.value for value in shown)
    name = view.words.text("chart.current")
    series: tuple[Series, ...] = (Series(name, "current", values, highlight=len(values) - 1),)
    target = _target_series(view, values)
    if target:
        series += (target,)
    high = max(v for s in series for v in s.values if v is not None)
    spec = _spec(view, "columns", shown, series, number_format(view, high), from_zero=True)
    last = len(values) - 1
    labels = [
        PointLabel((_bare(view, spec, point, values[point]),), 0, point, role=role, strong=point == last)
        for point, role in _column_labels(values)
    ]
    if target and view.target:
        text = view.words.text("chart.target_label", value=_form(view, spec, view.target.value, "target"))
        labels.append(PointLabel(text, level=view.score.target.value if view.score.target else None, role="target"))
    return replace(spec, labels=tuple(labels))


def _column_labels(values: tuple[Decimal | None, ...]) -> list[tuple[int, Role]]:
    """The first, the previous and the current column carry their value, where they have one."""
    last = len(values) - 1
    roles: dict[int, Role] = {0: "other", last - 1: "previous", last: "current"}
    return [(point, role) for point, role in sorted(roles.items()) if point >= 0 and values[point] is not None]


def _bars(view: View, channels: list[ChannelScore]) -> ChartSpec:
    title = bars_title(view, channels)
    channels = few_bars(channels)
    current = Series(_cycle(view, "current"), "current", tuple(c.value for c in channels))
    before = Series(_cycle(view, "previous"), "previous", tuple(c.previous for c in channels))
    high = max(v for s in (current, before) for v in s.values if v is not None)
    names = [channel_name(view, c.channel) for c in channels]
    spec = _spec(view, "bars", (), (current, before), number_format(view, high), from_zero=True)
    labels: list[PointLabel] = []
    for index, series in enumerate((current, before)):
        for point, value in enumerate(series.values):
            if value is None:
                continue
            figure = _form(view, spec, value, f"{channels[point].channel}.{series.role}")
            text = view.words.text("chart.end", value=figure, cycle=series.name) if point == 0 else (figure,)
            labels.append(PointLabel(text, index, point, role=series.role, strong=index == 0))
    return replace(
        spec,
        categories=tuple((name,) for name in names),
        labels=tuple(labels),
        title=title,
        subtitle=subtitle(view, spec, by_channel=True),
        heads=(view.words.text("workbook.head.channel"),),
        alt=bars_alt(view, names, tuple(labels), title),
    )


def _cycle(view: View, name: str) -> Text:
    return (view.period.figure(name, ".short", "cycle_short"),)


def _spec(
    view: View, kind: Kind, shown: tuple[Value, ...], series: tuple[Series, ...], form: tuple[int, int], from_zero: bool
) -> ChartSpec:
    scale, precision = form
    title = chart_title(view)
    spec = ChartSpec(
        id=f"chart.{view.objective.id}",
        kind=kind,
        title=title,
        subtitle=(),
        categories=categories(view, shown),
        series=series,
        unit=view.unit,
        precision=precision,
        ticks=(),
        band=(),
        labels=(),
        from_zero=from_zero,
        alt=chart_alt(view, kind, shown, title) if shown else (),
        scale=scale,
        breaks=_breaks(view, shown),
        running=bool(shown) and shown[-1].cycle.running,
        points=points(shown),
        heads=heads(view.words),
    )
    return replace(spec, subtitle=subtitle(view, spec)) if shown else spec


def _breaks(view: View, shown: tuple[Value, ...]) -> tuple[int, ...]:
    """The first of the points shown that is of a new series, for each series break."""
    found = []
    for row in view.score.breaks:
        point = next((place for place, value in enumerate(shown) if value.cycle.stop > row.day), 0)
        found += [point] if point else []
    return tuple(sorted(set(found)))


def _form(view: View, spec: ChartSpec, value: object, what: str) -> Figure:
    """A number in the chart's own scale and precision, without its unit (the subtitle names it)."""
    number = value if isinstance(value, Decimal) else None
    return Figure(f"{spec.id}.{view.score.id}.{what}", number, view.unit, spec.precision, scale=spec.scale, bare=True)


def _bare(view: View, spec: ChartSpec, point: int, value: Decimal | None) -> Figure:
    cycle = _shown(view)[point].cycle
    return _form(view, spec, value, cycle.id)


def _end_labels(view: View, series: tuple[Series, ...], spec: ChartSpec) -> tuple[PointLabel, ...]:
    """Name and value at the end of each line and on each limit of the usual range."""
    words, labels = view.words, []
    for index, line in enumerate(series):
        point = next((i for i in range(len(line.values) - 1, -1, -1) if line.values[i] is not None), None)
        if point is None:
            continue
        value = line.values[point]
        if line.role == "current":
            cycle = _shown(view)[point].cycle
            figure = Figure(f"cycle.{cycle.id}", cycle, "cycle")
            text = words.text("chart.end", value=_form(view, spec, value, cycle.id), cycle=figure)
        elif line.role == "target":
            key = "chart.ceiling_label" if view.lower else "chart.target_label"
            text = words.text(key, value=_form(view, spec, value, "target"))
        else:
            text = words.text("chart.year_ago_label", value=_form(view, spec, value, "year_ago"))
        labels.append(PointLabel(text, index, point, role=line.role, strong=line.role == "current"))
    for name, limit in zip(("low", "high"), view.band or (), strict=False):
        text = words.text(f"chart.usual_{name}", value=_form(view, spec, limit, name))
        labels.append(PointLabel(text, level=limit, role="other"))
    return tuple(labels)

"""A slide whose table has more rows than one slide holds → as many slides as it needs, their titles numbered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.document.slide_objective import count
from reportgen.document.wording import NBSP, join
from reportgen.model.chart import ChartSpec
from reportgen.model.report import Row, Slide, Table
from reportgen.model.text import Text

ROWS = 8  # body rows of a table on one slide
ROWS_UNDER = 6  # of one under columns


def paged(base: Slide, table: Table, rows: list[Row], links: Sequence[str] = ()) -> list[Slide]:
    """The table on as many slides as its rows need. ``links``: a slide per row."""
    pages = _pages(rows)
    made, done = [], 0
    for part in pages:
        link = tuple(links[done : done + len(part)])
        done += len(part)
        made.append(replace(base, table=replace(table, rows=part), link=link))
    return _numbered(made)


def paged_beside(slide: Slide) -> list[Slide]:
    """A chart beside a table: each slide's chart shows what its table names; totals stand on each."""
    table = slide.table
    body = [row for row in table.rows if row.kind == "body"] if table is not None else []
    if table is None or len(body) <= ROWS:
        return [slide]
    totals = tuple(row for row in table.rows if row.kind == "total")
    made = []
    for part in _pages(body):
        chart = _of(slide.chart, {row.cells[0].text for row in part}) if slide.chart is not None else None
        rows = replace(table, rows=(*part, *totals))
        made.append(replace(slide, table=rows, chart=chart, heading=slide.heading if chart else ()))
    return _numbered(made)


def paged_under(slide: Slide) -> list[Slide]:
    """A table under columns: what it has no room for goes on to slides of its own."""
    table = slide.table
    if table is None or slide.layout != "actions" or len(table.rows) <= ROWS_UNDER:
        return [slide]
    alone = replace(slide, layout="table", columns=(), table_heading=())
    first = replace(slide, table=replace(table, rows=table.rows[:ROWS_UNDER]))
    rest = [replace(alone, table=replace(table, rows=part)) for part in _pages(list(table.rows[ROWS_UNDER:]))]
    return _numbered([first, *rest])


def _of(chart: ChartSpec, names: set[Text]) -> ChartSpec | None:
    """The chart of the categories that bear one of these names."""
    kept = [place for place, lines in enumerate(chart.categories) if lines and lines[0] in names]
    if not kept:
        return None
    places = {old: new for new, old in enumerate(kept)}
    known = [value for item in chart.series for value in item.values if value is not None]
    return replace(
        chart,
        id=f"{chart.id}.{kept[0]}",
        categories=tuple(chart.categories[place] for place in kept),
        series=tuple(replace(item, values=tuple(item.values[place] for place in kept)) for item in chart.series),
        labels=tuple(replace(label, point=places[label.point]) for label in chart.labels if label.point in places),
        strong_category=places.get(chart.strong_category) if chart.strong_category is not None else None,
        most=max(known, default=None),
    )


def _numbered(made: list[Slide]) -> list[Slide]:
    """From two slides on: *(1/2)* after the title; the first keeps the id, so that links find it."""
    if len(made) == 1:
        return made
    found = []
    for number, slide in enumerate(made, start=1):
        which = ("(", count(f"{slide.id}.page.{number}", number), "/", count(f"{slide.id}.pages", len(made)), ")")
        name = slide.id if number == 1 else f"{slide.id}.{number}"
        found.append(replace(slide, id=name, title=join(slide.title, NBSP, which)))
    return found


def _pages(rows: list[Row]) -> list[tuple[Row, ...]]:
    """At most eight rows a slide, evenly spread. A group (rows whose first cell is empty follow the one that names it)
    stays together where it fits; a slide that begins inside one repeats its name. As few slides as can be."""
    groups: list[list[Row]] = []
    for row in rows:
        if not groups or row.cells[0].text:
            groups.append([])
        groups[-1].append(row)
    if max(map(len, groups), default=0) == 1:  # single rows: spread them evenly
        size = -(-len(rows) // -(-len(rows) // ROWS))
        return [tuple(rows[at : at + size]) for at in range(0, len(rows), size)]
    return min((_grouped(groups, even) for even in (True, False)), key=len)


def _grouped(groups: Sequence[Sequence[Row]], even: bool) -> list[tuple[Row, ...]]:
    """Groups on pages; one that is longer than a page is spread evenly, or fills pages so that others follow it."""
    pages: list[tuple[Row, ...]] = []
    for group in groups:
        if pages and len(pages[-1]) + len(group) <= ROWS:
            pages[-1] += tuple(group)
            continue
        lead = group[0].cells[0]
        size = -(-len(group) // -(-len(group) // ROWS)) if even else ROWS
        for at in range(0, len(group), size):
            first, *others = group[at : at + size]
            pages.append((replace(first, cells=(lead, *first.cells[1:])), *others))
    return pages or [()]

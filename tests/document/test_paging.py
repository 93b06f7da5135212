"""A table of many rows on several slides: numbered titles, the chart of the same rows, totals on each."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from reportgen.document.paging import ROWS, paged, paged_beside, paged_under
from reportgen.model.chart import ChartSpec, PointLabel, Series
from reportgen.model.report import Cell, Column, Row, Slide, SlideColumn, Table
from reportgen.model.text import Figure, Text, figures


def row(name: str, kind: str = "body") -> Row:
    return Row((Cell((name,) if name else ()), Cell((Figure(name, Decimal(1), "count"),))), kind)  # type: ignore[arg-type]


def slide(count: int) -> Slide:
    names = [f"channel {chr(97 + place)}" for place in range(count)]
    values = tuple(Decimal(100 - place) for place in range(count))
    chart = ChartSpec(
        "chart.channels", "bars", ("Revenue",), (), tuple(((name,),) for name in reversed(names)),
        (Series(("Now",), "current", values[::-1]),), "count", 0, (), (),
        tuple(PointLabel((Figure(f"l{n}", value, "count"),), 0, n) for n, value in enumerate(values[::-1])), True, (),
    )  # fmt: skip
    table = Table("channels", (), ("Channels",), (Column("name", ()), Column("cost", (), "right")),
                  (*(row(name) for name in names), row("Total", "total")))  # fmt: skip
    return Slide("channels", "chart_and_table", ("All channels paid",), heading=("Revenue",), chart=chart, table=table)


def names(made: Slide) -> list[Text]:
    assert made.table is not None
    return [row.cells[0].text for row in made.table.rows]


def test_what_fits_one_slide_stays_as_it_is() -> None:
    whole = slide(ROWS)
    assert paged_beside(whole) == [whole]
    assert paged_beside(replace(whole, table=None)) == [replace(whole, table=None)]


def test_twelve_channels_take_two_slides_with_the_total_on_each() -> None:
    first, second = paged_beside(slide(12))
    assert first.chart
    assert second.chart
    assert first.chart.most == second.chart.most == max(v for s in slide(12).chart.series for v in s.values)  # type: ignore[union-attr, type-var]
    assert [made.id for made in (first, second)] == ["channels", "channels.2"]
    assert [str(figure.value) for figure in figures(second.title)] == ["2", "2"]
    assert len(names(first)) == len(names(second)) == 7
    assert names(first)[-1] == names(second)[-1] == ("Total",)


def test_a_slides_chart_shows_the_channels_of_its_table_in_the_charts_order() -> None:
    for made in paged_beside(slide(12)):
        assert made.chart is not None
        shown = [lines[0] for lines in made.chart.categories]
        assert shown == [name for name in reversed(names(made)) if name != ("Total",)]
        (item,) = made.chart.series
        labels = {label.point: next(figures(label.text)).value for label in made.chart.labels}
        assert labels == dict(enumerate(item.values))


def test_a_slide_whose_rows_the_chart_has_not_bears_none() -> None:
    whole = slide(12)
    assert whole.chart is not None
    short = replace(whole.chart, categories=whole.chart.categories[6:], series=(
        replace(whole.chart.series[0], values=whole.chart.series[0].values[6:]),), labels=())  # fmt: skip
    first, second = paged_beside(replace(whole, chart=short))
    assert first.chart is not None
    assert (second.chart, second.heading) == (None, ())


def test_actions_that_have_no_room_under_the_columns_go_on_to_a_table_of_their_own() -> None:
    whole = replace(slide(14), layout="actions", chart=None, columns=(SlideColumn(Cell(("Worked",)), ()),))
    first, second, third = paged_under(whole)
    assert [made.layout for made in (first, second, third)] == ["actions", "table", "table"]
    assert [len(names(made)) for made in (first, second, third)] == [6, 5, 4]
    assert (len(first.columns), second.columns) == (1, ())
    assert whole.table is not None
    shorter = replace(whole, table=replace(whole.table, rows=whole.table.rows[:6]))
    assert paged_under(shorter) == [shorter]


def test_a_group_that_goes_on_repeats_its_name() -> None:
    rows = [row("voice"), *(row("") for _ in range(9))]
    base = slide(1)
    assert base.table is not None
    pages = paged(base, base.table, rows, ["target"] * 10)
    assert [len(names(page)) for page in pages] == [5, 5]
    assert [names(page)[0] for page in pages] == [("voice",)] * 2
    assert [page.link for page in pages] == [("target",) * 5] * 2


def test_a_group_longer_than_a_slide_leaves_no_row_to_a_slide_of_its_own() -> None:
    rows = [row("first"), *(row("") for _ in range(18)), *(row(name) for name in "abcd")]
    base = Slide("board", "table", ("Board",))
    made = paged(base, Table("board", (), (), (), ()), rows)
    assert [len(names(slide)) for slide in made] == [ROWS, ROWS, 7]
    assert [names(slide)[0] for slide in made] == [("first",)] * 3

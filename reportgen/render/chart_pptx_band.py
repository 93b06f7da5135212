"""The usual range behind a native trend: for each cycle a floating column as wide as its slot, so that cycles without a
range stay free. An area could not leave them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportgen.model.report import ChartSpec
from reportgen.render import chart_xml as xml
from reportgen.render.chart_pptx_stack import stack
from reportgen.render.chart_workbook import SheetColumn
from reportgen.render.deck_style import RANGE
from reportgen.render.deck_text import Words

if TYPE_CHECKING:
    from reportgen.render.chart_pptx import Chart


def columns(spec: ChartSpec, plain: tuple[SheetColumn, ...], words: Words) -> tuple[SheetColumn, ...]:
    """The lines' columns, then the band's: its foot and its height. A band shorter than the lines belongs to their
    end."""
    count = len(spec.categories)
    spans = [None] * (count - len(spec.band)) + list(spec.band)[-count:]
    if not any(spans):
        return plain
    return plain + stack(spans, words.plain(spec.band_name) or plain[0].name, plain[0].number_format)


def drawn(chart: Chart) -> str:
    """``c:barChart`` to be set before the lines; empty where there is no range."""
    places = range(len(chart.spec.series), len(chart.columns))
    bars = "".join(
        xml.bar_series(chart.data(n), n, xml.UNSEEN if n == places[0] else xml.filled(RANGE), ()) for n in places
    )
    return xml.bar_chart("col", bars, 0, 100, "stacked") if bars else ""

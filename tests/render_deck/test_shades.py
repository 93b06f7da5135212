"""A heat map's cells in deck and PDF: theme colours, ink that can be read, white between them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from reportgen.display import Display
from reportgen.model.report import Cell, Column, Row, Table
from reportgen.model.text import Figure
from reportgen.render.deck_tables import column_widths, grid_of, set_table
from reportgen.render.deck_text import Words
from reportgen.render.palette import contrast, palette
from reportgen.render.shades import shades

WORDS = Words(Display("fr_FR", "EUR"), "fr-FR")


def heat(*given: int) -> Table:
    cells = (Cell((Figure(f"s{n}", Decimal(100 + n), "count"),), shade=shade) for n, shade in enumerate(given))
    columns = (
        Column("part", ("Moment",)),
        *(Column(f"d{n}", (f"{'x' * (n + 2)}.",), "right") for n in range(len(given))),
    )
    return Table("heat", (), ("Titre",), columns, (Row((Cell(("Matin",)), *cells)),))


def test_each_shade_is_a_theme_colour_with_white_around_it() -> None:
    xml = set_table(grid_of(heat(1, 2, 3, 4, 5), WORDS), 7_168_000, 4_536_000, "heat", lambda _: None).xml("fr-FR")
    assert "srgbClr" not in xml
    cells = [cell for cell in xml.split("<a:tc>") if '<a:schemeClr val="accent1"' in cell]
    assert len(cells) == 5
    assert all(cell.count("<a:ln") == 4 and 'w="25400"' in cell for cell in cells)
    assert [('algn="ctr"' in cell, 'b="1"' in cell) for cell in cells] == [(True, False)] * 3 + [(True, True)] * 2


def test_a_cell_without_a_shade_has_no_fill() -> None:
    (_, row) = grid_of(heat(0, 3), WORDS)
    assert [bool(box.fill) for box in row] == [False, False, True]


def test_the_columns_of_a_heat_map_are_alike() -> None:
    widths = column_widths(grid_of(heat(1, 2, 3), WORDS), 0, 7_168_000)
    assert widths is not None
    assert max(widths[1:]) - min(widths[1:]) <= 4


@pytest.mark.parametrize("brand", ["#12506B", "#0B1026", "#FFD100", "#C8102E", "#7AC943"])
def test_figures_can_be_read_on_every_shade_of_the_page(brand: str) -> None:
    found = shades(palette(brand))
    assert len(found) == 5
    assert all(contrast(shade.ground, shade.ink) >= 4.5 for shade in found)
    assert sorted(found, key=lambda shade: -contrast(shade.ground, "#000000")) == list(found)

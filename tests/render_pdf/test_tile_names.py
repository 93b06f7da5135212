"""A tile's name takes two lines at most, and the tiles of its row stand level with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reportgen.display import Display
from reportgen.model.report import Tile
from reportgen.render.fonts import SANS, line_count
from reportgen.render.marks import TILE_WIDTH
from reportgen.render.tile_names import tile_name, two_lined
from tests.render_pdf import summary
from tests.render_pdf.parts import t

FRENCH = Display("fr_FR", "EUR")
ORDERS = "Part des commandes passées depuis un téléphone par des clients venus des réseaux"


def named(name: str) -> Tile:
    return replace(summary.six_tiles()[0], name=t(name))


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Prospects", "Prospects"),
        ("Chiffre d’affaires attribué aux réseaux", "Chiffre d’affaires attribué aux réseaux"),
        (ORDERS, "Part des commandes passées depuis un téléphone par des clients venus des…"),
    ],
)
def test_a_long_name_ends_with_an_ellipsis(name: str, shown: str) -> None:
    assert FRENCH.text(tile_name(named(name), FRENCH)) == shown


def test_a_word_that_no_line_holds_is_cut_within() -> None:
    found = FRENCH.text(tile_name(named("Établissements" * 6), FRENCH))
    assert found.startswith("ÉtablissementsÉtablissements")
    assert found.endswith("…")
    assert line_count(found, SANS, 600, 9, TILE_WIDTH) == 2


def test_a_row_knows_whether_one_of_its_names_takes_two_lines() -> None:
    assert two_lined((named("Prospects"), named(ORDERS)), FRENCH)
    assert not two_lined((named("Prospects"), named("Commandes")), FRENCH)

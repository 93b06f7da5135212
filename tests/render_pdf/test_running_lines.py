"""The running header never runs into the line on its right; what gives way over a page, and in which order."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from reportgen.display import Display
from reportgen.model.report import Report
from reportgen.model.text import Emphasis
from reportgen.render.fonts import SANS, width
from reportgen.render.running_lines import footer, header_left, own_footer
from tests.render_pdf import fixtures, parts

PAGE = 174 * 72 / 25.4
RIGHT = {
    "fr": "Octobre 2026, arrêté au 19 octobre 2026, comparé aux mêmes jours en septembre 2026 et en octobre 2025",
    "en": "October 2026, to 19 October 2026, compared with the same days in September 2026 and in October 2025",
}


def report(lang: str, client: str, right: str) -> Report:
    made = fixtures.report(lang=lang, client=client)
    return replace(made, header=(made.header[0], (right,)))


def said(made: Report) -> str:
    return Display(made.locale, made.currency).text(header_left(made, Display(made.locale, made.currency)))


@pytest.mark.parametrize("lang", RIGHT)
@pytest.mark.parametrize("client", ["Maison Lumière", parts.LONG_NAME, "Établissements" * 8])
def test_beside_the_line_of_a_running_cycle_the_left_one_keeps_its_distance(lang: str, client: str) -> None:
    left = said(report(lang, client, RIGHT[lang]))
    assert width(left, SANS, 600, 7.5) + width(RIGHT[lang], SANS, 400, 7.5) + 18 <= PAGE
    assert left.startswith(client[:12].rstrip())


def test_the_kind_of_report_gives_way_before_the_clients_name_does() -> None:
    assert said(report("fr", "Maison Lumière", RIGHT["fr"])) == "Maison Lumière"
    assert "Rapport mensuel" in said(report("fr", "Maison Lumière", "Octobre 2026"))


def under(made: Report) -> str:
    return Display(made.locale, made.currency).text(footer(made, Display(made.locale, made.currency)))


def test_under_a_page_a_long_name_stands_whole_where_its_kind_makes_room() -> None:
    assert under(report("fr", "Maison Lumière", "")).endswith("· Rapport mensuel des réseaux sociaux · Octobre 2026")
    assert under(report("fr", parts.LONG_NAME, "")) == f"{parts.LONG_NAME} · Octobre 2026"


def test_a_name_that_no_line_holds_is_cut_in_the_footer_too() -> None:
    made = report("fr", "Établissements " * 12, "")
    assert re.fullmatch("(Établissements ?)+… · Rapport mensuel des réseaux sociaux · Octobre 2026", under(made))
    assert width(under(made), SANS, 400, 7.5) < PAGE - 30
    assert isinstance(made.header[0][0], Emphasis)


def test_a_footer_of_the_clients_own_never_runs_into_the_pages_number() -> None:
    assert own_footer("Studio Halo · in confidence") == "Studio Halo · in confidence"
    assert own_footer("W" * 120).endswith("W…")
    assert width(own_footer("W" * 120), SANS, 400, 7.5) < PAGE - 30

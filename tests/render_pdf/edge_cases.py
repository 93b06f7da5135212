"""Reports at the edges of what the PDF must set: each a name, a report, a theme.

Every case is rendered once a run and judged by all that judge PDFs: add a case here and it is judged too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from reportgen.model.report import Report
from reportgen.render.logo import Logo
from reportgen.render.palette import palette
from reportgen.render.theme import Agency, Theme
from tests.render_pdf import extremes, fixtures, parts, strange
from tests.render_pdf.logos import SIZE, logos


@dataclass(frozen=True, slots=True)
class Case:
    """``pages`` is how many the report takes."""

    report: Callable[[], Report]
    theme: Theme
    pages: int


def theme(brand: str = "#12506B", paper: str = "A4", accent: str | None = None, **more: Any) -> Theme:
    return Theme(brand, palette(brand, accent), paper=paper, accent=accent, **more)  # type: ignore[arg-type]


MARK = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><circle cx="10" cy="10" r="9"/></svg>'
WHITE_LABEL: dict[str, Any] = {
    "agency": Agency("Studio Halo", Logo(MARK, "image/svg+xml", 60, 20)),
    "cover": "Executive committee",
    "footer": "Studio Halo · in confidence",
}


CASES: dict[str, Case] = {
    "french": Case(fixtures.report, theme(), 4),
    "english": Case(lambda: fixtures.report(lang="en"), theme("#FFD100"), 4),
    "long": Case(lambda: fixtures.not_measured(fixtures.report(client=parts.LONG_NAME)), theme("#0B1026"), 4),
    "one": Case(fixtures.one_objective, theme(), 2),
    "twelve": Case(lambda: fixtures.report(objectives=(fixtures.twelve_kpis(),)), theme(), 3),
    "letter": Case(fixtures.report, theme(paper="Letter"), 4),
    "whole": Case(lambda: fixtures.whole(fixtures.report()), theme(), 5),
    "whole_english": Case(
        lambda: fixtures.whole(fixtures.report(lang="en"), "en"),
        theme("#FFD100", paper="Letter", accent="#5B2A86", **WHITE_LABEL),
        5,
    ),
    "whole_one": Case(lambda: fixtures.whole(fixtures.one_objective()), theme("#C8102E"), 4),
    "one_kpi": Case(extremes.one_kpi, theme(), 2),
    "all_missing": Case(extremes.all_missing, theme("#C8102E"), 3),
    "many": Case(extremes.many, theme(paper="Letter"), 11),
    "wide": Case(lambda: strange.scaled(strange.LARGE, strange.named(strange.LONG, fixtures.report())), theme(), 4),
    "hidden": Case(lambda: strange.commented(strange.named(strange.HIDDEN, fixtures.report())), theme(), 4),
    "logo": Case(fixtures.one_objective, replace(theme(), logo=Logo(logos()["png_rgba"], "image/png", *SIZE)), 2),
}

"""PDFs rendered once for all tests of this folder."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from reportgen.model.artifact import Artifact
from reportgen.model.report import Report
from reportgen.render.palette import palette
from reportgen.render.pdf import render_pdf
from reportgen.render.theme import Theme
from tests.render_pdf import fixtures, parts


def theme(brand: str = "#12506B", paper: str = "A4") -> Theme:
    return Theme(brand, palette(brand), paper=paper)  # type: ignore[arg-type]


CASES: dict[str, tuple[object, Theme]] = {
    "french": (fixtures.report, theme()),
    "english": (lambda: fixtures.report(lang="en"), theme("#FFD100")),
    "long": (lambda: fixtures.not_measured(fixtures.report(client=parts.LONG_NAME)), theme("#0B1026")),
    "one": (fixtures.one_objective, theme()),
    "twelve": (lambda: fixtures.report(objectives=(fixtures.twelve_kpis(),)), theme()),
    "letter": (fixtures.report, theme(paper="Letter")),
    "whole": (lambda: fixtures.whole(fixtures.report()), theme()),
    "whole_english": (lambda: fixtures.whole(fixtures.report(lang="en"), "en"), theme("#FFD100", paper="Letter")),
    "whole_one": (lambda: fixtures.whole(fixtures.one_objective()), theme("#C8102E")),
}


@cache
def rendered(case: str) -> tuple[Report, Artifact]:
    make, look = CASES[case]
    report = make()  # type: ignore[operator]
    return report, render_pdf(report, look, f"{case}.pdf")


@cache
def reader(case: str) -> PdfReader:
    return PdfReader(BytesIO(rendered(case)[1].data))


@cache
def text(case: str, page: int) -> str:
    return reader(case).pages[page].extract_text()


@pytest.fixture(params=sorted(CASES))
def case(request: pytest.FixtureRequest) -> str:
    return str(request.param)

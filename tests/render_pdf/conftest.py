"""PDFs rendered once for all tests of this folder."""

from __future__ import annotations

from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader

from reportgen.model.artifact import Artifact
from reportgen.model.report import Report
from reportgen.render.pdf import render_pdf
from tests.render_pdf.edge_cases import CASES, theme

__all__ = ["DATA", "reader", "rendered", "text", "theme"]

DATA = Artifact("données-2026-10.json", "application/json", b'{"schema": 1}\n')  # attached to every PDF here


@cache
def rendered(case: str) -> tuple[Report, Artifact]:
    report = CASES[case].report()
    return report, render_pdf(report, CASES[case].theme, f"{case}.pdf", DATA)


@cache
def reader(case: str) -> PdfReader:
    return PdfReader(BytesIO(rendered(case)[1].data))


@cache
def text(case: str, page: int) -> str:
    return reader(case).pages[page].extract_text()


@pytest.fixture(params=sorted(CASES))
def case(request: pytest.FixtureRequest) -> str:
    return str(request.param)

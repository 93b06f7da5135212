"""docs/theme.md: what it promises of templates is there, and its example works as printed."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from reportgen.display import Display
from reportgen.model import report as model
from reportgen.render import html as setting
from reportgen.render import pages
from reportgen.render.assets import assets
from reportgen.render.palette import Palette
from reportgen.render.press import Press
from reportgen.render.sandbox import FILTERS
from tests.render_pdf import fixtures
from tests.render_pdf.edge_cases import WHITE_LABEL, theme


@pytest.fixture(scope="module")
def docs(checkout: Path) -> str:
    return (checkout / "docs" / "theme.md").read_text("utf-8")


def quoted(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def rows(docs: str) -> dict[str, str]:
    """The first cell's quoted text of each row of a table → the rest of the row."""
    return {match[1]: match[2] for match in re.finditer(r"^\| `([^|]+)` \|(.*)\|$", docs, re.MULTILINE)}


def test_every_part_has_its_row_with_fields_that_there_are(docs: str, checkout: Path) -> None:
    told = {name for name in rows(docs) if name.startswith("parts/")}
    assert told == {f"parts/{path.name}" for path in (checkout / "templates" / "parts").glob("*.j2")}
    kinds = {kind.lower(): getattr(home, kind) for home in (model, pages) for kind in vars(home) if kind[0].isupper()}
    checked = 0
    for name in told:
        named = quoted(rows(docs)[name].rpartition("|")[2])
        if named:
            assert named <= {field.name for field in fields(kinds[Path(name).name.removesuffix(".html.j2")])}, name
            checked += 1
    assert checked >= 12


def test_every_name_that_is_promised_is_given(docs: str) -> None:
    report = fixtures.one_objective()
    given = set(setting.Setter(report, theme(), Display(report.locale, report.currency), setting.Setting(
        report, theme(), Display(report.locale, report.currency))).context())  # fmt: skip
    promised = {name for row in rows(docs) if not row.endswith(".j2") for name in row.replace("`", "").split(", ")}
    assert {"text", "plain", "report", "agency", "c"} <= promised
    assert promised - given - {"block", "section", "sections", "c", "paper", "sans", "serif"} == set()
    assert quoted(rows(docs)["c"]) == {field.name for field in fields(Palette)}
    assert {name.removeprefix("report.") for name in quoted(rows(docs)["report"])} <= {
        field.name for field in fields(model.Report)
    }


def test_every_filter_is_told(docs: str) -> None:
    [told] = [part for part in docs.split("\n\n") if part.startswith("Filters: ")]
    assert quoted(told) == set(FILTERS)


def test_the_example_works_as_printed(docs: str, tmp_path: Path) -> None:
    examples = re.findall(r"<!-- tested: (\S+) -->\n```jinja\n(.*?)```", docs, re.DOTALL)
    assert [name for name, _ in examples] == ["parts/masthead.html.j2", "own.css.j2"]
    for name, text in examples:
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    report, look = fixtures.one_objective(), replace(theme(**WHITE_LABEL), folders=(tmp_path,))
    display = Display(report.locale, report.currency)
    sections = pages.arrange(report)[:1]
    page = setting.html(sections, setting.Setting(report, look, display, "snug snugger snuggest"))
    assert "<span>Studio Halo, Rapport mensuel des réseaux sociaux<br>Octobre 2026, comparé" in page
    document = Press(setting.stylesheet(look), assets(sections, look, display)).lay_out(page)
    assert len(document.pages) == 1

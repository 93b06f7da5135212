"""The PDF as a reader opens it: text, pages, bookmarks, tags, metadata, fonts, bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pikepdf
import pytest
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from reportgen.display import Display
from reportgen.model.report import Objective, Section, Tiles
from reportgen.render.pages import give_way
from tests.end_to_end.numerals import expected_pages, pdf_pages
from tests.render_pdf import faults
from tests.render_pdf.conftest import reader, rendered, text
from tests.render_pdf.edge_cases import CASES

MM = 72 / 25.4


def test_every_report_has_its_pages(case: str) -> None:
    assert len(reader(case).pages) == CASES[case].pages


def test_tiles_say_their_lines_in_their_order() -> None:
    words = " ".join(text("french", 0).split())
    parts = (
        "Chiffre d’affaires attribué", "26 360 €", "+14,0 % en hausse", "Signal, hors de l’habituel",
        "Atteint, 110 %",
    )  # fmt: skip
    assert all(part.replace(" ", "") in words.replace(" ", "") for part in parts)


def test_numbers_keep_their_narrow_and_no_break_spaces() -> None:
    for words in ("26\u202f360", "14,0\u202f%", "24\u202f000"):
        assert words in text("french", 0)


def test_each_status_has_its_word_beside_its_figure() -> None:
    page = text("french", 0).replace("\u202f", " ")
    for words in ("Atteint, 110 %", "Proche, 96 %", "Non atteint, 73 %"):
        assert page.count(words) == 2  # tile and table


def test_not_measured_is_said_in_words_and_never_as_zero() -> None:
    assert "non mesuré" in text("long", 0)
    assert "Sans verdict" in text("long", 0)


def test_the_text_of_charts_is_in_the_text_layer() -> None:
    page = text("french", 1).replace("\u202f", " ").replace("\u00a0", "").replace(" ", "")
    for words in ("Luminaires Dorval", "28,3 octobre", "cadre : objectif 18,0", "bas habituel 3,1"):
        assert words.replace(" ", "") in page


def characters(data: bytes) -> Iterator[tuple[LTPage, LTChar]]:
    """Every character of the file with its page; places count from the lower left corner."""
    manager = PDFResourceManager()
    device = PDFPageAggregator(manager, laparams=None)
    interpreter = PDFPageInterpreter(manager, device)
    for page in PDFPage.get_pages(BytesIO(data)):
        interpreter.process_page(page)
        found = [device.get_result()]
        for item in found:
            if isinstance(item, LTChar):
                yield found[0], item
            elif isinstance(item, LTContainer):
                found.extend(item)


def test_no_text_leaves_the_text_area_nor_stands_on_other_text(case: str) -> None:
    side, count = (20.95 if CASES[case].theme.paper == "Letter" else 18) * MM, 0
    lines: dict[tuple[int, int], list[tuple[float, float]]] = {}
    for page, char in characters(rendered(case)[1].data):
        count += 1
        if char.get_text().strip() and char.width > 1:
            lines.setdefault((page.pageid, round(char.matrix[5])), []).append((char.x0, char.x1))
        assert side - 1 <= char.x0, char
        assert char.x1 <= page.width - side + 1, char
        assert char.y0 >= 18 * MM - 3 * MM - 14, char
    assert count > 2000
    for line in lines.values():
        assert all(after[0] > before[1] - (before[1] - before[0]) * 0.6 for before, after in pairwise(sorted(line)))


def test_many_objectives_are_summed_up_on_page_one_and_keep_their_order_behind_it() -> None:
    report, artifact = rendered("many")
    assert artifact.left_out == ("tile_definitions", "objective_reasons", "objectives_met")
    titles = [str(item.title[0]) for item in report.pages[1].blocks if isinstance(item, Objective)]
    found = [item.title for item in reader("many").outline if getattr(item, "title", "") in titles]
    assert found == titles
    assert len(titles) == 12


def test_thirty_channels_break_with_their_head_repeated_and_the_total_among_three_rows() -> None:
    pages = [text("many", number) for number in range(11)]
    with_rows = [page for page in pages if "Canal A" in page or "Canal E" in page]
    assert len(with_rows) == 2
    assert all("CA attribué" in page for page in with_rows)
    assert sum(f"Canal E{letter}" in with_rows[1] for letter in "abcdef") >= 2


def test_a_report_without_a_value_says_so_everywhere_and_never_zero() -> None:
    words = text("all_missing", 0)
    assert words.count("non mesuré") == 6
    assert words.count("Non mesuré") == 4
    assert "Aucune" in words


def test_only_our_fonts_are_embedded(case: str) -> None:
    found = set()
    for page in reader(case).pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            descriptor = font["/DescendantFonts"][0]["/FontDescriptor"]
            assert "/FontFile2" in descriptor
            found.add("-".join(str(font["/BaseFont"]).partition("+")[2].split("-")[:2]))
    assert found == {"Reportgen-Sans", "Reportgen-Serif"}


def test_bookmarks_lead_to_headings_of_both_levels() -> None:
    outline = reader("french").outline
    titles = [item.title for item in outline if not isinstance(item, list)]
    assert titles[:2] == ["Les six indicateurs du mois", "Objectifs et décisions proposées"]
    assert "Notoriété" in titles
    assert "Notes" in titles
    below = [item.title for item in outline[1]]
    assert below[:2] == ["Chiffre d’affaires attribué", "ROI des ventes"]


def test_bookmarks_are_the_headings_of_both_levels_in_order(case: str) -> None:
    with pikepdf.open(BytesIO(rendered(case)[1].data)) as pdf, pdf.open_outline() as outline:
        levels = [level for first in outline.root for level in (2, *(3 for _ in first.children))]
        assert levels == [int(str(item.S)[2]) for item in faults.elements(pdf) if str(item.S) in ("/H2", "/H3")]


def test_title_author_language_and_dates_come_from_the_report() -> None:
    pdf = reader("french")
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Maison Lumière — Rapport mensuel des réseaux sociaux — octobre\u00a02026"
    assert pdf.metadata.author == "Agence Exemple"
    assert str(pdf.metadata.creation_date)[:10] == "2026-11-03"
    assert pdf.trailer["/Root"]["/Lang"] == "fr-FR"
    assert pdf.trailer["/Root"]["/ViewerPreferences"]["/DisplayDocTitle"]


def elements(pdf: PdfReader, kind: str) -> list[DictionaryObject]:
    found: list[DictionaryObject] = []

    def walk(element: DictionaryObject) -> None:
        if element.get("/S") == kind:
            found.append(element)
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            below = kid.get_object()
            if isinstance(below, DictionaryObject) and "/S" in below:
                walk(below)

    walk(pdf.trailer["/Root"]["/StructTreeRoot"])
    return found


def test_there_is_one_first_heading_and_no_level_is_skipped(case: str) -> None:
    pdf = reader(case)
    assert len(elements(pdf, "/H1")) == 1
    assert elements(pdf, "/H2")
    assert elements(pdf, "/H3")


def test_every_picture_has_an_alternative_text(case: str) -> None:
    pictures = elements(reader(case), "/Figure")
    assert pictures
    assert all(picture.get("/Alt") for picture in pictures)


def test_page_one_leads_to_each_objective_and_says_where_in_words() -> None:
    pdf = reader("french")
    links = [note.get_object() for note in pdf.pages[0]["/Annots"]]  # type: ignore[attr-defined]
    assert [link["/Contents"] for link in links] == ["Notoriété", "Communauté", "Prospects", "Ventes"]
    assert all(str(link["/Dest"]) in pdf.named_destinations for link in links)


def test_a_link_to_an_objective_that_is_not_printed_is_plain_words() -> None:
    assert "/Annots" in reader("one").pages[0]
    assert len(reader("one").pages[0]["/Annots"]) < 4  # type: ignore[arg-type]


def test_a_sign_without_its_word_says_the_word() -> None:
    alts = [str(picture["/Alt"]) for picture in elements(reader("french"), "/Figure")]
    assert {"atteint", "proche", "non atteint"} <= set(alts)


def test_header_cells_say_what_they_head_and_tables_what_they_are() -> None:
    pdf = reader("french")
    assert {str(cell["/A"]["/Scope"]) for cell in elements(pdf, "/TH")} == {"/Column", "/Row"}
    assert str(elements(pdf, "/Table")[0]["/A"]["/Summary"]) == "Objectifs"


def test_running_lines_are_artifacts() -> None:
    content = reader("french").pages[1].get_contents()
    assert content is not None
    assert content.get_data().count(b"/Pagination") >= 3


def test_a_judge_of_accessibility_finds_nothing(case: str, tmp_path: Path) -> None:
    """Three of its guesses are left out: that long running lines are prose (it knows them by the page they stand on,
    and page 1 has none), that a line on three pages runs (an objective's title made many times over), and that a table
    with few rows, or with group rows of one word, has a header torn apart."""
    from outloud import check

    path = tmp_path / f"{case}.pdf"
    path.write_bytes(rendered(case)[1].data)
    result = check(str(path), skip=["TAG-002", "PAG-001", "TBL-010"])
    assert not [run for run in result.runs if run.status == "crashed"]
    assert not result.error
    assert not [(finding.rule, finding.page, finding.message) for finding in result.findings]


def test_the_report_is_set_in_the_paper_of_the_theme() -> None:
    assert [round(float(side)) for side in reader("letter").pages[0].mediabox[2:]] == [612, 792]
    assert [round(float(side)) for side in reader("french").pages[0].mediabox[2:]] == [595, 842]


def test_what_gives_way_is_said_and_what_is_left_out_is_not_printed() -> None:
    report, artifact = rendered("letter")
    assert artifact.left_out == ("tile_definitions",)
    assert "Formulaires de devis" not in text("letter", 0)
    (part,) = artifact.left_out
    shown = give_way(report, part, Display("fr_FR", "EUR")).pages[0].blocks
    assert not any(tile.definition for item in shown if isinstance(item, Tiles) for tile in item.tiles)


def test_asks_stand_over_the_whole_width_before_the_notice() -> None:
    page = text("whole", 0).replace("\u202f", " ").replace("\u00a0", " ")
    places = [
        page.index(words) for words in ("La suite", "Décisions attendues", "Accorder 2 400 €", "Données partielles")
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("case", ["whole", "whole_english", "whole_one"])
def test_the_pages_print_the_figures_of_panels_and_asks(case: str) -> None:
    report, artifact = rendered(case)
    without = replace(report, pages=tuple(_without_definitions(page) for page in report.pages))
    assert pdf_pages(artifact.data) == expected_pages(without)


def _without_definitions(section: Section) -> Section:
    def shown(item: object) -> object:
        return (
            replace(item, tiles=tuple(replace(tile, definition=()) for tile in item.tiles))
            if isinstance(item, Tiles)
            else item
        )

    return replace(section, blocks=tuple(shown(item) for item in section.blocks))  # type: ignore[arg-type]


def test_sections_and_panels_are_headings_that_bookmarks_lead_to() -> None:
    outline = reader("whole").outline
    titles = [item.title for item in outline if not isinstance(item, list)]
    assert {"Décisions attendues", "Investissement et retour", "Actions", "Notes"} <= set(titles)
    below = outline[[getattr(item, "title", "") for item in outline].index("Investissement et retour") + 1]
    assert len(below) == 7
    assert below[4].title.startswith("Pinterest rapporte le plus")


def test_charts_of_panels_carry_their_alternative_text() -> None:
    alts = [
        str(picture["/Alt"]).replace("\u202f", " ").replace("\u00a0", " ")
        for picture in elements(reader("whole"), "/Figure")
    ]
    assert "Cascade : de 11 862 € de marge brute, moins cinq coûts, il reste 3 869 €." in alts
    assert "Barres du ROI : 48,4 % sur les ventes, 104,0 % avec les valeurs déclarées." in alts


def test_tables_of_panels_say_what_they_are_in_reading_order() -> None:
    found = [str(table["/A"]["/Summary"]) for table in elements(reader("whole"), "/Table")]
    shown = [words for words in found if words != "Indicateurs de l’objectif"]
    assert shown == [
        "Objectifs", "Coûts du mois par nature", "Valeurs déclarées", "Résultats par canal", "Proposition",
        "Essais du mois", "Décisions à prendre", "Sources",
    ]  # fmt: skip


def test_markup_in_a_name_is_text() -> None:
    from reportgen.render.pdf import render_pdf
    from tests.render_pdf import fixtures
    from tests.render_pdf.conftest import theme

    name = "<img src='file:///etc/passwd'> & {{ 7 * 7 }}"
    report = replace(fixtures.report(client=name), pages=fixtures.report(client=name).pages[:1])
    data = render_pdf(report, theme(), "x.pdf").data
    assert "<img src=" in PdfReader(BytesIO(data)).pages[0].extract_text()


@pytest.mark.services  # no server, but processes that start cold; test_bytes has the same of whole builds
def test_another_process_with_other_surroundings_writes_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "from hashlib import sha256; from tests.render_pdf.conftest import rendered;"
        "print(sha256(rendered('english')[1].data).hexdigest())"
    )
    (tmp_path / "matplotlibrc").write_text("lines.linewidth: 9\nfont.size: 40\n")
    other = {
        "PYTHONHASHSEED": "4242",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "HOME": str(tmp_path),
        "MATPLOTLIBRC": str(tmp_path / "matplotlibrc"),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(Path(__file__).resolve().parents[2]),
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=other, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == sha256(rendered("english")[1].data).hexdigest(), done.stderr

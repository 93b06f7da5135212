"""Which language a stretch of words is in, as far as its script tells."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.render.languages import language, spoken
from reportgen.render.pdf import render_pdf
from tests.render_pdf import fixtures
from tests.render_pdf.edge_cases import theme
from tests.render_pdf.faults import elements


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Maison Lumière, 26 360 €", [("", "Maison Lumière, 26 360 €")]),
        ("chez 光之家有限公司.", [("", "chez "), ("zh", "光之家有限公司"), ("", ".")]),
        ("東京の店 Halo", [("ja", "東京の店"), ("", " Halo")]),
        ("서울 조명 상담", [("ko", "서울 조명 상담")]),
        ("متجر النور", [("ar", "متجر النور")]),
        ("בית 2026 הנורות", [("he", "בית 2026 הנורות")]),
        ("Φως και Москва", [("el", "Φως και"), ("", " "), ("und-Cyrl", "Москва")]),
        ("", []),
    ],
)
def test_a_stretch_in_another_script_tells_its_language(text: str, parts: list[tuple[str, str]]) -> None:
    assert list(spoken(text)) == parts
    assert language(text) == next((name for name, _ in parts if name), "")


@given(st.text(alphabet=st.sampled_from("aé 1,光の서متבΩЖก")))
def test_no_character_is_lost(text: str) -> None:
    assert "".join(words for _, words in spoken(text)) == text


def test_the_tags_of_a_passage_say_its_language() -> None:
    report = fixtures.report(client="متجر النور", objectives=())
    data = render_pdf(replace(report, pages=report.pages[:1]), theme(), "x.pdf").data
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [(str(item.S), str(item.Lang)) for item in elements(pdf) if "/Lang" in item]
        assert str(pdf.Root.Lang) == "fr-FR"
    assert found
    assert set(found) == {("/Span", "ar")}

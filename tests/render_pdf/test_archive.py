"""What an archive and a screen reader ask of the file, and that the judge of it sees what is wrong."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from outloud import check

from tests.render_pdf.conftest import DATA, rendered
from tests.render_pdf.faults import FAULTS, elements


def opened() -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(rendered("logo")[1].data))


@pytest.fixture(scope="module")
def pdf() -> pikepdf.Pdf:
    return opened()


def test_the_file_claims_both_standards_in_metadata_that_no_reader_need_unpack(pdf: pikepdf.Pdf) -> None:
    packet = pdf.Root.Metadata.read_raw_bytes()
    for claim in (b'pdfaid:part="3"', b'pdfaid:conformance="A"', b'pdfuaid:part="1"', b"PDF/UA identification"):
        assert packet.count(claim) == 1
    assert rendered("logo")[1].data.count(packet) == 1


def test_colours_are_those_of_one_profile(pdf: pikepdf.Pdf) -> None:
    (intent,) = pdf.Root.OutputIntents
    assert str(intent.S) == "/GTS_PDFA1"
    assert "sRGB" in str(intent.OutputConditionIdentifier)


def test_no_picture_is_smoothed_by_the_reader(pdf: pikepdf.Pdf) -> None:
    pictures = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Width" in item]
    assert len(pictures) == 2  # the logo and its alpha channel
    assert not any(item.Interpolate for item in pictures)


def test_the_data_are_attached_as_a_file_that_belongs_to_the_document(pdf: pikepdf.Pdf) -> None:
    (file,) = pdf.Root.AF
    name, listed = pdf.Root.Names.EmbeddedFiles.Names
    assert listed.objgen == file.objgen
    assert str(name) == str(file.F) == str(file.UF) == DATA.name
    assert str(file.AFRelationship) == "/Data"
    assert str(file.Desc) == str(pdf.docinfo["/Title"])
    stream = file.EF.UF
    assert stream.objgen == file.EF.F.objgen
    assert (stream.read_bytes(), str(stream.Subtype), int(stream.Params.Size)) == (
        DATA.data,
        "/application/json",
        len(DATA.data),
    )


def test_every_date_of_the_file_is_the_reports(pdf: pikepdf.Pdf) -> None:
    params = pdf.Root.AF[0].EF.F.Params
    dates = [params.CreationDate, params.ModDate, pdf.docinfo["/CreationDate"], pdf.docinfo["/ModDate"]]
    assert {str(day) for day in dates} == {"D:20261103000000Z"}


def test_a_pictures_box_lies_on_its_page_where_the_picture_does(pdf: pikepdf.Pdf) -> None:
    boxes = [[float(edge) for edge in item.A.BBox] for item in elements(pdf) if str(item.S) == "/Figure"]
    assert all(50 < left < right < 546 and 50 < low < high < 828 for left, low, right, high in boxes)
    tile = next(box for box in boxes if round(box[3] - box[1]) == 24)  # a sparkline, in the upper half of page 1
    assert tile[1] > 500


@pytest.mark.parametrize("fault", sorted(name for name, fault in FAULTS.items() if fault.rules))
def test_the_judge_sees_a_planted_fault(fault: str, tmp_path: Path) -> None:
    plant: Callable[[pikepdf.Pdf], None] = FAULTS[fault].plant
    pdf = opened()
    plant(pdf)
    pdf.save(tmp_path / "bad.pdf")
    rules = {finding.rule for finding in check(str(tmp_path / "bad.pdf"), layers=["conformance"]).findings}
    assert rules == FAULTS[fault].rules

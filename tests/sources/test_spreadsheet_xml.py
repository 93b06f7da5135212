"""Workbooks in the XML of 2003, which some platforms call .xls."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from reportgen.sources.decode import kind_of
from reportgen.sources.spreadsheet import WorkbookError, read_workbook
from tests.sources.build import Folder, total

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
"""
BOOK = f"""{HEAD}<Worksheet ss:Name="One"><Table>
<Row><Cell><Data ss:Type="String">Day</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="String">a &amp; b</Data></Cell></Row>
<Row ss:Index="4"><Cell><Data ss:Type="DateTime">2026-10-01T07:08:09.000</Data></Cell>
<Cell ss:MergeAcross="1"><Data ss:Type="Number">0.1</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell>
<Cell/></Row>
</Table></Worksheet>
<Worksheet ss:Name="Two"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table></Worksheet>
</Workbook>"""


def test_cells_stand_where_the_workbook_says_with_the_types_that_it_gives() -> None:
    one, two = read_workbook(BOOK.encode())
    assert (one.name, two.name, two.rows[0].cells) == ("One", "Two", ("x",))
    assert [row.number for row in one.rows] == [1, 2, 3, 4]
    assert one.rows[0].cells == ("Day", "", "a & b")
    assert one.rows[1].blank
    assert one.rows[3].cells == (datetime(2026, 10, 1, 7, 8, 9), Decimal("0.1"), "", "true", "")


def test_a_sheet_is_chosen_by_its_name() -> None:
    (two,) = read_workbook(BOOK.encode(), "Two")
    assert two.name == "Two"
    with pytest.raises(KeyError) as caught:
        read_workbook(BOOK.encode(), "Three")
    assert caught.value.args == ("One", "Two")


def test_it_is_known_by_its_content_and_other_xml_is_text() -> None:
    assert kind_of(BOOK.encode()) == "xls"
    assert kind_of(b"\xef\xbb\xbf" + BOOK.encode()) == "xls"
    assert kind_of(b"<?xml version='1.0'?><rss/>") == "text"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (BOOK[:-40], "is no XML)"),
        (BOOK.replace("<Workbook", "<!DOCTYPE x [<!ENTITY a 'b'>]><Workbook"), "it declares a document type"),
        (BOOK.replace('ss:Index="4"', 'ss:Index="999999"'), "a sheet has more than 200000 rows"),
        (BOOK.replace('ss:Index="3"', 'ss:Index="9999"'), "a sheet has more than 5000 columns"),
    ],
)
def test_a_broken_or_boundless_workbook_is_refused(text: str, told: str) -> None:
    with pytest.raises(WorkbookError) as caught:
        read_workbook(text.encode())
    assert told in str(caught.value)


def test_a_table_in_it_is_read_as_in_any_workbook(folder: Folder) -> None:
    rows = [("day", "impressions"), ("2026-10-01", "7"), ("2026-10-02", "8")]
    cells = ("".join(f'<Cell><Data ss:Type="String">{cell}</Data></Cell>' for cell in row) for row in rows)
    sheet = "".join(f"<Row>{row}</Row>" for row in cells)
    text = f'{HEAD}<Worksheet ss:Name="S"><Table>{sheet}</Table></Worksheet></Workbook>'
    facts = folder.write("book.xls", text).read({"name": "own", "path": "book.xls", "channel": "facebook"})
    assert total(facts, "impressions") == 15
    assert facts.origins[0].table == "S"

"""People's data stop at the header: marked persons are planted in all kinds of exports, and looked for in all that
comes out."""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from reportgen import build, write
from reportgen.cli import main
from reportgen.sources.describe import descriptions
from reportgen.vocabulary.personal import is_personal, looks_personal
from tests.sources.build import Folder, findings, total

Capture = pytest.CaptureFixture[str]
NAME, MAIL, PHONE, STREET, HANDLE = (
    "Zerlina Quastel",
    "zq@quastel.example",
    "+33 6 99 88 77 66",
    "Xylofongasse",
    "@zzquastel",
)
MARKS = ("zerlina", "quastel", "99 88 77 66", "xylofon")
DAYS = [date(2026, 10, 1) + timedelta(days=number) for number in range(31)]
PERSON = f'"{NAME}","{MAIL}","{PHONE}","{STREET} 7"'

CONFIG = """\
version: 1
client: Corner Bakery
locale: en_GB
currency: EUR
timezone: Europe/Paris
cycle: month
sources:
  - {name: shop, path: data/orders.csv, channel: instagram}
  - {name: crm, path: data/contacts.csv}
  - {name: posts, path: data/posts.csv, channel: instagram}
  - {name: monitoring, path: data/mentions.csv}
  - name: own
    path: data/own.csv
    columns: {day: Day, channel: Network, info_requests: {value: 1}, forms_submitted: Forms}
costs: {agency: 500}
margin: 40%
objectives:
  - id: leads
    family: leads
    title: Get enquiries
    role: They ask for a quote.
    due: 2026-12-31
    agreed_by: Ana
    kpis: [{kpi: leads, target: 30}, {kpi: cost_per_lead}]
  - id: sales
    family: sales
    title: Sell
    role: They buy.
    due: 2026-12-31
    agreed_by: Ana
    kpis: [{kpi: roi_sales, target: 10%}]
"""


def rows(header: str, row: str) -> str:
    """A table with a row a day; ``{day}``, ``{number}`` and ``{person}`` are filled in."""
    return "\n".join([header, *(row.format(day=day, number=n, person=PERSON) for n, day in enumerate(DAYS, start=1))])


EXPORTS = {
    "orders.csv": rows(
        "Name,Financial Status,Paid at,Currency,Subtotal,Shipping,Taxes,Total,Lineitem quantity,Created at,"
        "Billing Name,Email,Phone,Shipping Street,Notes,Cancelled at,Refunded Amount,Payment Method,Tags",
        f"#{{number}},paid,{{day}},EUR,40,0,0,40,1,{{day}} 10:00:00 +0100,{{person}},call {NAME},,0,card,",
    ),
    "contacts.csv": rows(
        "Record ID,Create Date,Lifecycle Stage,Lead Status,Original Source,"
        "First Name,Email,Phone Number,Street Address",
        "{number},{day} 10:00,Lead,New,Organic Social,{person}",
    ),
    "posts.csv": rows(
        "Post ID,Account ID,Account username,Publish time,Post type,Date,Impressions,Reach,Likes,Comments,Shares,Saves,"
        "Author,Author email,Author phone,Author address",
        "p{number},1,bakery,{day:%m/%d/%Y} 10:00,Reel,Lifetime,100,80,5,1,1,1,{person}",
    ),
    "mentions.csv": rows(
        "Date,URL,Hit Sentence,Source,Sentiment,Input Name,Author Name,Author Email,Author Phone,Author Address",
        "{day},https://x.example/{number},nice bread,Twitter,Positive,Corner Bakery,{person}",
    ),
    "own.csv": rows("Day,Network,Forms,Customer name,E-mail,Téléphone,Adresse", "{day},instagram,2,{person}"),
}


@pytest.fixture
def client(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    for name, text in EXPORTS.items():
        (tmp_path / "data" / name).write_text(text + "\n", "utf-8")
    (tmp_path / "client.yaml").write_text(CONFIG, "utf-8")
    return tmp_path


def all_texts(data: bytes) -> Iterator[str]:
    """The text of a file, of the parts of an archive and of the streams of a PDF."""
    yield data.decode("utf-8", "ignore")
    yield data.decode("utf-16-le", "ignore")
    yield data.decode("utf-16-be", "ignore")
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield from all_texts(archive.read(name))
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", data, re.DOTALL) if data[:4] == b"%PDF" else ():
        try:
            yield zlib.decompress(stream).decode("latin-1")
        except zlib.error:
            continue


def leaks(data: bytes) -> list[str]:
    return [mark for mark in MARKS for text in all_texts(data) if mark in text.casefold()]


def test_the_search_finds_what_is_planted(client: Path) -> None:
    for name in EXPORTS:
        assert set(leaks((client / "data" / name).read_bytes())) == set(MARKS)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("part.xml", NAME)
    assert leaks(packed.getvalue()) != []
    assert leaks(b"%PDF\nstream\n" + zlib.compress(NAME.encode()) + b"\nendstream") != []


def test_nobody_is_in_the_reports_files(client: Path) -> None:
    made = build(client / "client.yaml", period="2026-10", as_of=date(2026, 11, 5))
    assert len(made.scorecard.sources) == 5
    for path in write(made, client / "out"):
        assert leaks(path.read_bytes()) == [], path.name
    assert leaks(repr(made.scorecard).encode()) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["sources", "client.yaml"],
        ["sources", "client.yaml", "--format", "json"],
        ["sources", "data"],
        ["check", "client.yaml", "--period", "2026-10"],
        ["explain", "client.yaml", "leads", "--period", "2026-10"],
        ["explain", "client.yaml", "roi_sales", "--period", "2026-10", "--format", "json"],
    ],
)
def test_nobody_is_on_the_terminal(
    client: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(client)
    refused = arguments == ["sources", "data"]  # without the config nobody knows what the own table means
    assert main([*arguments, "--as-of", "2026-11-05"]) == (2 if refused else 0)
    out, err = capsys.readouterr()
    assert len(out) > 20
    assert leaks((out + err).encode()) == []


@pytest.mark.parametrize("name", EXPORTS)
def test_each_export_is_recognised_and_its_personal_columns_are_named_and_not_read(
    client: Path, capsys: Capture, name: str
) -> None:
    config = ["sources", str(client / "client.yaml"), "--format", "json", "--as-of", "2026-11-05"]
    assert main(config) == 0
    files = [file for source in json.loads(capsys.readouterr().out)["sources"] for file in source["files"]]
    (tables,) = [file["tables"] for file in files if file["file"] == f"data/{name}"]
    assert [len(table["personal_columns"]) for table in tables] == [4]


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("shift", [1, 2, 3, 4, 5])
def test_a_row_that_has_slipped_shows_nobody_in_the_error(client: Path, capsys: Capture, name: str, shift: int) -> None:
    file = client / "data" / name
    lines = file.read_text("utf-8").splitlines()
    cells = lines[5].split(",")
    lines[5] = ",".join([*cells[-4:][:shift], *cells][: len(cells)])  # the person's cells come to the front
    file.write_text("\n".join(lines), "utf-8")
    main(["sources", str(client / "client.yaml"), "--as-of", "2026-11-05"])
    main(["check", str(client / "client.yaml"), "--period", "2026-10", "--as-of", "2026-11-05"])
    out, err = capsys.readouterr()
    assert leaks((out + err).encode()) == []


def test_an_address_under_the_currency_is_told_and_not_shown(folder: Folder) -> None:
    orders = EXPORTS["orders.csv"].replace("2026-10-03,EUR", f"2026-10-03,{STREET} 7")
    assert folder.write("a.csv", orders).problems({"name": "shop", "path": "a.csv", "channel": "instagram"}) == [
        "a.csv, row 4, column 'Currency': this is no currency's code. Write three capital letters, such as EUR."
    ]


def test_two_people_who_paid_the_same_are_two_rows(folder: Folder) -> None:
    text = "Day,Network,Forms,Email\n2026-10-01,instagram,2,a@x.example\n2026-10-01,instagram,2,b@x.example\n"
    source = {
        "name": "own",
        "path": "own.csv",
        "columns": {"day": "Day", "channel": "Network", "forms_submitted": "Forms"},
    }
    facts = folder.write("own.csv", text).read(source)
    assert total(facts, "forms_submitted") == 4
    assert findings(facts, "duplicate_rows") == []


def test_a_tag_that_is_an_address_is_not_shown(folder: Folder) -> None:
    header = "Date,Session source / medium,Sessions\n"
    text = header + f"20261001,{MAIL} / mail,10\n20261001,facebook / social,10\n"
    (finding,) = findings(folder.write("web.csv", text).read({"name": "web", "path": "web.csv"}), "unknown_tags")
    assert (finding.severity, dict(finding.names)) == ("notice", {"tags": "…"})
    assert dict(finding.numbers)["share"] == 50


PERSONAL = (
    "Billing Name|E-Mail|email_address|FirstName|Prénom|Adresse e-mail|Nachname|Teléfono|Cognome|Nome do cliente|"
    "Owner|Influencer|Twitter Username|LinkedIn Profile URL|Associated Email|Employee|"
    "Straße|author_handle|Screen name|Posted by|Shipping Zip|Nom d’utilisateur"
)
NOT_PERSONAL = (
    "Name|Campaign name|Page name|Account username|Country|City|Shipping|Users|Usuarios|Mobile|Customer type|Ad name|"
    "Total|Followers|Post ID|Contacts|Leads"
)


def test_headers_of_peoples_data_are_known_in_six_languages() -> None:
    assert [header for header in PERSONAL.split("|") if not is_personal(header)] == []


def test_headers_of_figures_and_of_the_clients_own_are_not() -> None:
    assert [header for header in NOT_PERSONAL.split("|") if is_personal(header)] == []


def test_addresses_and_numbers_are_known_by_their_look() -> None:
    assert all(looks_personal(text) for text in (MAIL, PHONE, "06 12 34 56 78", "from jane@example.org"))
    assert not any(looks_personal(text) for text in ("2026-03-04", "spring_sale_20260304", "04.03.2026", "@home", ""))


def test_no_description_reads_a_personal_column() -> None:
    headers = [(item.id, text) for item in descriptions() for column in item.columns for _, text in column.headers]
    assert len(headers) > 200
    assert [found for found in headers if is_personal(found[1])] == []

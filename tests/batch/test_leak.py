"""Fifty clients in two processes, each with a word of its own in its row, its data, its theme and its readers: nobody
finds another's, in no file, mail, log or temporary file."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage, Message
from pathlib import Path

import pikepdf
import pypdf
import pytest

from reportgen.ledger.store import Ledger
from tests.deliver.servers import Mailbox, serving

pytestmark = pytest.mark.services

CLIENTS = 50
WRONG = 13  # whose data can't be read: what is said of it holds its word
CONFIG = """\
version: 1
clients: clients.csv
client: House of {client.word}
locale: "{client.locale}"
currency: EUR
timezone: Europe/Paris
cycle: month
sources:
  - name: own
    path: data/{client.word}/*.csv
    columns: {day: day, channel: channel, leads: leads, campaign: campaign}
  - name: rivals
    path: rivals.csv
    columns: {day: day, competitor: rival, competitor_mentions: mentions}
    where: {client: "{client.word}"}
competitors:
  - name: Rival {client.word}
objectives:
  - id: leads
    family: leads
    title: Enquiries for {client.word}
    role: Social media bring enquiries.
    due: 2026-12-31
    kpis: [{kpi: leads, target: "{client.target}"}]
commentary:
  summary: A month of {client.word}.
theme:
  file: themes/{client.word}.yaml
ledger: reportgen.db
deliver:
  to: ["Reader of {client.word} <{client.word}@example.org>"]
  from: Agency <agency@example.org>
  smtp: {host: 127.0.0.1, port: PORT, security: none}
"""


_WORD = re.compile(rb"qv([a-z]{2})xw")
_TITLE = re.compile(rb"00[57]100[57]6((?:00[4-7][0-9a-f]){2})00[57]800[57]7")


def word(number: int) -> str:
    """Letters alone, of one length: none is part of another."""
    return f"Qv{chr(97 + number // 26)}{chr(97 + number % 26)}xw"


def plant(folder: Path, port: int) -> None:
    rows, rivals = ["id,word,name,locale,target"], ["day,rival,mentions,client"]
    (folder / "themes").mkdir()
    for number in range(CLIENTS):
        own = word(number)
        rows.append(f"c{number:02d},{own},{own},{'en_GB' if number % 2 else 'fr_FR'},{100 + number}")
        rivals += [f"2026-10-{day:02d},Rival {own},{number + day},{own}" for day in range(1, 32)]
        theme = f'brand: "#{40 + number:02x}50{90 + number:02x}"\ncover: Made for {own}\n'
        (folder / "themes" / f"{own}.yaml").write_text(theme, "utf-8")
        data = folder / "data" / own
        data.mkdir(parents=True)
        leads = own if number == WRONG else str(number + 1)
        days = [f"2026-{month:02d}-{day:02d}" for month in (9, 10) for day in range(1, 31)] + ["2026-10-31"]
        lines = ["day,channel,leads,campaign", *(f"{day},instagram,{leads},Sale {own}" for day in days)]
        (data / f"{own}.csv").write_text("\n".join(lines) + "\n", "utf-8")
    (folder / "clients.csv").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "rivals.csv").write_text("\n".join(rivals) + "\n", "utf-8")
    (folder / "agency.yaml").write_text(CONFIG.replace("PORT", str(port)), "utf-8")


def reportgen(folder: Path, command: str, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "tmp").mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "reportgen", command, "agency.yaml", "--as-of", "2026-11-05", *options],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder / "tmp")},
        capture_output=True,
        text=True,
        check=False,
    )


def content(path: Path) -> bytes:
    """All that a file holds, unpacked: text as a reader sees it, streams, names, attachments, files within files."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        return _open_pdf(data)
    return _unzipped(data) if path.suffix in (".pptx", ".xlsx") else data


def _open_pdf(data: bytes) -> bytes:
    """Titles, alternative texts and the like stand in objects that are packed: written anew, they are plain."""
    plain = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        level = pikepdf.StreamDecodeLevel.generalized
        mode = pikepdf.ObjectStreamMode.disable
        pdf.save(plain, compress_streams=False, stream_decode_level=level, object_stream_mode=mode)
    text = "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    return text.encode() + plain.getvalue()


def _unzipped(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return b"\n".join(_unzipped(part) if part.startswith(b"PK\x03\x04") else part for part in parts)


def parts(message: Message) -> Iterator[bytes]:
    """The headers of a mail and of each of its parts, and its texts; the files are those of the build."""
    for part in message.walk():
        yield "\n".join(f"{name}: {value}" for name, value in part.items()).encode()
        if part.get_content_maintype() == "text":
            yield bytes(part.get_payload(decode=True))  # type: ignore[arg-type]


def found(text: bytes) -> set[int]:
    """The clients whose word is there, in upper or lower case, in UTF-8, UTF-16 or as a PDF writes its titles."""
    small = text.lower()
    letters = {found.decode() for found in _WORD.findall(small.replace(b"\0", b""))} | in_titles(small)
    return {number for number in range(CLIENTS) if word(number).lower()[2:4] in letters}


def in_titles(text: bytes) -> set[str]:
    return {bytes.fromhex(found.decode()).decode("utf-16-be").lower() for found in _TITLE.findall(text)}


def look_at_the_log(log: str) -> None:
    events = [json.loads(line) for line in log.splitlines()]
    assert {event["client"] for event in events if "client" in event} == {f"c{number:02d}" for number in range(CLIENTS)}
    for event in events:
        own = {int(event["client"][1:])} if "client" in event else set()
        assert found(json.dumps(event).encode()) <= own, event


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Mailbox, str]]:
    """The folder with all reports and mails, what the readers have, and the log of the builds."""
    folder = tmp_path_factory.mktemp("agency")
    with serving(Mailbox()) as box:
        plant(folder, box.port)
        options = ("--jobs", "2", "--out", "out", "--format", "pdf,pptx,json,xlsx", "--log", "json")
        done = reportgen(folder, "build", *options, "--summary", "summary.json")
        assert done.returncode == 1, done.stderr
        yield folder, box, done.stderr


Built = tuple[Path, Mailbox, str]


def test_no_clients_word_is_in_anothers_files_logs_or_what_is_left_behind(built: Built) -> None:
    folder, _, log = built
    files = sorted((folder / "out").iterdir())
    assert len(files) == (CLIENTS - 1) * 4
    for path in files:
        number, inside = int(path.name[1:3]), content(path)
        assert found(inside) == {number}, path.name
        assert path.suffix != ".pdf" or in_titles(inside), "titles are looked at as well"
    look_at_the_log(log)
    assert word(WRONG) in log, "the wrong cell is told to its own client"
    for entry in json.loads((folder / "summary.json").read_text("utf-8"))["reports"]:
        assert found(json.dumps(entry).encode()) <= {int(entry["client"][1:])}
    assert list((folder / "tmp").iterdir()) == [], "nothing is left behind"


def test_a_report_is_the_same_alone_as_after_others_in_one_process(built: Built) -> None:
    folder, _, _ = built
    for number in (0, 27, 49):  # early, in the middle, and late in a worker's life
        options = ("--client", f"c{number:02d}", "--out", "alone", "--format", "pdf,pptx,json,xlsx")
        assert reportgen(folder, "build", *options).returncode == 0
    alone = sorted((folder / "alone").iterdir())
    assert len(alone) == 12
    for path in alone:
        assert path.read_bytes() == (folder / "out" / path.name).read_bytes(), path.name


def test_no_clients_word_is_in_anothers_mail_nor_in_its_records(built: Built) -> None:
    """One process makes and sends all of them, one after the other."""
    folder, box, _ = built
    done = reportgen(folder, "send", "--patience", "0", "--log", "json")
    assert done.returncode == 1, done.stderr
    look_at_the_log(done.stderr)
    assert [to for to, _ in box.taken] == [
        f"{word(number)}@example.org" for number in range(CLIENTS) if number != WRONG
    ]
    with Ledger(folder / "reportgen.db") as ledger:
        for number in range(CLIENTS):
            if number != WRONG:
                _look_at(number, box, folder, ledger)
    assert list((folder / "tmp").iterdir()) == [], "nothing is left behind"


def _look_at(number: int, box: Mailbox, folder: Path, ledger: Ledger) -> None:
    """The files of a mail are those of the build, byte for byte, so they are not unpacked again."""
    (message,) = box.messages(f"{word(number)}@example.org")
    assert isinstance(message, EmailMessage)
    seen = [found(part) for part in parts(message)]
    assert set().union(*seen) == {number}
    assert sum(map(len, seen)) >= 3, "its headers, its text and its HTML were read"
    files = {file.get_filename(): file.get_content() for file in message.iter_attachments()}
    assert {name: (folder / "out" / str(name)).read_bytes() for name in files} == files
    assert sorted(map(str, files)) == [f"c{number:02d}-2026-10.pdf", f"c{number:02d}-2026-10.pptx"]
    client = f"c{number:02d}"
    kept = f"{ledger.history(client)!r} {ledger.attempts(client, '2026-10')!r}"
    assert found(kept.encode()) == {number}

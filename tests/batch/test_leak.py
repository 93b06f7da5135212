"""Fifty clients in two processes, each with a word of its own in its row and its data: nobody finds another's."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pypdf
import pytest

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
"""


def word(number: int) -> str:
    """Letters alone, of one length: none is part of another."""
    return f"Qv{chr(97 + number // 26)}{chr(97 + number % 26)}xw"


def plant(folder: Path) -> None:
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
    (folder / "agency.yaml").write_text(CONFIG, "utf-8")


def build(folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    (folder / "tmp").mkdir(exist_ok=True)
    command = [sys.executable, "-m", "reportgen", "build", "agency.yaml", "--as-of", "2026-11-05"]
    return subprocess.run(
        [*command, "--format", "pdf,pptx,json,xlsx", *options],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder / "tmp")},
        capture_output=True,
        text=True,
        check=False,
    )


def content(path: Path) -> bytes:
    """All that a file holds, unpacked: text as a reader sees it, streams, attachments, and files within files."""
    data = path.read_bytes()
    if path.suffix == ".pdf":
        with pikepdf.open(path) as pdf:
            streams = [item.read_bytes() for item in pdf.objects if isinstance(item, pikepdf.Stream) and _plain(item)]
        text = "\n".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        return b"\n".join([data, text.encode(), *streams])
    return _unzipped(data) if path.suffix in (".pptx", ".xlsx") else data


def _plain(stream: pikepdf.Stream) -> bool:
    return "/DCTDecode" not in str(stream.get("/Filter", ""))


def _unzipped(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = [archive.read(name) for name in archive.namelist()]
    return b"\n".join(_unzipped(part) if part.startswith(b"PK\x03\x04") else part for part in parts)


def found(text: bytes) -> set[int]:
    return {number for number in range(CLIENTS) if word(number).encode() in text}


def test_no_clients_word_is_in_anothers_files_logs_or_what_is_left_behind(tmp_path: Path) -> None:
    plant(tmp_path)
    done = build(tmp_path, "--jobs", "2", "--out", "out", "--log", "json", "--summary", "summary.json")
    assert done.returncode == 1, done.stderr
    files = sorted((tmp_path / "out").iterdir())
    assert len(files) == (CLIENTS - 1) * 4
    for path in files:
        assert found(content(path)) == {int(path.name[1:3])}, path.name
    for line in done.stderr.splitlines():
        event = json.loads(line)
        assert found(line.encode()) <= ({int(event["client"][1:])} if "client" in event else set()), line
    assert f'"{word(WRONG)}' in done.stderr or word(WRONG) in done.stderr, "the wrong cell is told to its own client"
    for entry in json.loads((tmp_path / "summary.json").read_text("utf-8"))["reports"]:
        assert found(json.dumps(entry).encode()) <= {int(entry["client"][1:])}
    assert [path for path in (tmp_path / "tmp").rglob("*") if path.is_file()] == [], "nothing is left behind"
    for number in (0, 27, 49):  # early, in the middle, and late in a worker's life
        assert build(tmp_path, "--client", f"c{number:02d}", "--out", "alone").returncode == 0
    alone = sorted((tmp_path / "alone").iterdir())
    assert len(alone) == 12
    for path in alone:
        assert path.read_bytes() == (tmp_path / "out" / path.name).read_bytes(), path.name

"""A file → copies of it as people make them: columns in another order, other separators and encodings, cut off,
renamed, saved anew by a spreadsheet program."""

from __future__ import annotations

import csv
import random
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path

BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig"))
SHOWN = 40  # lines by which the separator is told
KEPT = 0.6  # of the records of a file that is cut


@dataclass(frozen=True)
class Plain:
    """A text file taken apart. ``declared``: it begins with a line that names its separator."""

    encoding: str
    separator: str
    declared: bool
    records: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        out = StringIO()
        if self.declared:
            out.write(f"sep={self.separator}\n")
        csv.writer(out, delimiter=self.separator, lineterminator="\n").writerows(self.records)
        return out.getvalue()


def load(path: Path) -> Plain:
    data = path.read_bytes()
    encoding = next((name for mark, name in BOMS if data.startswith(mark)), None)
    if encoding is None:
        encoding = "utf-8" if _is_utf8(data) else "cp1252"
    text = data.decode(encoding)
    declared = text[:5].strip('"').startswith("sep=")
    lines = text.splitlines()[:SHOWN]
    separator = lines[0].strip('"')[4] if declared else max(",;\t", key="\n".join(lines).count)
    records = list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    return Plain(encoding, separator, declared, tuple(map(tuple, records[declared:])))


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def save(plain: Plain, path: Path) -> Path:
    path.write_bytes(plain.text().encode(plain.encoding))
    return path


def shuffled(file: Path, folder: Path) -> Path:
    """The columns of each table in another order, the same one each time."""
    plain, moved, order = load(file), [], list[int]()
    for record in plain.records:
        if not any(cell.strip() for cell in record):
            order = []
        elif not order and sum(1 for cell in record if cell.strip()) > 1:
            order = list(range(len(record)))
            random.Random(file.name).shuffle(order)
        wide = (*record, *[""] * (len(order) - len(record)))
        moved.append((*(wide[index] for index in order), *wide[len(order) :]))
    return save(replace(plain, records=tuple(moved)), folder / file.name)


def other_separator(file: Path, folder: Path) -> Path:
    plain = load(file)
    separator = "," if plain.separator == ";" else ";"
    return save(replace(plain, separator=separator, declared=False), folder / file.name)


def other_encoding(file: Path, folder: Path) -> Path:
    plain = load(file)
    return save(replace(plain, encoding="utf-8" if plain.encoding == "utf-16" else "utf-16"), folder / file.name)


def cut_in_a_row(file: Path, folder: Path) -> Path:
    """The first part of the file, the last row broken off in the middle of a cell."""
    plain, at = _cut(file)
    cells = plain.records[at][: max(1, len(plain.records[at]) // 2)]
    kept = replace(plain, records=(*plain.records[:at], (*cells[:-1], cells[-1][: len(cells[-1]) // 2])))
    path = folder / file.name
    path.write_bytes(kept.text().removesuffix("\n").encode(kept.encoding))
    return path


def cut_after_a_row(file: Path, folder: Path) -> Path:
    plain, at = _cut(file)
    return save(replace(plain, records=plain.records[:at]), folder / file.name)


def _cut(file: Path) -> tuple[Plain, int]:
    """The file, and the index of the first record of several cells past the part that is kept."""
    plain = load(file)
    wide = [index for index, record in enumerate(plain.records) if sum(1 for cell in record if cell.strip()) > 1]
    return plain, next(index for index in wide if index >= KEPT * len(plain.records))


def renamed(file: Path, folder: Path) -> Path:
    return Path(shutil.copyfile(file, folder / "download (3).dat"))


def as_xlsx(file: Path, folder: Path) -> Path:
    """Opened in LibreOffice, as a person would, and saved as a workbook."""
    plain = load(file) if _is_text(file) else None
    given, options = file, []
    if plain is not None:
        given = save(replace(plain, encoding="utf-8", declared=False), folder / f"{file.stem}.csv")
        options = [f"--infilter=CSV:{ord(plain.separator)},34,76,1,,1033,false,true"]
    target = folder / "saved"
    _office([*options, "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), str(given)], folder)
    return target / f"{file.stem}.xlsx"


def as_csv_again(file: Path, folder: Path) -> Path:
    """The same, and its first sheet saved as a text file."""
    book = as_xlsx(file, folder)
    target = folder / "again"
    _office(["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", str(target), str(book)], folder)
    return target / f"{file.stem}.csv"


def _is_text(file: Path) -> bool:
    return file.suffix == ".csv"


def _office(arguments: list[str], folder: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", *arguments]
    subprocess.run(command, check=True, capture_output=True, timeout=900)


Mutation = Callable[[Path, Path], Path]
OF_TEXT: tuple[Mutation, ...] = (shuffled, other_separator, other_encoding, renamed)

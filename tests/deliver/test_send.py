"""`reportgen send` from the config to the readers' mailboxes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from reportgen import pipeline
from reportgen.cli import main
from reportgen.config.schema import Loaded
from reportgen.deliver.parcels import hashes
from reportgen.ledger.store import Ledger
from reportgen.model.artifact import Artifact
from reportgen.model.delivery import Approval, together
from reportgen.model.scorecard import Gate
from reportgen.pipeline import Build
from tests.deliver.servers import Mailbox, serving

CONFIG = """version: 1
extends: {base}
ledger: reportgen.db
{more}deliver:
  to: [Zoé Morel <zoe@example.org>, paul@example.org]
  from: Agence Halo <halo@example.org>
  notice: agence@example.org
  smtp: {{host: 127.0.0.1, port: {port}, security: none}}
{deliver}"""
DECK = Artifact("northwind-talent-2026-Q3.pptx", "application/vnd.test", bytes(range(256)) * 9)
Write = Callable[..., str]


@pytest.fixture(scope="module")
def kept() -> list[Build]:
    """A real build, once it was made, with a stand-in for the files: they only have to arrive."""
    return []


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with serving(Mailbox()) as served:
        yield served


@pytest.fixture
def write(tmp_path: Path, checkout: Path, box: Mailbox, monkeypatch: pytest.MonkeyPatch, kept: list[Build]) -> Write:
    """Writes a config beside an empty ledger and returns its path."""
    real = pipeline.build

    def cheap(loaded: Loaded, period: str, as_of: date, formats: object) -> Build:
        if not kept:
            kept.append(replace(real(loaded, period, as_of, []), artifacts=(DECK,)))
        measured = kept[0].measured
        gate: Gate = "hold" if loaded.config.quality.gate == "hold" else "send_with_notice"
        measured = replace(measured, config=loaded, scorecard=replace(measured.scorecard, gate=gate))
        return replace(kept[0], measured=measured)

    monkeypatch.setattr(pipeline, "build", cheap)

    def written(more: str = "", deliver: str = "") -> str:
        base = os.path.relpath(checkout / "configs/northwind-talent.yaml", tmp_path)
        path = tmp_path / "northwind-talent.yaml"
        path.write_text(CONFIG.format(base=base, port=box.port, more=more, deliver=deliver), "utf-8")
        return str(path)

    return written


def send(config: str, *options: str) -> int:
    return main(["send", config, "--period", "2026-Q3", "--as-of", "2026-11-05", "--patience", "0", *options])


def test_each_reader_has_the_mail_once_and_a_second_run_does_not_even_build(
    write: Write, box: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write()
    assert send(config, "--quiet") == 0
    assert capsys.readouterr() == ("", "")
    assert [to for to, _ in box.taken] == ["zoe@example.org", "paul@example.org"]
    (file,) = box.messages("zoe@example.org")[0].iter_attachments()
    assert file.get_filename() == "northwind-talent-2026-Q3.pptx"
    monkeypatch.setattr(pipeline, "build", None)
    assert send(config) == 0
    assert capsys.readouterr() == ("", "")
    assert len(box.taken) == 2
    with Ledger(tmp_path / "reportgen.db") as ledger:
        (record,) = ledger.history("northwind-talent")
        attempts = ledger.attempts("northwind-talent", "2026-Q3")
    assert [(attempt.key.address, attempt.state) for attempt in attempts] == [
        ("zoe@example.org", "sent"),
        ("paul@example.org", "sent"),
    ]
    assert {attempt.artifacts for attempt in attempts} == {record.artifacts}
    assert (record.cycle, record.as_of) == ("2026-Q3", date(2026, 11, 5))


def test_who_is_refused_is_told_and_the_others_have_it(
    write: Write, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    box.faults = {"zoe@example.org": ["550 5.1.1 unknown"]}
    config = write()
    assert send(config, "--quiet") == 3
    assert capsys.readouterr().err == f"error: {config}: zoe@example.org: refused by the server: 550 5.1.1 unknown\n"
    assert [to for to, _ in box.taken] == ["paul@example.org"]


def test_a_held_report_is_told_to_the_agency_alone_and_once(
    write: Write, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write(more="quality: {gate: hold}\n")
    for _ in range(2):
        assert send(config) == 4
        assert capsys.readouterr().err.endswith(
            "error: quality.gate is hold and the data are not complete: nothing was sent\n"
        )
    assert [to for to, _ in box.taken] == ["agence@example.org"]
    (notice,) = box.messages("agence@example.org")
    assert notice["Subject"] == "Held: Northwind Talent, 2026-Q3"
    assert "held, and sent to nobody" in notice.get_content()


def test_strict_holds_a_report_with_a_notice(write: Write, box: Mailbox, capsys: pytest.CaptureFixture[str]) -> None:
    config = write()
    assert send(config, "--strict") == 4
    assert "error: the report bears a notice: held by --strict\n" in capsys.readouterr().err
    assert not box.taken
    assert send(config) == 0
    assert f"warning: {config}: sent with a notice\n" in capsys.readouterr().err


def test_only_the_very_files_that_a_person_approved_go_out(
    write: Write, box: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write(deliver="  approval: required\n")
    assert send(config, "--quiet") == 4
    assert capsys.readouterr().err == (
        f"error: nobody has approved these files: reportgen approve {config} --period 2026-Q3 does\n"
    )
    files = hashes([DECK])
    other = ((files[0][0], "0" * 64),)
    with Ledger(tmp_path / "reportgen.db") as ledger:
        for given, code in ((other, 4), (files, 0)):
            approval = Approval("northwind-talent", "2026-Q3", together(given), "Claire", datetime.now(UTC), given)
            ledger.approve(approval)
            assert send(config, "--quiet") == code
    assert len(box.taken) == 2


def test_who_comes_later_gets_the_report_that_the_others_have(
    write: Write, box: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    config = write()
    assert send(config, "--only", "zoe@example.org") == 0
    asked: list[date] = []
    build = pipeline.build

    def noted(loaded: Loaded, period: str, as_of: date, formats: object) -> Build:
        asked.append(as_of)
        return build(loaded, period, as_of, formats)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "build", noted)
    assert main(["send", config, "--period", "2026-Q3", "--patience", "0"]) == 0
    assert asked == [date(2026, 11, 5)]
    files = [[file.get_content() for file in box.messages(to)[0].iter_attachments()] for to, _ in box.taken]
    assert files[0] == files[1]


def test_a_dry_run_shows_the_mail_and_touches_nothing(
    write: Write, box: Mailbox, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write()
    assert send(config, "--dry-run") == 0
    shown = capsys.readouterr().out
    assert "  to      Zoé Morel <zoe@example.org>: to be sent\n  to      paul@example.org: to be sent\n" in shown
    assert "  subject Northwind Talent, Q3\u00a02026: quarterly social media report\n" in shown
    assert "  files   northwind-talent-2026-Q3.pptx\n" in shown
    assert "The quarter’s six indicators" in shown
    assert not box.seen
    assert not (tmp_path / "reportgen.db").exists()


def test_one_reader_may_be_chosen_and_has_to_be_one_of_the_configs(
    write: Write, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write()
    assert send(config, "--only", "Paul@example.org") == 0
    assert [to for to, _ in box.taken] == ["paul@example.org"]
    assert send(config, "--only", "paula@example.org") == 2
    assert capsys.readouterr().err.endswith(
        "error: --only paula@example.org: not one of the config's readers. Did you mean 'paul@example.org'?\n"
    )


def test_files_too_large_to_attach_stand_in_a_folder_before_the_mail_that_links_them(
    write: Write, box: Mailbox, tmp_path: Path
) -> None:
    config = write(deliver="  folder: public\n  link: https://files.example.org/r/\n  attach_up_to_mb: 0\n")
    assert send(config) == 0
    message = box.messages("paul@example.org")[0]
    assert not list(message.iter_attachments())
    address = "https://files.example.org/r/northwind-talent-2026-Q3.pptx"
    for form in ("plain", "html"):
        assert address in message.get_body((form,)).get_content()  # type: ignore[union-attr]
    assert [path.name for path in (tmp_path / "public").iterdir()] == ["northwind-talent-2026-Q3.pptx"]


def test_a_config_without_delivery_and_a_missing_secret_are_told_at_their_lines(
    write: Write, checkout: Path, box: Mailbox, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "build", None)  # before anything is built
    assert send(str(checkout / "configs/northwind-talent.yaml")) == 2
    assert "deliver: this key is missing: without it nothing can be sent. Add deliver with" in capsys.readouterr().err
    config = Path(write())
    smtp = '{host: 127.0.0.1, security: none, user: "${RG_TEST_USER}", password: "${RG_TEST_PASSWORD}"}'
    config.write_text(config.read_text("utf-8").split("  smtp:")[0] + f"  smtp: {smtp}\n", "utf-8")
    monkeypatch.setenv("RG_TEST_USER", "halo")
    monkeypatch.delenv("RG_TEST_PASSWORD", raising=False)
    assert send(str(config)) == 2
    assert capsys.readouterr().err == (
        f"error: {config}:8:68 deliver.smtp.password: the environment variable RG_TEST_PASSWORD is not set. "
        "Set RG_TEST_PASSWORD where reportgen runs.\n"
    )

"""Secrets are read where mail is sent, from the environment or a file of its owner's alone, and shown nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.config.schema_deliver import Smtp
from reportgen.deliver.server import server
from reportgen.errors import ConfigError

SECRET = "correct horse €"


def smtp(**keys: object) -> Smtp:
    return Smtp.model_validate({"host": "smtp.example.org", **keys})


def refused(given: Smtp, folder: Path, environment: dict[str, str]) -> str:
    with pytest.raises(ConfigError) as caught:
        server(given, folder, environment)
    assert SECRET not in f"{caught.value}{caught.value!r}"
    return str(caught.value)


def test_user_and_password_come_from_the_environment_and_are_not_shown(tmp_path: Path) -> None:
    given = smtp(user="${SMTP_USER}", password="${SMTP_PASSWORD}")
    found = server(given, tmp_path, {"SMTP_USER": "halo", "SMTP_PASSWORD": SECRET})
    assert (found.user, found.password, found.port) == ("halo", SECRET, 587)
    assert SECRET not in repr(found)
    assert "halo" not in repr(found)


def test_ports_follow_the_encryption(tmp_path: Path) -> None:
    assert [server(smtp(security=name), tmp_path, {}).port for name in ("starttls", "tls", "none")] == [587, 465, 25]


def test_what_the_environment_lacks_is_told_by_name(tmp_path: Path) -> None:
    given = smtp(user="${SMTP_USER}", password="${SMTP_PASSWORD}")
    assert refused(given, tmp_path, {"SMTP_PASSWORD": f"{SECRET}\nx"}) == (
        "deliver.smtp.password: what SMTP_PASSWORD holds runs over a line's end. It is one line.\n"
        "deliver.smtp.user: the environment variable SMTP_USER is not set. Set SMTP_USER where reportgen runs."
    )
    assert "is empty" in refused(smtp(user="${SMTP_USER}"), tmp_path, {"SMTP_USER": ""})


def test_a_file_that_its_owner_alone_reads_holds_the_password(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text(f"{SECRET}\n", "utf-8")
    given = smtp(user="${SMTP_USER}", password_file="password")
    for mode in (0o644, 0o640, 0o604, 0o602):
        file.chmod(mode)
        assert refused(given, tmp_path, {"SMTP_USER": "halo"}) == (
            "deliver.smtp.password_file: others than its owner can read or change this file. "
            "Take their rights away: chmod 600."
        )
    file.chmod(0o600)
    assert server(given, tmp_path, {"SMTP_USER": "halo"}).password == SECRET


@pytest.mark.parametrize("content", [b"", b"\n", b"one\ntwo\n", b"\xff\xfe", b"a\0b", b"x" * 5000])
def test_a_file_that_holds_no_password_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "password"
    file.write_bytes(content)
    file.chmod(0o600)
    given = smtp(user="${SMTP_USER}", password_file="password")
    assert "the file does not hold a password" in refused(given, tmp_path, {"SMTP_USER": "halo"})


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    given = smtp(user="${SMTP_USER}", password_file="nowhere")
    assert "the file can't be read: No such file or directory" in refused(given, tmp_path, {"SMTP_USER": "halo"})

"""A real Postfix: reports sent over verified TLS by two processes at once that are killed at random moments."""

from __future__ import annotations

import os
import shutil

import pytest

from tests.studies.delivery import PLANTED, study

pytestmark = pytest.mark.services


def test_no_reader_goes_without_the_mail_and_second_copies_are_told_whatever_is_killed() -> None:
    if os.geteuid() or not shutil.which("postfix"):
        pytest.skip("a Postfix of one's own needs root and Debian's package postfix")
    found = study(reports=60, kills=10, seed=3)
    assert not found.broken, found
    assert (found.readers, found.kills) == (120, 10)
    assert found.copies >= PLANTED


def test_without_kills_there_is_no_second_copy() -> None:
    if os.geteuid() or not shutil.which("postfix"):
        pytest.skip("a Postfix of one's own needs root and Debian's package postfix")
    found = study(reports=10, kills=0, seed=3)
    assert not found.broken, found
    assert (found.copies, found.uncertain) == (0, 0)

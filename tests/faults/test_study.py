"""The study itself: it tells a fault that is seen from one that survives, breaks the code or no longer applies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.faults import study
from tests.faults.faults import Fault, faults

WEEK_53 = next(fault for fault in faults() if fault.id == "week_53_against_52")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("study") / "checkout"
    study.copy_checkout(target)
    return target


@pytest.mark.parametrize(
    ("fault", "wrong"),
    [
        (WEEK_53, ""),
        (replace(WEEK_53, new="date.fromisocalendar(year - 1, week, 1 + 0)"), "survives"),
        (replace(WEEK_53, new="no_such_name"), "breaks the code: NameError: name 'no_such_name' is not defined"),
        (replace(WEEK_53, says="another rule"), "no failing test names the rule"),
        (replace(WEEK_53, old="not there"), "the text to change stands 0 times in reportgen/periods.py, not once"),
    ],
)
def test_what_becomes_of_a_fault(copy: Path, fault: Fault, wrong: str) -> None:
    before = (copy / fault.file).read_bytes()
    outcome = study.studied(copy, fault)
    assert outcome.wrong.removeprefix(f"{fault.id}: ") == wrong
    assert outcome.seen == ("" if wrong else "tests/test_periods.py::test_week_53_has_no_counterpart")
    assert (copy / fault.file).read_bytes() == before

"""What was judged is the same whichever interpreter, C library and processor calculated it."""

from __future__ import annotations

from math import nextafter

from reportgen.insight.precision import settled
from reportgen.model.insights import Insights, Verdict


def of(low: float) -> Insights:
    verdict = Verdict("usual", low=low, band=(None, (low, 2.5)))
    return Insights(((("sales", "roas"), verdict),), (), ())


def test_a_last_digit_that_python_calculates_otherwise_changes_nothing() -> None:
    """A correlation as Python 3.11 and 3.13 gave it."""
    assert settled(of(0.440466494532142)) == settled(of(0.4404664945321445))
    assert settled(of(nextafter(0.1, 1))) == of(0.1)


def test_what_differs_by_more_stays_and_the_rest_is_untouched() -> None:
    assert settled(of(0.4404664945)) == of(0.4404664945)
    assert settled(of(1234567.891)) == of(1234567.891)
    assert settled(of(-1e-30)) == of(-1e-30)

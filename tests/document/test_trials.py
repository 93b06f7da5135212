"""What an action did, in words: its means and their difference agree as they are read."""

from __future__ import annotations

import pytest

from reportgen.document.trials import exactness
from reportgen.model.learning import Effect


@pytest.mark.parametrize(
    ("before", "after", "unit", "precision", "decimals"),
    [
        (40.0, 50.0, "count", 0, 0),
        (42.08, 66.5, "count", 0, 1),
        (16.6, 16.4, "count", 0, 1),
        (42.46, 66.54, "count", 0, 2),
        (0.0316, 0.0344, "percent", 1, 2),
        (0.03164, 0.03456, "percent", 1, 1),
    ],
)
def test_the_means_differ_by_the_difference_as_displayed(
    before: float, after: float, unit: str, precision: int, decimals: int
) -> None:
    """66.5 less 42.08 is 24.42: whole, 67 less 42 would not be 24."""
    assert exactness(Effect(before, after, 12, 2, after - before, 0.0, 0.0), unit, precision) == decimals

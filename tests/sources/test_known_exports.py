"""docs/known-exports.md: each shipped description with its report and its columns, as the descriptions have them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

import pytest

from reportgen.sources.describe import descriptions
from reportgen.sources.fit import best
from reportgen.sources.rows import Row


@pytest.fixture(scope="module")
def page(checkout: Path) -> str:
    return (checkout / "docs" / "known-exports.md").read_text("utf-8")


def test_the_committed_page_is_what_the_descriptions_make(page: str, checkout: Path) -> None:
    spec = importlib.util.spec_from_file_location("exports_page", checkout / "scripts" / "make_exports_page.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert page == module.page(), "scripts/make_exports_page.py > docs/known-exports.md"


def test_every_shipped_export_says_which_report_to_ask_for() -> None:
    assert [item.id for item in descriptions() if not item.report] == []


def test_the_columns_that_the_page_asks_for_are_enough() -> None:
    """Of Meta Ads the first alternative of each group, as a user would take them from the page."""
    (meta,) = (item for item in descriptions() if item.id == "meta_ads")
    (found,) = best(Row(1, ("Amount spent", "Day")), (), descriptions())
    assert found is meta


def test_the_page_tells_each_format_its_columns_and_its_measures(page: str) -> None:
    rows = {found[1]: line for line in page.splitlines() if (found := re.search(r"<br>`(\w+)` \|", line))}
    assert rows.keys() == {item.id for item in descriptions()}
    assert "| `Amount spent`, `Day` or `Month` or `Reporting starts` |" in rows["meta_ads"]
    assert "| `gross_revenue`, `orders`, `refunds`, `shipping`, `tax` |" in rows["shopify_orders"]
    assert rows["youtube_chart"].endswith("| none |")

"""Which description a header fits: by its columns, the lines above it and the channel that is named, else nobody's."""

from __future__ import annotations

import pytest

from tests.sources.build import Folder, by_day

DAYS = "Date,Views\n2026-10-01,900\n2026-10-02,915\n"
LINES = "# Start date: 20261001\n# End date: 20261002\n"
READ = {"2026-10-01": 900, "2026-10-02": 915}


def test_the_lines_above_a_header_count_for_more_than_the_channel_that_is_named(folder: Folder) -> None:
    facts = folder.write("youtube/report.csv", LINES + DAYS).read({"name": "w", "path": "youtube/*.csv"})
    assert by_day(facts, "page_views") == READ


@pytest.mark.parametrize(
    ("file", "source"),
    [
        ("data.csv", {"name": "d", "channel": "youtube"}),
        ("data.csv", {"name": "d", "format": "youtube_totals"}),
        ("data.csv", {"name": "youtube"}),
        ("My YouTube 2026/data.csv", {"name": "d"}),
    ],
    ids=["channel", "format", "name of the source", "folder"],
)
def test_the_source_or_the_path_says_whose_an_open_header_is(folder: Folder, file: str, source: dict[str, str]) -> None:
    facts = folder.write(file, DAYS).read({**source, "path": file})
    assert by_day(facts, "video_views", channel="youtube") == READ


def test_a_header_that_fits_two_exports_alike_is_asked_about_with_both_ids(folder: Folder) -> None:
    lines = folder.write("data.csv", DAYS).problems({"name": "d", "path": "data.csv"})
    assert lines == [
        "data.csv, row 1: the header fits several exports alike: Google Analytics 4 and YouTube Studio (by day). "
        "Give the source its 'format': ga4 or youtube_totals."
    ]

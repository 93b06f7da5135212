"""The shipped descriptions → docs/known-exports.md, printed: each export, the report to ask for, what it must hold.

Run by hand where a description changed; a test compares: scripts/make_exports_page.py > docs/known-exports.md
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.sources.describe import descriptions
from reportgen.sources.description import Column, Description
from reportgen.sources.orders import nothing

HEAD = """\
# The known exports

Made from the descriptions in `reportgen/sources/exports/` by `scripts/make_exports_page.py`. An export is recognised
by its columns, whatever the file is called; further columns do no harm. The headers below are one language's; most are
known in several, and with a unit at their end such as `(EUR)`. Where the file of a platform looks otherwise, give the
source its `columns` ([config.md](config.md)) or [describe it](exports.md). `reportgen sources FILE` tells what a file
is recognised as, which measures are read of it, and which of its columns are not.

Platforms move their menus: the second column helps to find the report, the third one decides. Choose days as the
report's detail wherever there is a choice. A list of names, or of the best posts alone, gives no figure; it is known
so that it does no harm beside the others.

| Export and its `format` | In the platform | Columns that it must hold | Measures |
|---|---|---|---|"""


def page() -> str:
    """The whole page, with its last line's end."""
    rows = (_row(item) for item in sorted(descriptions(), key=lambda item: (item.name.casefold(), item.id)))
    return "\n".join((HEAD, *rows)) + "\n"


def _row(about: Description) -> str:
    needed = ", ".join(" or ".join(f"`{_header(about.column(name))}`" for name in group) for group in about.recognise)
    sheets = f" (sheet {' or '.join(about.sheets)})" if about.sheets else ""
    measures = ", ".join(f"`{name}`" for name in sorted(set(_measures(about)))) or "none"
    return f"| {about.name}<br>`{about.id}` | {about.report} | {needed}{sheets} | {measures} |"


def _header(column: Column) -> str:
    return column.headers[0][1].replace("|", "\\|")


def _measures(about: Description) -> Iterator[str]:
    if about.records == "names":
        return
    if about.records == "orders":
        yield from nothing()
    yield from (column.measure for column in about.columns if column.measure)
    yield from (title.measure for title in about.titles)
    yield from (event.measure for event in about.events)
    yield from (measure for measure, _ in about.levels)
    if about.counts:
        yield about.counts


if __name__ == "__main__":
    print(page(), end="")

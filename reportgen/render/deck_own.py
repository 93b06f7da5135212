"""A template's placeholder → the style that its text has of itself: size, weight, capitals, line spacing.

What a placeholder does not say is inherited: from its layout's, its master's, then the master's style for its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.render.deck_layouts import based_on, kind_of
from reportgen.render.deck_style import Style
from reportgen.render.ooxml import A, P

_STYLES = {"title": "titleStyle", "ctrTitle": "titleStyle", "ftr": "otherStyle", "sldNum": "otherStyle"}
_USUAL = 18.0  # points, where nobody says
_UNKNOWN = -1.0  # then programs differ, and the size is always written


@dataclass(frozen=True, slots=True)
class Own:
    """``style`` begins with the placeholder's own size; ``capitals``: it is set in them."""

    style: Style
    capitals: bool


def own_style(place: Any, shares: Sequence[float], floor: float) -> Own:
    """Its own size and the steps down, as shares of it, but none below ``floor`` points (or its own, if smaller)."""
    said = _first(place, f"{A}defRPr", "sz")
    size = float(said or _prompted(place) or _USUAL * 100) / 100
    steps = sorted({max(round(size * share * 2) / 2, min(floor, size)) for share in shares}, reverse=True)
    return Own(
        Style(
            tuple(dict.fromkeys((size, *(step for step in steps if step < size)))),
            bold=_first(place, f"{A}defRPr", "b") in ("1", "true"),
            spacing=float(_first(place, f"{A}lnSpc/{A}spcPct", "val") or 100_000) / 100_000,
            own=size if said else _UNKNOWN,
        ),
        _first(place, f"{A}defRPr", "cap") == "all",
    )


def _first(place: Any, path: str, attribute: str) -> str | None:
    """The nearest value of an attribute of the first level's style."""
    for level in _levels(place):
        found = level.find(path)
        if found is not None and found.get(attribute) is not None:
            return str(found.get(attribute))
    return None


def _prompted(place: Any) -> str | None:
    """The size of the prompt's own letters, which some programs write in place of a style."""
    runs = (run for shape in based_on(place) for run in shape._element.iter(f"{A}rPr"))
    return next((str(run.get("sz")) for run in runs if run.get("sz")), None)


def _levels(place: Any) -> Iterator[Any]:
    """``a:lvl1pPr`` from the placeholder outwards."""
    for shape in based_on(place):
        yield from shape._element.iterfind(f"{P}txBody/{A}lstStyle/{A}lvl1pPr")
    kind = _STYLES.get(kind_of(place), "bodyStyle")
    master = place.part.slide_layout.slide_master
    yield from master._element.iterfind(f"{P}txStyles/{P}{kind}/{A}lvl1pPr")

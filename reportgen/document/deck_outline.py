"""The deck's slides in their order → the body of at most twelve, then the appendix with what gives way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.model.report import Slide

MOST = 12
MOST_OBJECTIVES = 5
GIVE_WAY = ("relations", "campaigns", "content", "funnel")  # the first of them first
DEFINITIONS, REST, DECISIONS = "definitions", "indicators", "decisions"


def arranged(slides: Sequence[Slide], appendix: str) -> tuple[Slide, ...]:
    """The body ends on the definitions; their further pages, the KPIs and objectives that scoreboard and summary have
    no room for, objectives beyond the fifth and what gives way follow. ``appendix``: the name of their group."""
    objectives = [slide.id for slide in slides if slide.id.startswith("objective.")]
    later = {*objectives[MOST_OBJECTIVES:], *(slide.id for slide in slides if _further(slide.id))}
    for name in GIVE_WAY:
        if len(slides) - len(later) > MOST:
            later |= {slide.id for slide in slides if _of(slide.id, name)}
    body = [slide for slide in slides if slide.id not in later]
    moved = [replace(slide, group=appendix) for slide in slides if slide.id in later]
    return (*body, *sorted(moved, key=_rank))


def _rank(slide: Slide) -> int:
    """Of the appendix: definitions first, then what summary and scoreboard had no room for."""
    order = (DEFINITIONS, REST, DECISIONS)
    return next((rank for rank, name in enumerate(order) if _of(slide.id, name)), len(order))


def _of(slide: str, name: str) -> bool:
    return slide == name or slide.startswith(f"{name}.")


def _further(slide: str) -> bool:
    return _of(slide, REST) or _of(slide, DECISIONS) or slide.startswith(f"{DEFINITIONS}.")

"""A config → what can be explained of its report: topics, and the KPIs of each objective."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from reportgen.cli.explain_json import SCHEMA
from reportgen.cli.topics import BY_ID, TOPICS
from reportgen.errors import UsageError, nearest

if TYPE_CHECKING:
    from reportgen.config.schema import Config

INDENT = 11


def list_text(config: Config) -> str:
    """Ids with what they stand for."""
    return "\n".join(_lines(config))


def _lines(config: Config) -> Iterator[str]:
    yield "Topics"
    yield from (f"  {topic.id:<{INDENT}}{topic.about}" for topic in TOPICS)
    for objective in config.objectives:
        yield ""
        yield f"KPIs of {objective.id}"
        yield from (f"  {row.kpi}" for row in objective.kpis)
    yield ""
    yield "And every other KPI of the catalogue: `reportgen kpis` lists them."


def list_json(config: Config) -> str:
    """The same for programs."""
    content = {
        "schema": SCHEMA,
        "topics": [{"id": topic.id, "about": topic.about} for topic in TOPICS],
        "kpis": [{"objective": one.id, "kpis": [row.kpi for row in one.kpis]} for one in config.objectives],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def check_name(name: str, kpis: Mapping[str, object]) -> None:
    """Raises UsageError for a name that is no KPI's and nearest to a topic's; what is nearer to a KPI's is told as that
    is looked for."""
    near = () if name in kpis else nearest(name, [*BY_ID, *kpis])
    if near and near[0] in BY_ID:
        topics = ", ".join(BY_ID)
        raise UsageError(f"{name}: neither a KPI nor a topic. Did you mean '{near[0]}'? The topics are {topics}.")

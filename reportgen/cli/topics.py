"""What can be explained beside KPIs: the topics of a report, each with its text and its data.

JSON, ``schema`` 1: ``given`` is what was computed from the rows, ``judged`` what follows from it, by the model's own
names. Exact numbers are strings, missing is null.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reportgen.cli.explain_branch import Branch, Known, lines
from reportgen.cli.explain_json import SCHEMA
from reportgen.cli.explain_tree import WIDTH
from reportgen.cli.topic_content import content
from reportgen.cli.topic_effort import campaigns, effort
from reportgen.cli.topic_relations import relations, scenario
from reportgen.cli.topic_returns import returns
from reportgen.cli.topic_tried import actions, funnel
from reportgen.json_values import plain

if TYPE_CHECKING:
    from reportgen.pipeline import Measured

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class Topic:
    """``about``: what it explains. ``without``: why there may be nothing, and what to do."""

    id: str
    about: str
    without: str
    branches: Callable[[Known], Iterator[Branch]]
    given: Callable[[Known], object]
    judged: Callable[[Known], object]


def _learning(known: Known, what: str) -> object:
    return getattr(known.scorecard.learning, what, ())


def _efforts(known: Known, what: str) -> object:
    return getattr(known.scorecard.effort, what, ())


def _verdicts(known: Known, what: str) -> object:
    return getattr(known.insights.effort, what, ())


TOPICS = (
    Topic(
        "content",
        "how posts were ranked, what formats, topics and times did, which posts were left out",
        "No list of posts, or none that can be counted. Add an export of posts.",
        content,
        lambda known: known.scorecard.content,
        lambda known: known.insights.content,
    ),
    Topic(
        "relations",
        "which pairs of KPIs evolve together, and what speaks against chance",
        "The config names no pairs, or their weeks are not measured. Write `relations`.",
        relations,
        lambda known: known.scorecard.relations,
        lambda known: known.insights.relations,
    ),
    Topic(
        "scenario",
        "what a new customer has cost, and how many more money would bring",
        "No scenario is asked for. Write `scenario`.",
        scenario,
        lambda known: known.scorecard.acquired,
        lambda known: known.insights.scenario,
    ),
    Topic(
        "funnel",
        "the steps from seeing to buying again, their rates and the weakest one",
        "Fewer than three steps are measured. Write `funnel`, or add the sources of its steps.",
        funnel,
        lambda known: _learning(known, "funnel"),
        lambda known: {"steps": known.insights.lessons.steps, "weakest": known.insights.lessons.weakest},
    ),
    Topic(
        "actions",
        "what each action and split test did, with the values before and after",
        "The config declares no actions and no split tests. Write `actions` or `tests`.",
        actions,
        lambda known: _learning(known, "trials"),
        lambda known: {"actions": known.insights.lessons.actions, "tests": known.insights.lessons.tests},
    ),
    Topic(
        "campaigns",
        "what each campaign cost and brought, against its reference cost",
        "The config declares no campaigns. Write `campaigns`.",
        campaigns,
        lambda known: _efforts(known, "campaigns"),
        lambda known: _verdicts(known, "campaigns"),
    ),
    Topic(
        "returns",
        "costs, margin, ROI, the bridge, valued results, channels, the way to break-even",
        "Nothing is spent, and nothing comes in. Write `costs`, or add a source of sales.",
        returns,
        lambda known: {
            "returns": known.scorecard.returns,
            "allocation": known.scorecard.allocation,
            "products": known.scorecard.products,
        },
        lambda known: None,
    ),
    Topic(
        "effort",
        "what effort gave on each channel, and the proposals to move it",
        "No effort and no results that can be set against each other by channel.",
        effort,
        lambda known: {"series": _efforts(known, "series"), "shares": _efforts(known, "shares")},
        lambda known: {"reallocations": _verdicts(known, "reallocations"), "silent": _verdicts(known, "silent")},
    ),
)
BY_ID = {topic.id: topic for topic in TOPICS}


def topic_text(topic: Topic, measured: Measured) -> str:
    """At most 100 columns wide."""
    return "\n".join(line.rstrip() for line in _lines(topic, Known(measured)))


def _lines(topic: Topic, known: Known) -> Iterator[str]:
    cycle, as_of = known.days(known.scorecard.cycle), known.display.day(known.scorecard.as_of)
    yield topic.id.capitalize()
    yield from _wrapped(topic.about, "  ")
    yield ""
    yield from _wrapped(f"Client       {known.config.client}", "", "             ")
    yield from _wrapped(f"Cycle        {cycle}; as of {as_of}", "", "             ")
    empty = True
    for branch in topic.branches(known):
        yield ""
        yield from lines(branch)
        empty = False
    if empty:
        yield ""
        yield from _wrapped(topic.without, "")


def _wrapped(text: str, first: str, rest: str | None = None) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=first if rest is None else rest)


def topic_json(topic: Topic, measured: Measured) -> str:
    """Indented, in a fixed order."""
    known = Known(measured)
    data: Data = {
        "schema": SCHEMA,
        "config_sha256": measured.config.sha256,
        "topic": topic.id,
        "cycle": plain(known.scorecard.cycle),
        "as_of": plain(known.scorecard.as_of),
        "currency": known.scorecard.currency,
        "given": plain(topic.given(known)),
        "judged": plain(topic.judged(known)),
    }
    return json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)

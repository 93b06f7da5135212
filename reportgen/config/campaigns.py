"""Checks of campaigns: what they count, whose they are, on which channel. Case → Problems."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.case import Case
from reportgen.config.names import uncounted, unknown_channel, unknown_objective
from reportgen.config.schema_campaign import Campaign
from reportgen.config.wanted import short
from reportgen.errors import Problem
from reportgen.strict_yaml import Path


def campaigns(case: Case) -> Iterator[Problem]:
    """Each has a name of its own, one thing that it counts, and a channel that there is."""
    first: dict[str, Path] = {}
    for index, campaign in enumerate(case.config.campaigns):
        path: Path = ("campaigns", index)
        yield from _counts(case, path, campaign)
        if campaign.match.channel is not None:
            yield from unknown_channel(case, (*path, "match", "channel"), campaign.match.channel)
        if not campaign.match.campaign:
            yield case.problem((*path, "match", "campaign"), "empty", "nothing stands in it", "Write text or a list.")
        before = first.setdefault(campaign.name, path)
        if before != path:
            what = f"'{short(campaign.name)}' stands here a second time{case.line(before, path)}"
            yield case.problem((*path, "name"), "duplicate_name", what, "Give each its own name.")


def _counts(case: Case, path: Path, campaign: Campaign) -> Iterator[Problem]:
    """The objective or the result: exactly one of them, and something counted that adds up."""
    if campaign.objective is not None and campaign.result is not None:
        what = "what the campaign counts is given twice"
        yield case.problem((*path, "result"), "result_twice", what, "Keep objective or result.")
    if campaign.objective is None and campaign.result is None:
        what = "nothing says what the campaign's results are"
        yield case.problem(path, "no_result", what, "Add objective: an objective's id, or result: what it brings.")
    ids = {objective.id: objective for objective in case.config.objectives}
    if campaign.objective is not None:
        yield from unknown_objective(case, (*path, "objective"), campaign.objective)
    if campaign.result is not None:
        yield from uncounted(case, (*path, "result"), campaign.result, "campaign")
    elif campaign.objective in ids:
        objective = ids[campaign.objective]
        name = objective.result or case.catalogue.results.get(objective.family, "")
        yield from uncounted(case, (*path, "objective"), name, "campaign")

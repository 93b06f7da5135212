"""Checks of campaigns: what they count, whose they are, on which channel. Case → Problems."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.case import Case, near
from reportgen.config.names import uncounted
from reportgen.config.schema_campaign import Campaign
from reportgen.config.wanted import listed, short
from reportgen.errors import Problem
from reportgen.strict_yaml import Path
from reportgen.vocabulary.channels import CHANNELS, NAMES


def campaigns(case: Case) -> Iterator[Problem]:
    """Each has a name of its own, one thing that it counts, a channel that there is, and days in their order."""
    first: dict[str, Path] = {}
    for index, campaign in enumerate(case.config.campaigns):
        path: Path = ("campaigns", index)
        yield from _counts(case, path, campaign)
        yield from _days(case, path, campaign)
        channel = campaign.match.channel
        if channel is not None and channel not in CHANNELS:
            found = near(channel, CHANNELS, NAMES)
            cure = "" if found else f"The channels are {', '.join(CHANNELS)}."
            what = f"unknown channel '{short(channel)}'"
            yield case.problem((*path, "match", "channel"), "unknown_channel", what, cure, found)
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
    if campaign.objective is not None and campaign.objective not in ids:
        found = near(campaign.objective, ids)
        cure = "" if found else f"The objectives are {listed(list(ids), 'and')}."
        what = f"no objective '{short(campaign.objective)}'"
        yield case.problem((*path, "objective"), "unknown_objective", what, cure, found)
    if campaign.result is not None:
        yield from uncounted(case, (*path, "result"), campaign.result, "campaign")
    elif campaign.objective in ids:
        objective = ids[campaign.objective]
        name = objective.result or case.catalogue.results.get(objective.family, "")
        yield from uncounted(case, (*path, "objective"), name, "campaign")


def _days(case: Case, path: Path, campaign: Campaign) -> Iterator[Problem]:
    if campaign.start and campaign.end and campaign.end < campaign.start:
        what = f"ends on {campaign.end}, before it begins on {campaign.start}"
        yield case.problem((*path, "to"), "wrong_order", what, "Correct one of the two dates.")

"""Views → what effort is proposed to be moved, beside what a trial of it has to show; channels that are silent.

One proposal stands as a table; those of other objectives follow in a line each.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from reportgen.display import added_up, rounded
from reportgen.document.effort_campaigns import campaigns_panel
from reportgen.document.effort_trial import criterion, effect, evidence, limits
from reportgen.document.effort_words import amount, decimals, move_text, named, per, title_of, titles
from reportgen.document.findings import listed
from reportgen.document.returns_channels import channel_text
from reportgen.document.view import Views
from reportgen.document.wording import lowered, sentences
from reportgen.model.effort import ChannelYield, Move, Reallocation, Silent
from reportgen.model.report import Cell, Column, Panel, Panels, Row, Table
from reportgen.model.text import Figure, Text

LEAST_HOURS = Decimal("0.5")  # a cycle: less is nothing that anybody could move
NEEDED = {"too_few_cycles": 6, "too_few_channels": 30}  # complete cycles; results of each channel


def effort_panels(report: Views) -> tuple[Panels, ...]:
    """For the section on returns: the proposal or why there is none, silent channels, campaigns."""
    if report.insights.effort is None:
        return ()
    proposed, silent = _proposed(report), _silent_panel(report)
    rows: list[tuple[Panel, ...]]
    if proposed is not None:
        rows = [_proposal(report, *proposed), (silent,) if silent else ()]
    else:
        rows = [tuple(panel for panel in (_none_panel(report), silent) if panel)]
    campaigns = campaigns_panel(report)
    rows.append((campaigns,) if campaigns else ())
    return tuple(Panels(row) for row in rows if row)


def proposal(report: Views) -> tuple[Text, tuple[Text, ...]] | None:
    """For the deck: what to move, on what evidence and by which criterion. None without a proposal."""
    proposed = _proposed(report)
    if proposed is None:
        return None
    given, move = proposed
    return move_text(report, given, move), (evidence(report, given, move), criterion(report, given, move))


def _proposed(report: Views) -> tuple[Reallocation, Move] | None:
    """The proposal on money that is firm, of the weightiest objective, the first in the config."""
    weights = {o.id: (-o.weight, order) for order, o in enumerate(report.config.objectives)}
    found = [(item, item.move) for item in _of(report, "currency") if item.move is not None]
    return min(found, key=lambda row: (not row[1].firm, *weights[row[0].objective]), default=None)


def _of(report: Views, unit: str) -> list[Reallocation]:
    """Those with at least two channels: one alone has nothing to be compared with."""
    given = report.insights.effort.reallocations if report.insights.effort else ()
    return [item for item in given if item.unit == unit and len(item.channels) > 1]


def _proposal(report: Views, given: Reallocation, move: Move) -> tuple[Panel, Panel]:
    words = report.words
    title = move_text(report, given, move)
    objective = title_of(report, given.objective)
    subtitle = words.text(f"effort.subtitle.{given.unit}", by=per(report, given), title=objective)
    against, others = _others(report, given, move)
    notes = (*others, *_left_out(report, given))
    table = Panel(title, subtitle, _table(report, given, move), (), notes)
    told = (evidence(report, given, move), effect(report, given, move), criterion(report, given, move), *against)
    unknown = sentences(*limits(report, given))
    trial = Panel(words.text("effort.trial"), words.text("effort.trial_subtitle"), None, told, (unknown,))
    return table, trial


def _table(report: Views, given: Reallocation, move: Move) -> Table:
    """A row a channel that has effort, the largest first, and a total that does not move."""
    words = report.words
    rows = sorted((item for item in given.channels if item.effort), key=lambda item: (-item.effort, item.channel))
    precision = decimals(given, move.amount)
    now = added_up([item.effort / len(given.cycles) for item in rows], precision)
    change = [_change(item, move, precision) for item in rows]
    columns = [Column("channel", words.text("effort.head.channel"))]
    columns += [Column(key, words.text(f"effort.head.{key}"), "right") for key in ("current", "next", "change")]
    body = [
        Row((Cell(channel_text(report, item.channel)), *_figures(given, item.channel, amounts, precision)))
        for item, amounts in zip(rows, zip(now, change, strict=True), strict=True)
    ]
    whole = sum(now, Decimal(0)), Decimal(0)
    total = Row((Cell(words.text("effort.total")), *_figures(given, "total", whole, precision)), "total")
    return Table("move", (), move_text(report, given, move), tuple(columns), (*body, total))


def _change(item: ChannelYield, move: Move, precision: int) -> Decimal:
    moved = rounded(move.amount, precision)
    return {move.donor: -moved, move.receiver: moved}.get(item.channel, Decimal(0))


def _figures(given: Reallocation, row: str, amounts: tuple[Decimal, Decimal], precision: int) -> tuple[Cell, ...]:
    now, change = amounts
    return (
        Cell((amount(given, f"{row}.now", now, precision),)),
        Cell((amount(given, f"{row}.next", now + change, precision),)),
        Cell((amount(given, f"{row}.change", change, precision, signed=True),)),
    )


def _others(report: Views, given: Reallocation, move: Move) -> tuple[list[Text], list[Text]]:
    """What other objectives say: what goes against the proposal, and all the rest."""
    words = report.words
    same, against, rest = [], [], []
    for item in _of(report, "currency"):
        if item is given or item.move is None:
            continue
        parts = {"titles": titles(report, [item]), "move": lowered(move_text(report, item, item.move))}
        if (item.move.donor, item.move.receiver, item.move.firm) == (move.donor, move.receiver, move.firm):
            same.append(item)
        elif item.move.donor == move.receiver or item.move.receiver == move.donor:
            against.append(words.text("effort.against", **parts))
        else:
            rest.append(words.text("effort.besides", **parts))
    first = [words.text("effort.same", titles=titles(report, same))] if same else []
    return against, [*first, *rest, *_hours(report, given), *_reasons(report)]


def _hours(report: Views, given: Reallocation) -> Iterator[Text]:
    """What the same objective's hours say."""
    for item in _of(report, "hours"):
        if item.objective == given.objective and item.move is not None and item.move.amount >= LEAST_HOURS:
            yield report.words.text("effort.hours", move=lowered(move_text(report, item, item.move)))


def _reasons(report: Views) -> Iterator[Text]:
    """Why nothing is proposed, a line for each reason."""
    grouped: dict[str, list[Reallocation]] = {}
    for item in _of(report, "currency"):
        if item.reason:
            grouped.setdefault(item.reason, []).append(item)
    for reason, items in grouped.items():
        least = min(len(item.cycles) for item in items)
        yield report.words.text(
            f"effort.reason.{reason}",
            titles=titles(report, items),
            found=Figure(f"effort.{reason}.found", Decimal(least), "count"),
            needed=Figure(f"effort.{reason}.needed", Decimal(NEEDED.get(reason, 0)), "count"),
        )


def _left_out(report: Views, given: Reallocation) -> Iterator[Text]:
    """Channels of the table that were not judged, and those that are not in it."""
    words = report.words
    fixed = [item.channel for item in given.channels if item.fixed]
    few = [item.channel for item in given.channels if item.theta is None and not item.fixed and item.effort]
    if fixed:
        yield words.text("effort.fixed", channels=named(report, fixed))
    if few:
        yield words.text("effort.few", channels=named(report, few))
    if given.unmeasured:
        yield words.text("effort.unmeasured", channels=named(report, given.unmeasured))


def _none_panel(report: Views) -> Panel | None:
    """In a line for each reason why nothing is to be moved."""
    lines = tuple(_reasons(report))
    if not lines:
        return None
    return Panel(report.words.text("effort.none"), report.words.text("effort.none_subtitle"), None, lines)


def _silent_panel(report: Views) -> Panel | None:
    found = report.insights.effort.silent if report.insights.effort else ()
    if not found:
        return None
    words = report.words
    title = words.text("effort.silent.title", len(found), channels=named(report, [item.channel for item in found]))
    subtitle = words.text("effort.silent.subtitle")
    return Panel(title, subtitle, None, tuple(silent_line(report, item) for item in found))


def silent_line(report: Views, item: Silent) -> Text:
    """*Facebook : 30 % de l’effort, 10 % des interactions et 5 % des prospects.*"""
    words, name = report.words, f"effort.silent.{item.channel}"
    parts = []
    for measure, share in item.latest.measured:
        known = report.catalogue.kpis.get(measure) or report.catalogue.measures[measure]
        subject = words.noun(measure, known.names).text
        parts.append(
            words.text("effort.silent.part", share=Figure(f"{name}.{measure}", share, "percent"), noun=subject)
        )
    effort = Figure(f"{name}.effort", item.latest.effort, "percent")
    channel = channel_text(report, item.channel)
    return words.text("effort.silent.line", channel=channel, share=effort, parts=listed(report, parts))

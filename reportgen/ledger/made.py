"""A report that was made → its CycleRecord: what the ledger keeps of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from importlib.resources import files
from typing import TYPE_CHECKING

from reportgen import __version__
from reportgen.display import Display
from reportgen.model.artifact import Artifact
from reportgen.model.delivery import (
    COSTS,
    RETURNS,
    ArchivedFigure,
    CycleRecord,
    Hashes,
    RestatedFigure,
    of_channel,
)
from reportgen.model.report import Headline, Objective, Report
from reportgen.model.returns import Returns
from reportgen.model.scorecard import ChannelScore, CostLine, KpiScore, ObjectiveScore, Scorecard
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.config.schema import Loaded

CATALOGUE = ("measures.yaml", "kpis.yaml")


def record_of(
    loaded: Loaded, scorecard: Scorecard, report: Report, inputs: Hashes, artifacts: Iterable[Artifact]
) -> CycleRecord:
    """``inputs`` are the source files' hashes."""
    cycle = scorecard.cycle
    return CycleRecord(
        client=loaded.stem,
        cycle=cycle.id,
        start=cycle.start,
        end=cycle.end,
        until=cycle.until if cycle.running else None,
        as_of=scorecard.as_of,
        currency=scorecard.currency,
        gate=scorecard.gate,
        program=__version__,
        config_sha256=loaded.sha256,
        catalogue_sha256=catalogue_sha256(),
        inputs=inputs,
        figures=(*_figures(scorecard.objectives), *_of_returns(scorecard.returns)),
        findings=tuple((finding.kind, finding.source) for finding in scorecard.findings),
        artifacts=tuple(sorted((file.name, hashlib.sha256(file.data).hexdigest()) for file in artifacts)),
        summary=tuple(_summary(report)),
        restated=tuple(_restated(scorecard.objectives)),
    )


def catalogue_sha256() -> str:
    """Of the shipped measures and KPIs; the client's own are part of the config."""
    digest = hashlib.sha256()
    for name in CATALOGUE:
        digest.update(files("reportgen.vocabulary").joinpath(name).read_bytes())
    return digest.hexdigest()


def _figures(objectives: Iterable[ObjectiveScore]) -> Iterator[ArchivedFigure]:
    """Every KPI's; where an objective's own cycle still runs also those of the one that closed."""
    for objective in objectives:
        for kpi in objective.kpis:
            figure = _figure(objective.id, kpi)
            yield figure
            yield from (_channel(figure, row) for row in kpi.channels)
        if objective.closed is not None:
            yield from _figures([objective.closed])


def _figure(objective: str, kpi: KpiScore) -> ArchivedFigure:
    now, target = kpi.current, kpi.target
    return ArchivedFigure(
        objective=objective,
        kpi=kpi.id,
        cycle=now.cycle.id,
        start=now.cycle.start,
        end=now.cycle.end,
        until=now.cycle.until if now.cycle.running else None,
        value=now.value,
        unit=kpi.unit,
        formula=now.formula,
        series=kpi.series,
        state=now.state,
        cause=now.cause,
        coverage=(now.coverage.present, now.coverage.expected),
        small_base=now.small_base,
        target=target.value if target else None,
        mode=target.mode if target else "",
        counted=kpi.attainments[-1] if kpi.attainments else None,
    )


def _channel(figure: ArchivedFigure, row: ChannelScore) -> ArchivedFigure:
    """As the KPI's own, but for its value."""
    return replace(figure, kpi=of_channel(figure.kpi, row.channel), value=row.value, target=None, mode="", counted=None)


def _of_returns(returns: Returns | None) -> Iterator[ArchivedFigure]:
    if returns is None:
        return
    yield from (_figure(RETURNS, kpi) for kpi in returns.kpis)
    yield from (_figure(f"{RETURNS}{objective}", kpi) for objective, _, kpi in returns.per_result)
    yield from (_cost(line, returns.cycle) for line in returns.costs)


def _cost(line: CostLine, cycle: Cycle) -> ArchivedFigure:
    return ArchivedFigure(
        objective=COSTS,
        kpi=line.kind,
        cycle=cycle.id,
        start=cycle.start,
        end=cycle.end,
        until=cycle.until if cycle.running else None,
        value=line.amount,
        unit="currency",
        formula=line.kind,
        series="",
        state="ok",
    )


def _restated(objectives: Iterable[ObjectiveScore]) -> Iterator[RestatedFigure]:
    for objective in objectives:
        for kpi in objective.kpis:
            for row in kpi.restated:
                yield RestatedFigure(objective.id, kpi.id, row.cycle.id, kpi.unit, row.reported, row.restated)


def _summary(report: Report) -> Iterator[str]:
    """The headline, then a line for each objective: its title and its decision, as printed."""
    display = Display(report.locale, report.currency)
    for block in (block for page in report.pages for block in page.blocks):
        if isinstance(block, Headline):
            yield display.text(block.text)
        elif isinstance(block, Objective):
            decision = " · ".join(filter(None, (display.text(block.status.text), display.text(block.decision.text))))
            yield f"{display.text(block.title)}: {decision}" if decision else display.text(block.title)

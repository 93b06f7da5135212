"""Config + catalogue + Facts + cycle → Scorecard: every KPI's figure, its comparisons, target and history."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from reportgen.config.schema import Config, Objective
from reportgen.errors import DataError
from reportgen.kpis.allocate import allocation
from reportgen.kpis.archive import archive, costs_as_reported, kpis_changed
from reportgen.kpis.audience import audience
from reportgen.kpis.campaigns import unmatched
from reportgen.kpis.check import problems
from reportgen.kpis.claims import exceeding
from reportgen.kpis.content import content
from reportgen.kpis.covered import covered
from reportgen.kpis.doubles import differing
from reportgen.kpis.effort import effort
from reportgen.kpis.followers import unlike
from reportgen.kpis.funnel import funnel
from reportgen.kpis.products import top_products
from reportgen.kpis.relations import weekly_pairs
from reportgen.kpis.returns import cost_lines, returns
from reportgen.kpis.rivals import competitors, incomplete
from reportgen.kpis.scenario import acquired
from reportgen.kpis.score import Scoring
from reportgen.kpis.shelves import Shelves
from reportgen.kpis.spans import before, own_cycle
from reportgen.kpis.state import gate, source_scores, told
from reportgen.kpis.trials import trials
from reportgen.model.delivery import CycleRecord
from reportgen.model.facts import Facts
from reportgen.model.learning import Learning
from reportgen.model.scorecard import ObjectiveScore, Scorecard
from reportgen.periods import Cycle

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue


def evaluate(
    config: Config,
    catalogue: Catalogue,
    facts: Facts,
    cycle: Cycle,
    as_of: date,
    records: Sequence[CycleRecord] = (),
) -> Scorecard:
    """The cycle's scorecard; ``records`` are earlier cycles as reported, oldest first.

    Raises DataError with every KPI that no source serves, and a cycle without any row.
    """
    shelves = Shelves(config, catalogue, facts)
    card = evaluate_kpis(config, catalogue, facts, shelves, cycle, as_of, records)
    money = returns(config, catalogue, shelves, cycle, as_of, card.objectives, records)
    total = next((kpi for kpi in money.kpis if kpi.id == "total_cost"), None) if money else None
    return replace(
        card,
        costs=costs_as_reported(records, config, card.costs, total),
        returns=money,
        learning=_learning(config, catalogue, shelves, cycle, as_of),
        products=top_products(shelves.common, cycle),
        audience=tuple(audience(config, catalogue, shelves.engine(config.objectives[0]), cycle)),
        content=content(facts.posts, cycle, as_of),
        relations=tuple(weekly_pairs(config, catalogue, shelves, cycle, as_of)),
        acquired=acquired(config, catalogue, shelves, cycle, as_of),
        kpis_changed=kpis_changed(records, config),
    )


def evaluate_kpis(
    config: Config,
    catalogue: Catalogue,
    facts: Facts,
    shelves: Shelves,
    cycle: Cycle,
    as_of: date,
    records: Sequence[CycleRecord] = (),
) -> Scorecard:
    """The scorecard as far as KPIs, decisions and the state of the data go: without returns, actions and products.

    Raises DataError as `evaluate` does.
    """
    found = (*problems(config, catalogue, facts, shelves.common, cycle), *shelves.problems)
    if found:
        raise DataError(found)
    work = [
        (objective, list(_work(config, catalogue, shelves, objective, cycle, as_of, records)))
        for objective in config.objectives
    ]
    objectives = tuple(_objective(config, objective, kpis, cycle) for objective, kpis in work)
    used = {line for _, kpis in work for kpi in kpis if kpi.settings.role != "context" for line in kpi.lines()}
    sources = source_scores(config, facts, used, cycle, as_of)
    given = effort(config, catalogue, shelves, cycle, as_of)
    findings = (
        *told(facts.findings, cycle),
        *differing(shelves.common.index, used, cycle),
        *incomplete(config, used, cycle),
        *exceeding(shelves.common, cycle),
        *unlike(shelves.common, used, cycle),
        *unmatched(config, facts, shelves.common, given.campaigns),
    )
    scores = [kpi for objective in objectives for kpi in objective.kpis]
    return Scorecard(
        cycle,
        cycle.previous(),
        cycle.year_ago(),
        as_of,
        config.currency,
        objectives,
        tuple(cost_lines(shelves.common, cycle)),
        sources,
        findings,
        gate(config, scores, sources, findings),
        allocation(shelves.common, cycle),
        tuple(competitors(config, shelves.engine(config.objectives[0]), cycle)),
        effort=given,
    )


def _work(
    config: Config,
    catalogue: Catalogue,
    shelves: Shelves,
    objective: Objective,
    cycle: Cycle,
    as_of: date,
    records: Sequence[CycleRecord],
) -> Iterator[Scoring]:
    engine = shelves.engine(objective)
    cycle = own_cycle(config.spec_of(objective), cycle)
    for settings in objective.kpis:
        kpi = catalogue.kpis[settings.kpi]
        kept = archive(records, config, objective.id, kpi) if records else None
        yield Scoring(config, objective, settings, kpi, engine, cycle, as_of, archive=kept).settled()


def _objective(config: Config, objective: Objective, kpis: Sequence[Scoring], cycle: Cycle) -> ObjectiveScore:
    own = own_cycle(config.spec_of(objective), cycle)
    score = _scored(objective, kpis, None if own is cycle else own)
    if own is cycle or not own.running:
        return score
    last = before(own)
    closed = _scored(objective, [replace(kpi, cycle=last) for kpi in kpis], last)
    return replace(score, closed=closed) if closed.main.current.value is not None else score


def _learning(config: Config, catalogue: Catalogue, shelves: Shelves, cycle: Cycle, as_of: date) -> Learning | None:
    tried = tuple(trials(config, catalogue, shelves, cycle, as_of))
    steps = tuple(funnel(config, catalogue, shelves, cycle, as_of))
    return Learning(tried, steps) if tried or steps else None


def _scored(objective: Objective, kpis: Sequence[Scoring], own: Cycle | None) -> ObjectiveScore:
    main = next((k for k in objective.kpis if k.main), None)
    main = main or next((k for k in objective.kpis if k.role != "context"), objective.kpis[0])
    scores = tuple(
        replace(kpi.score(kpi.settings is main), covers=covers, lacks=lacks)
        for kpi, (covers, lacks) in zip(kpis, covered(kpis), strict=True)
    )
    return ObjectiveScore(objective.id, objective.family, objective.title, objective.role, scores, own)

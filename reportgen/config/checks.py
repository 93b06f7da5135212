"""A validated config → its Problems and its warnings; and the catalogue with the client's own measures and KPIs.

Each check is a small function of a Case that yields Problems; none stops at the first. `names.py` holds those of names
that lead elsewhere, `exports.py` and `reading.py` those of how files are read, `values.py` those of values that must
fit each other, `worth.py` those of money, `looks.py` those of the theme's files, `mailing.py` those of delivery,
`campaigns.py` those of campaigns, `commentary.py` those of a person's words, `trials.py` those of actions and tests,
`relations.py` those of pairs, `cycles.py` those of time, `formulas.py` and `rollups.py` those of the client's own
formulas, `warn.py` the warnings.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from reportgen.config import (
    campaigns,
    commentary,
    cycles,
    exports,
    formulas,
    looks,
    mailing,
    names,
    reading,
    relations,
    rollups,
    samples,
    trials,
    values,
    warn,
    worth,
)
from reportgen.config.case import Case, Check
from reportgen.config.origins import Places
from reportgen.config.schema import Config, Loaded
from reportgen.errors import Problem
from reportgen.vocabulary.catalogue import Catalogue

CHECKS: tuple[Check, ...] = (
    names.locale,
    names.currency,
    names.timezone,
    names.channels,
    names.columns,
    reading.channel_rules,
    reading.personal_columns,
    names.known_kpis,
    names.results,
    names.preferred_sources,
    names.competitors,
    commentary.commentary,
    commentary.reserved_ids,
    names.duplicates,
    names.shadows,
    formulas.formulas,
    rollups.illegal_sums,
    rollups.cumulative_targets,
    cycles.own_cycles,
    cycles.breaks,
    worth.rates,
    worth.rates_file,
    worth.days_of_calendar,
    worth.margins,
    samples.samples,
    worth.cost_shares,
    worth.ranges,
    worth.derived_values,
    worth.stages,
    worth.weights,
    worth.budgets,
    campaigns.campaigns,
    trials.actions,
    trials.tests,
    trials.funnel,
    trials.asks,
    relations.relations,
    values.comparisons,
    values.order_of_dates,
    values.dated_targets,
    values.scale_of_rates,
    values.thresholds,
    values.main_kpis,
    values.context_kpis,
    values.staff_once,
    values.paths,
    looks.theme_files,
    looks.deck_keys,
    mailing.addresses,
    mailing.subject,
    mailing.server,
    mailing.large_files,
    exports.own_exports,
    exports.formats,
    exports.periods,
    exports.encodings,
    exports.currencies,
)
WARNINGS: tuple[Check, ...] = (
    warn.no_target,
    warn.no_date,
    warn.not_agreed,
    warn.cost_shares_over,
    warn.followers_alone,
    warn.activity_alone,
    warn.absolute_paths,
    warn.other_language,
    warn.to_be_completed,
    warn.unseen_competitors,
    values.shared_comparisons,
    reading.idle_channel_rules,
    reading.shared_sources,
    mailing.shared_link,
    formulas.mixed_scopes,
)


def check_config(loaded: Loaded, marks: Places) -> list[Problem]:
    """Every cross-reference Problem of a config, sorted by place; empty when it is sound."""
    config = loaded.config
    catalogue = formulas.catalogue_of(config)
    return _run(CHECKS, Case(config, catalogue, Path(loaded.folder), loaded.written, marks))


def warnings(
    config: Config, catalogue: Catalogue, marks: Places | None = None, as_of: date | None = None
) -> tuple[Problem, ...]:
    """What is worth a second thought though a report can be made; with ``marks`` (`Loaded.marks`) also its line."""
    return tuple(_run(WARNINGS, Case(config, catalogue, Path(), marks=marks, as_of=as_of)))


def full_catalogue(config: Config) -> Catalogue:
    """The shipped catalogue with the client's own measures and KPIs. Expects a config without Problems."""
    return formulas.catalogue_of(config)


def _run(checks: Iterable[Check], case: Case) -> list[Problem]:
    found = {problem for check in checks for problem in check(case)}
    return sorted(found, key=lambda problem: (problem.place, problem.kind, problem.what))

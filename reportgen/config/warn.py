"""What a careful analyst would ask for before sending, though a report can be made without it. Case → Problems."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from importlib.resources import files
from pathlib import PurePath

from reportgen.config.case import Case, objectives, target_of
from reportgen.config.schema import Objective
from reportgen.config.wanted import short
from reportgen.errors import Problem
from reportgen.strict_yaml import Path
from reportgen.vocabulary.catalogue import Catalogue
from reportgen.vocabulary.formula import refs

FOLLOWERS = frozenset({"followers", "followers_gained", "followers_lost", "followers_net"})
ENGAGEMENT = frozenset({"reactions", "comments", "shares", "saves", "interactions_given", "active_users"})
UNJUDGED: frozenset[str | None] = frozenset({"input", "activity", "output"})


def no_target(case: Case) -> Iterator[Problem]:
    for path, objective in objectives(case.config):
        if not any(kpi.target is not None for kpi in objective.kpis if kpi.role != "context"):
            what = f"the objective '{objective.id}' has no target, so no decision can be proposed"
            yield case.problem(path, "no_target", what, "Add target to its main KPI.")


def no_date(case: Case) -> Iterator[Problem]:
    for path, objective in objectives(case.config):
        targets = [target for kpi in objective.kpis if (target := target_of(kpi))]
        if targets and not objective.due and not any(target.by for target in targets):
            what = f"the objective '{objective.id}' has no date by which it is to be reached"
            yield case.problem(path, "no_date", what, "Add due to the objective, or by to a target.")


def not_agreed(case: Case) -> Iterator[Problem]:
    for path, objective in objectives(case.config):
        if not objective.agreed_by:
            what = f"nothing says who agreed on the objective '{objective.id}'"
            yield case.problem(path, "not_agreed", what, "Add agreed_by and agreed_on.")


def unseen_competitors(case: Case) -> Iterator[Problem]:
    """Competitors of whom no KPI holds a figure beside the client's: the report would never name them."""
    kpis = {kpi.kpi for _, objective in objectives(case.config) for kpi in objective.kpis}
    used = {name for kpi in kpis for name in _leaves(case.catalogue, kpi)}
    if case.config.competitors and not any(name.startswith("competitor_") for name in used):
        what = "no KPI sets the client beside its competitors, so that the report does not show them"
        cure = "Add share_of_voice, or share_of_engagement, to an objective."
        yield case.problem(("competitors",), "unseen_competitors", what, cure)


def cost_shares_over(case: Case) -> Iterator[Problem]:
    """Shares of one full cost that are more than all of it; less is right, as not all of it need be an objective's."""
    given = [(path, objective.cost_share) for path, objective in objectives(case.config) if objective.cost_share]
    whole = sum((share for _, share in given), Decimal(0))
    if whole > 1:
        what = f"the objectives' cost_share add up to {(whole * 100).normalize():f} % of one full cost"
        cure = "Make them 100 % together at most, or some of the cost counts twice in the costs per result."
        yield case.problem((*given[-1][0], "cost_share"), "cost_shares_over", what, cure)


def followers_alone(case: Case) -> Iterator[Problem]:
    for path, objective in objectives(case.config):
        leaves = [_leaves(case.catalogue, kpi.kpi) for kpi in objective.kpis]
        if any(leaf and leaf <= FOLLOWERS for leaf in leaves) and not any(leaf & ENGAGEMENT for leaf in leaves):
            what = f"the objective '{objective.id}' counts followers but no engagement"
            cure = "Add a KPI such as engagement_rate: followers alone say little."
            yield case.problem((*path, "kpis"), "followers_alone", what, cure)


def activity_alone(case: Case) -> Iterator[Problem]:
    for path, objective in objectives(case.config):
        if _levels(case.catalogue, objective) <= UNJUDGED:
            what = f"the KPIs of '{objective.id}' show inputs, activity and exposure, none what the public did"
            yield case.problem((*path, "kpis"), "activity_alone", what, "Add a KPI of reactions or results.")


def absolute_paths(case: Case) -> Iterator[Problem]:
    named = [(("sources", index, "path"), source.path) for index, source in enumerate(case.config.sources)]
    theme = case.config.theme
    alone: list[tuple[Path, str]] = [(("theme", *key), name) for key, name, _ in theme.files()]
    alone += [(("theme", "file"), theme.file or ""), (("extends",), case.config.extends or "")]
    alone.append((("exports",), case.config.exports or ""))
    if case.config.rates_file is not None:
        alone.append((("rates_file", "path"), case.config.rates_file.path))
    for path, name in [*named, *alone]:
        if name.startswith("/") or name[1:3] in (":/", ":\\"):
            what = f"'{short(name, 120)}' is found on this machine only"
            yield case.problem(path, "absolute_path", what, "Write the path as it is seen from the config's folder.")


def other_language(case: Case) -> Iterator[Problem]:
    language = case.config.locale.split("_")[0]
    known = sorted(
        {"en", *(PurePath(entry.name).stem for entry in (files("reportgen.vocabulary") / "words").iterdir())}
    )
    if language not in known:
        what = f"there are no words in the language '{language}': the report's own will be English"
        yield case.problem(("locale",), "other_language", what, f"There are {' and '.join(known)}.")


def to_be_completed(case: Case) -> Iterator[Problem]:
    """Why an action was tried and what it taught only a person can say: once it has ended."""
    for index, action in enumerate(case.config.actions):
        ended = action.end is not None and (case.as_of is None or action.end < case.as_of)
        for key in ("why", "learned") if ended and action.status is None else ():
            if getattr(action, key) is None:
                what = f"to be completed: the action '{action.id}' has ended"
                cure = f"Add {key}: {'why it was tried' if key == 'why' else 'what it taught'}, in your words."
                yield case.problem(("actions", index, key), "to_be_completed", what, cure)


def _levels(catalogue: Catalogue, objective: Objective) -> set[str | None]:
    """The AMEC levels of an objective's KPIs; an own KPI has none (None)."""
    return {catalogue.kpis[kpi.kpi].amec for kpi in objective.kpis if kpi.kpi in catalogue.kpis}


def _leaves(catalogue: Catalogue, name: str, above: frozenset[str] = frozenset()) -> set[str]:
    """The measures that the KPI's first formula comes down to. ``above`` ends a formula that leads back to itself."""
    known = catalogue.kpis.get(name)
    if known is None or not known.formulas or name in above:
        return set()
    found: set[str] = set()
    for ref in refs(known.formulas[0]):
        found |= {ref.name} if ref.name in catalogue.measures else _leaves(catalogue, ref.name, above | {name})
    return found

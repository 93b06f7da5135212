"""Config + what is asked → Subject: the one objective, and of it the KPI alone where a part is asked for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reportgen.config.schema import Config, Objective
from reportgen.config.schema import Kpi as KpiSettings
from reportgen.errors import UsageError, meant, nearest
from reportgen.kpis.expand import Selection, narrowed
from reportgen.vocabulary.channels import CHANNELS, NAMES
from reportgen.vocabulary.formula import Binary, Call, Node, Ref
from reportgen.vocabulary.printed import ids_of

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue, Kpi


@dataclass(frozen=True, slots=True)
class Subject:
    """A KPI of one objective. ``config`` holds that objective alone: whole, so that its decision can be made; with the
    one KPI and no target where a channel is asked for (targets are set for all together), or no objective lists it.

    ``scored`` is the catalogue in which the KPI means the channel; ``catalogue`` has it as it is written.
    """

    config: Config
    catalogue: Catalogue
    scored: Catalogue
    kpi: Kpi
    objective: Objective
    used_by: tuple[str, ...]
    channel: str

    @property
    def selection(self) -> Selection:
        return (("channel", self.channel),) if self.channel else ()

    @property
    def settings(self) -> KpiSettings:
        """The KPI's row in the objective."""
        return next(row for row in self.config.objectives[0].kpis if row.kpi == self.kpi.id)

    @property
    def decided(self) -> bool:
        """Whether the objective stands here with all its KPIs."""
        return not self.channel and self.objective.id in self.used_by


def subject(config: Config, catalogue: Catalogue, kpi: str, objective: str = "", channel: str = "") -> Subject:
    """Raises UsageError, with the nearest name, for a KPI, an objective or a channel that does not exist."""
    found = _kpi(config, catalogue, kpi)
    used_by = tuple(o.id for o in config.objectives if any(row.kpi == kpi for row in o.kpis))
    chosen = _objective(config, found, used_by, objective)
    if channel and channel not in CHANNELS:
        hint = meant(ids_of(channel, NAMES) or nearest(channel, CHANNELS))
        raise UsageError(f"--channel {channel}: not a channel.{hint} The channels are {', '.join(CHANNELS)}.")
    if channel or chosen.id not in used_by:
        season = next((row.season for row in chosen.kpis if row.kpi == kpi), None)
        chosen = chosen.model_copy(update={"kpis": (KpiSettings(kpi=kpi, season=season),)})
    scored = catalogue
    if channel:
        formulas = tuple(of_channel(node, channel) for node in found.formulas)
        scored = catalogue.extended((), [replace(found, formulas=formulas)])
    alone = config.model_copy(update={"objectives": (chosen,)})
    return Subject(alone, catalogue, scored, found, chosen, used_by, channel)


def _kpi(config: Config, catalogue: Catalogue, name: str) -> Kpi:
    if name in catalogue.kpis:
        return catalogue.kpis[name]
    listed = [row.kpi for objective in config.objectives for row in objective.kpis]
    hint = meant(ids_of(name, catalogue.printed_kpis()) or nearest(name, listed) or nearest(name, catalogue.kpis))
    measure = " It is a measure." if name in catalogue.measures else ""
    raise UsageError(f"{name}: not a KPI.{measure}{hint} `reportgen kpis` lists them all.")


def _objective(config: Config, kpi: Kpi, used_by: tuple[str, ...], name: str) -> Objective:
    """The one named, else the first that lists the KPI, else the first of a family that it suits, else the first."""
    by_id = {objective.id: objective for objective in config.objectives}
    if name:
        if name not in by_id:
            titled = ids_of(name, {known.id: (("", known.title),) for known in config.objectives})
            hint = meant(titled or nearest(name, by_id))
            raise UsageError(f"--objective {name}: not an objective.{hint} The objectives are {', '.join(by_id)}.")
        return by_id[name]
    if used_by:
        return by_id[used_by[0]]
    return next((o for o in config.objectives if o.family in kpi.families), config.objectives[0])


def of_channel(node: Node, channel: str) -> Node:
    """The formula with each reference narrowed, as ``figure.Engine.kpi`` narrows it by a selection."""
    match node:
        case Ref():
            return replace(node, selection=narrowed(node.selection, (("channel", channel),)))
        case Call(args=args):
            return replace(node, args=tuple(of_channel(arg, channel) for arg in args))
        case Binary(left=left, right=right):
            return replace(node, left=of_channel(left, channel), right=of_channel(right, channel))
        case _:
            return node

"""An objective's Scorings → for each KPI the channels that its figure stands on, where the objective measures more.

What networks tell of themselves is held against what they tell of themselves, and what the site, the shop or the CRM
credits to them against the same: that a network brings visits does not mean that it tells its views.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from reportgen.kpis.match import Ground
from reportgen.kpis.select import SOCIAL_GROUP
from reportgen.kpis.tree import Leaf

if TYPE_CHECKING:
    from reportgen.kpis.score import Scoring

Channels = frozenset[str]
_META = frozenset({"facebook", "instagram"})  # of Meta's networks those on which ads run as a rule
_GROUP = "social"  # of the leaves that ask for all social networks
# What others say is searched for on networks on which the brand itself may have no account.
_OF_OTHERS = ("mentions", "competitor_", "ugc_")


def covered(kpis: Sequence[Scoring]) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """For each KPI the channels that it stands on and those that it lacks; both empty where it lacks none, where it
    asks for one channel alone, and where networks are known only together."""
    work = [_Stand(kpi, kpi.engine.kpi(kpi.kpi, kpi.cycle).ground) for kpi in kpis]
    measured: dict[tuple[str, ...], Channels] = {}
    for stand in work:
        if stand.kpi.settings.role != "context":
            for leaf in stand.leaves:
                measured[stand.sort(leaf)] = measured.get(stand.sort(leaf), Channels()) | stand.own
    for stand in work:
        lacking = stand.lacking(measured)
        known = bool(stand.own and lacking) and stand.own | lacking <= SOCIAL_GROUP
        yield (tuple(sorted(stand.own)), tuple(sorted(lacking))) if known else ((), ())


class _Stand:
    """What one KPI's figure stands on; nothing where it can't be given."""

    def __init__(self, kpi: Scoring, base: Ground | None) -> None:
        self.kpi, self._base = kpi, base
        self.own = _channels(base.counted.get(_GROUP, Channels())) if base else Channels()

    @property
    def leaves(self) -> list[Leaf]:
        parts = self._base.parts if self._base else {}
        return [leaf for leaf in parts if leaf.group == _GROUP and not leaf.spread and parts[leaf]]

    def sort(self, leaf: Leaf) -> tuple[str, ...]:
        """Who tells of a measure, and of which posts or ads: only alike do they speak of the same channels."""
        scope = "of_others" if any(word in leaf.measure for word in _OF_OTHERS) else self._scope(leaf)
        return scope, leaf.delivery, leaf.of, leaf.claimed_by, str(leaf.cost and leaf.measure)

    def lacking(self, measured: dict[tuple[str, ...], Channels]) -> Channels:
        """The channels of its own measures, and of those of the objective, that the figure does not stand on."""
        found = Channels()
        for leaf in self.leaves:
            wanted = self._offered(leaf) | measured.get(self.sort(leaf), Channels())
            found |= {channel for channel in wanted - self.own if not self._nothing_there(channel)}
        return found

    def _offered(self, leaf: Leaf) -> Channels:
        """Where a measure is given; of ad spend the channels on which any was spent."""
        given = _channels(self._base.parts[leaf]) if self._base else Channels()
        return frozenset(channel for channel in given if self._spent(channel)) if leaf.cost else given

    def _spent(self, channel: str) -> bool:
        return self._base is not None and self.kpi.engine.shelf.spent(channel, self._base.lo, self._base.hi)

    def _nothing_there(self, channel: str) -> bool:
        """Whether each measure that is not given for a channel is zero there, because its source would have told."""
        base = self._base
        without = [leaf for leaf in self.leaves if base and channel not in _channels(base.parts[leaf])]
        return bool(without) and all(
            base is not None and self.kpi.engine.shelf.zeros(leaf, base.lo, base.hi) is not None for leaf in without
        )

    def _scope(self, leaf: Leaf) -> str:
        return self.kpi.engine.measure(leaf.measure).scope


def _channels(units: Iterable[str]) -> Channels:
    """Channels that are known only together are all of them."""
    names = frozenset(units)
    return names - {"meta"} | _META if "meta" in names else names

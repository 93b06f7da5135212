"""Leaf + days → its Parts: which series count, channel by channel, and for which days each is known.

Here are the rules of scope, delivery, claims and competitors (domain §2.3, §2.4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from reportgen.kpis.aggregate import ZERO, Index, Line, days_between, kind_of
from reportgen.kpis.costs import COST_KINDS, Accrual
from reportgen.kpis.samples import pooled
from reportgen.kpis.tree import Leaf
from reportgen.model.facts import Sample
from reportgen.vocabulary.channels import SOCIAL

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Measure

SOCIAL_GROUP = SOCIAL | {"meta"}  # what Meta's ads files say of Facebook and Instagram together
META_NETWORKS = frozenset({"facebook", "instagram", "threads"})
STALE_AFTER = 3  # days that a level may be old at the cycle's end
COMPETITORS = "competitor_"
RESULTS = (
    "conversions", "leads", "applications", "info_requests", "forms_submitted", "newsletter_signups", "event_signups",
    "downloads", "orders", "new_customers", "hires",
)  # fmt: skip
"""What a channel brings beside its own posts: who has any of it takes part in the shared costs."""
ShareKey = Literal["declared", "hours", "posts", ""]


@dataclass(frozen=True, slots=True)
class Part:
    """What one channel gives to a leaf in the days ``[lo, hi)``.

    ``mask``: the days known; for levels, uniques and scores all of them or none. ``value`` is theirs; a flow is summed
    over the days asked for. ``dense``: an absent day is missing, so that the channel's coming is a break in the series.
    ``shared``: costs of all channels, of which this one bears the ``share``.
    """

    lo: int
    hi: int
    kind: str
    lines: tuple[Line, ...]
    mask: int
    accruals: tuple[Accrual, ...] = ()
    value: Decimal | None = None
    sample: Sample | None = None
    age: int = 0  # days since a level was read
    cause: str = ""
    dense: bool = False
    paid_only: bool = False
    shared: tuple[Line, ...] = ()
    share: Decimal = ZERO

    @property
    def read(self) -> bool:
        """Whether a source tells of it: what the config alone declares has no days to be missing."""
        return bool(self.lines or self.shared or not self.accruals)

    @property
    def channel(self) -> str:
        """Whose it is; empty where nobody's in particular, or nothing happened."""
        return next((line.key.channel for line in self.lines), next((cost.channel for cost in self.accruals), ""))

    def total(self, mask: int) -> Decimal:
        """The flow over the days of the mask."""
        lines = sum((line.total(self.lo, self.hi, mask) for line in self.lines), ZERO)
        lines += self.share * sum((line.total(self.lo, self.hi, mask) for line in self.shared), ZERO)
        return sum((accrual.total(self.lo, self.hi, mask) for accrual in self.accruals), lines)

    def earned(self, mask: int, default: Decimal | None) -> Decimal | None:
        """The flow over the days of the mask, each order line at its own margin, all else at the default; None where
        something has none."""
        earned = ZERO
        for line in self.lines:
            for fact in line.facts(self.lo, self.hi, mask):
                margin = fact.sales.earned if fact.sales else None
                if margin is None and default is None and fact.value:
                    return None
                earned += fact.value * (default or ZERO) if margin is None else margin
        return earned

    def whole(self, mask: int) -> int:
        for line in (*self.lines, *self.shared):
            mask = line.whole(self.lo, self.hi, mask)
        return mask


@dataclass(frozen=True, slots=True)
class Found:
    """The Parts of a leaf by channel; without any, ``cause`` says why."""

    parts: Mapping[str, Part]
    cause: str = ""


@dataclass(frozen=True, slots=True)
class Burden:
    """The config's costs by channel; of ``lines``, costs of all channels, the channel asked for bears the ``share``."""

    accruals: Mapping[str, tuple[Accrual, ...]]
    lines: tuple[Line, ...] = ()
    share: Decimal = ZERO


class Shelf:
    """Answers for leaves and days, each once."""

    def __init__(
        self,
        index: Index,
        measures: Mapping[str, Measure],
        accruals: tuple[Accrual, ...],
        declared: Mapping[str, Decimal] | None = None,
    ) -> None:
        self.index, self.measures, self.accruals, self._declared = index, measures, accruals, declared or {}
        self._found: dict[tuple[Leaf, int, int], Found] = {}
        self._shares: dict[tuple[int, int], tuple[ShareKey, Mapping[str, Decimal]]] = {}
        self._series: dict[Leaf, dict[str, dict[str, list[Line]]]] = {}

    def preferring(self, source: str) -> Shelf:
        """The same; where several sources give one series, with this one's."""
        return Shelf(self.index.preferring(source), self.measures, self.accruals, self._declared)

    def find(self, leaf: Leaf, lo: int, hi: int) -> Found:
        key = (leaf, lo, hi)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(leaf, lo, hi)
        return found

    def has(self, measure: str, of: str = "", claimed_by: str = "") -> bool:
        """Whether any source or cost ever gives the measure in this form."""
        leaf = Leaf(measure, "all", of=of, claimed_by=claimed_by)
        return any(True for _ in self._candidates(leaf)) or any(cost.measure == measure for cost in self.accruals)

    def zeros(self, leaf: Leaf, lo: int, hi: int) -> Part | None:
        """The Part of a channel that has no series because nothing ever happened there: zero on the days spoken of.

        Only for what one sparse source attributes to several channels (a shop, a CRM, the analytics): such a source
        speaks about all of them. A network's own export does not speak about another network.
        """
        if self.measures[leaf.measure].scope != "all" or self.measures[leaf.measure].kind != "flow":
            return None
        by_source: dict[str, list[Line]] = {}
        for line in self._candidates(leaf):
            by_source.setdefault(line.source, []).append(line)
        mask = 0
        for lines in by_source.values():
            keys = {(line.key.channel, line.key.delivery) for line in lines}
            told_apart = not leaf.delivery or any(delivery != "all" for _, delivery in keys)
            if len(keys) > 1 and told_apart and all(line.sparse for line in lines):
                for line in lines:
                    mask |= line.zeros(lo, hi)
        return Part(lo, hi, "flow", (), mask) if mask else None

    def spent(self, channel: str, lo: int, hi: int) -> bool:
        """Whether ads may have run on the channel: its own spend, or spend that names no channel."""
        family = {channel, ""} | ({"meta"} if channel in META_NETWORKS else set())
        full = days_between(lo, hi)
        lines = (line for line in self.index.lines("ad_spend") if line.key.channel in family and not line.key.owner)
        costs = (cost for cost in self.accruals if cost.measure == "ad_spend" and cost.channel in family)
        return any(line.total(lo, hi, full) > 0 for line in lines) or any(c.total(lo, hi, full) > 0 for c in costs)

    def shares(self, lo: int, hi: int) -> tuple[ShareKey, Mapping[str, Decimal]]:
        """Channel → its part of the shared costs, by the first key that tells: declared shares, hours, posts.

        Hours of no channel are borne like any shared cost; where they are most of all hours, the few that name one
        say nothing about the rest; a channel that none names had none. Posts that are not known of a channel with costs
        or results of its own divide nothing: the others would bear its part.
        """
        if (lo, hi) not in self._shares:
            hours, posts = self._by_key("staff_hours", lo, hi), self._by_key("posts", lo, hi)
            common = hours.pop("", ZERO)
            posts.pop("", ZERO)
            whole, bearers = sum(hours.values(), ZERO), self._bearers(lo, hi)
            by_hours = whole and whole >= common
            by_posts = any(posts.values()) and bearers <= posts.keys()
            key: ShareKey = "hours" if by_hours else "posts" if by_posts else ""
            key = "declared" if self._declared else key
            totals = {"declared": self._declared, "hours": hours, "posts": posts, "": {}}[key]
            self._shares[lo, hi] = key, _divided(totals)
        return self._shares[lo, hi]

    def _bearers(self, lo: int, hi: int) -> set[str]:
        """The channels that have costs or results of their own; Meta's ads belong to networks that have theirs."""
        known = (self._by_key(measure, lo, hi) for measure in (*COST_KINDS, *RESULTS))
        return {channel for totals in known for channel, total in totals.items() if total} - {"", "meta"}

    def _by_key(self, measure: str, lo: int, hi: int) -> dict[str, Decimal]:
        parts = self.find(Leaf(measure, "social"), lo, hi).parts
        return {channel: part.total(part.mask) for channel, part in parts.items()}

    def _find(self, leaf: Leaf, lo: int, hi: int) -> Found:
        by_channel = self._series.get(leaf)
        if by_channel is None:
            by_channel = self._series[leaf] = self._by_channel(leaf)
        burden = self._burden(leaf, lo, hi)
        if burden is None:
            return Found({}, "not_allocated")
        parts: dict[str, Part] = {}
        cause = ""
        for channel in sorted(by_channel.keys() | burden.accruals.keys() | ({leaf.group} if burden.lines else set())):
            picked, why = self._delivered(leaf, channel, by_channel.get(channel, {}), lo, hi)
            cause = cause or why
            # A series that has not begun yet is not expected; one that has ended is.
            begun = tuple(line for line in picked if line.first < hi)
            if begun or burden.lines or channel in burden.accruals:
                parts[channel] = self._part(leaf, channel, begun, burden, lo, hi)
            elif picked:
                cause = cause or "no_rows"
        if leaf.claimed_by == "own" and len({line.key.claimed_by for p in parts.values() for line in p.lines}) > 1:
            return Found({}, "claims")
        if parts:
            return Found(parts)
        return Found({}, cause or self._absent(leaf))

    def _absent(self, leaf: Leaf) -> str:
        channels = {line.key.channel for line in self._candidates(leaf)}
        if not channels:
            return "no_source"
        return "no_attribution" if channels == {""} else "no_channel"

    def _candidates(self, leaf: Leaf) -> Iterable[Line]:
        """Lines of the measure in the form asked for, of all channels and deliveries."""
        rivals = leaf.measure.startswith(COMPETITORS)
        lines = self.index.lines(leaf.measure)
        if rivals and not lines:
            ours = self.index.lines(leaf.measure.removeprefix(COMPETITORS))
            lines = tuple(line for line in ours if line.key.owner)
        # a post counts one in the list of posts as in the account's daily figures, which come first
        listed = leaf.measure == "posts" and not leaf.of
        daily = {line.key.channel for line in lines if not line.key.of and not line.key.owner} if listed else set()
        for line in lines:
            key = line.key
            of = "posts" if listed and not daily & {key.channel, ""} else leaf.of
            if key.of != of or (key.owner and not rivals) or (leaf.activity and key.activity != leaf.activity):
                continue
            if leaf.owner and key.owner != leaf.owner:
                continue
            if key.claimed_by == leaf.claimed_by or (leaf.claimed_by == "own" and key.claimed_by):
                yield line

    def _by_channel(self, leaf: Leaf) -> dict[str, dict[str, list[Line]]]:
        result: dict[str, dict[str, list[Line]]] = {}
        lines = [line for line in self._candidates(leaf) if _covers(leaf, line.key.channel)]
        adds = kind_of(self.measures[leaf.measure].kind, leaf.of) != "unique"
        for line in _one_total(lines, self.index.rank, adds) if leaf.group == "all" else lines:
            result.setdefault(line.key.channel, {}).setdefault(line.key.delivery, []).append(line)
        return result

    def _burden(self, leaf: Leaf, lo: int, hi: int) -> Burden | None:
        """The config's costs by channel, with a channel's part of the shared ones; None where that can't be told."""
        if not leaf.cost:
            return Burden({})
        named: dict[str, tuple[Accrual, ...]] = {}
        for cost in self.accruals:
            if cost.measure == leaf.measure and (not leaf.activity or cost.activity == leaf.activity):
                named[cost.channel] = (*named.get(cost.channel, ()), cost)
        if leaf.measure == "ad_spend":
            named = {} if leaf.delivery == "organic" else named
        elif leaf.delivery and named:
            return None  # hours and fees are not told apart by delivery
        return Burden(named) if leaf.group in ("social", "all") else self._borne(leaf, named, lo, hi)

    def _borne(self, leaf: Leaf, named: Mapping[str, tuple[Accrual, ...]], lo: int, hi: int) -> Burden | None:
        lines = list(self._candidates(leaf))
        if leaf.group in META_NETWORKS and "meta" in {line.key.channel for line in lines} | named.keys():
            return None
        own = {leaf.group: named[leaf.group]} if leaf.group in named else {}
        shared = tuple(line for line in lines if not line.key.channel and line.first < hi)
        common = named.get("", ())
        if not shared and not common:
            return Burden(own)
        key, shares = self.shares(lo, hi) if leaf.measure != "ad_spend" else ("", {})
        if not key:
            return None
        share = shares.get(leaf.group, ZERO)
        if not share:
            return Burden(own)
        parts = (*own.get(leaf.group, ()), *(replace(cost, amount=cost.amount * share) for cost in common))
        return Burden({leaf.group: parts} if parts else {}, shared, share)

    def _delivered(
        self, leaf: Leaf, channel: str, by: Mapping[str, list[Line]], lo: int, hi: int
    ) -> tuple[list[Line], str]:
        """The lines of the delivery asked for, or why there are none. ``all`` is never added to a part of it."""
        if not by:
            return [], ""
        if leaf.cost:
            return [line for lines in by.values() for line in lines], ""
        if leaf.delivery == "organic":
            whole = by.get("all", []) if not self.spent(channel, lo, hi) else []
            found = by.get("organic", whole)
        elif leaf.delivery:
            found = by.get(leaf.delivery, [])
        elif "all" in by:
            found = by["all"]
        elif self.measures[leaf.measure].kind == "flow":
            found = [*by.get("organic", ()), *by.get("paid", ())]
        else:
            # Of levels and scores one delivery alone is the whole; people reached by ads are not the people reached.
            alone = len(by) == 1 and self.measures[leaf.measure].kind != "unique"
            found = next(iter(by.values())) if alone else []
        return (found, "") if found else ([], "no_delivery")

    def _part(self, leaf: Leaf, channel: str, lines: tuple[Line, ...], burden: Burden, lo: int, hi: int) -> Part:
        kind = kind_of(self.measures[leaf.measure].kind, leaf.of)
        full = days_between(lo, hi)
        dense = any(not line.sparse for line in (*lines, *burden.lines))
        costs = burden.accruals.get(channel, ())
        empty = Part(lo, hi, kind, lines, 0, costs, dense=dense, shared=burden.lines, share=burden.share)
        if kind == "level":
            return _level(empty, full, leaf.opening)
        if kind == "unique":
            return _unique(empty, full)
        if kind == "score":
            return _score(empty, full)
        mask = full
        for line in (*lines, *burden.lines):
            mask &= line.present(lo, hi)
        alone = {line.key.delivery for line in lines} == {"paid"} and not leaf.delivery and not leaf.cost
        paid_only = alone and all(line.source in self.index.paid_only for line in lines)
        why = "crosses_cycle" if any(line.crossed(lo, hi) for line in lines) else "no_rows"
        return replace(empty, mask=mask, cause="" if mask else why, paid_only=paid_only)


def _divided(totals: Mapping[str, Decimal]) -> Mapping[str, Decimal]:
    whole = sum(totals.values(), ZERO)
    return {channel: total / whole for channel, total in totals.items() if total}


def _covers(leaf: Leaf, channel: str) -> bool:
    if leaf.group == "all":
        return True
    if leaf.group == "social":
        return channel in SOCIAL_GROUP or (channel == "" and leaf.cost)
    return channel == leaf.group


def _one_total(lines: list[Line], rank: Mapping[str, int], adds: bool) -> list[Line]:
    """Of a total without channels and another source's channels one counts: they tell of the same things. What does
    not add up is not added to a source's own channels, either."""
    totals = {line.source for line in lines if not line.key.channel}
    sources = sorted({line.source for line in lines}, key=lambda source: (rank.get(source, len(rank)), source))
    if not totals:
        return lines
    if sources[0] in totals:
        return [line for line in lines if line.source == sources[0] and (adds or not line.key.channel)]
    return [line for line in lines if line.key.channel]


def _level(part: Part, full: int, opening: bool) -> Part:
    read = [line.opening(part.lo) if opening else line.level(part.lo, part.hi) for line in part.lines]
    known = [moment for moment in read if moment is not None]
    if len(known) < len(read) or not known:
        return replace(part, cause="no_rows")
    end = part.lo if opening else part.hi
    age = max(end - 1 - day for day, _ in known)
    return replace(part, mask=full, value=sum((value for _, value in known), ZERO), age=age)


def _unique(part: Part, full: int) -> Part:
    """People of exactly these days; of twelve months: those that end with them."""
    if len(part.lines) > 1:
        return replace(part, cause="several_accounts")
    line = part.lines[0]
    window = line.unique(part.lo, part.hi)
    if window is None:
        inside = [w for w in line.windows if w.lo < part.hi and w.hi > part.lo]
        daily = any(w.hi - w.lo == 1 for w in inside)
        crossing = any(w.lo < part.lo or w.hi > part.hi for w in inside)
        other = "crosses_cycle" if crossing else "other_window" if inside else "no_rows"
        return replace(part, cause="daily_unique" if daily else other)
    if window.value is None:
        return replace(part, cause="not_additive")
    return replace(part, mask=full, value=window.value)


def _score(part: Part, full: int) -> Part:
    """The mean by sample size; unweighted where no row gives one."""
    rows = [w for line in part.lines for w in line.windows if w.lo >= part.lo and w.hi <= part.hi]
    values = [(w.value, w.sample) for w in rows if w.value is not None]
    if not values:
        return replace(part, cause="no_rows")
    mean, sample = pooled(values)
    return replace(part, mask=full, value=mean, sample=sample)

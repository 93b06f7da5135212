"""Tree + Parts → the common ground of its measures: which channels count, and on which days of each.

Both sides of a ratio or a difference cover the same channels, days and delivery (domain §6.3); a sum takes what is
there. Channels that one side knows only together (Meta's ads, "other social networks") are matched together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from reportgen.kpis.aggregate import days_between
from reportgen.kpis.select import META_NETWORKS, Found, Part, Shelf
from reportgen.kpis.tree import Chosen, Const, Leaf, Operation, Setting, Tree, leaves

Groups = dict[str, frozenset[str]]  # group → units (channels, or channels known only together)
AGAINST = ("-", "/", "min", "excess")
SPREAD = "costs"  # the group of costs that belong to the whole


class UnavailableError(Exception):
    """A figure can't be given; ``cause`` is a stable id."""

    def __init__(self, cause: str) -> None:
        self.cause = cause
        super().__init__(cause)


@dataclass(frozen=True, slots=True)
class Ground:
    """What a tree stands on in the days ``[lo, hi)``.

    ``parts``: leaf → unit → its Parts. ``masks``: leaf → unit → the days that count. ``present`` and ``expected`` are
    days × units. ``narrowed``: something known stays out because the other side has no counterpart.
    """

    lo: int
    hi: int
    parts: Mapping[Leaf, Mapping[str, tuple[Part, ...]]]
    masks: Mapping[Leaf, Mapping[str, int]]
    present: int
    expected: int
    counted: Groups
    narrowed: bool


def aligned(tree: Tree) -> bool:
    """Whether the tree sets measures against each other, so that they need common ground."""
    match tree:
        case Operation(op=op, left=left, right=right):
            against = op in AGAINST and not isinstance(right, Const | Setting) and not isinstance(left, Const | Setting)
            return against or aligned(left) or aligned(right)
        case Chosen(tree=inner):
            return aligned(inner)
        case _:
            return False


def ground(tree: Tree, shelf: Shelf, lo: int, hi: int) -> Ground:
    """Raises UnavailableError where a measure is not given at all, or nothing is common."""
    parts, offers = _offered(tree, shelf, lo, hi)
    counted, wanted = offers.groups(False), offers.groups(True)
    _known(parts)
    together = aligned(tree)
    if together:
        parts = _same_delivery(parts, counted, shelf, offers.names)
        masks = _common(parts, counted, lo, hi)
    else:
        masks = {leaf: {unit: _mask(group) for unit, group in units.items()} for leaf, units in parts.items()}
    read = _read(parts)
    units = {group: (counted[group] & read[group]) | (wanted[group] - counted[group]) for group in counted}
    present = _present(masks, {group: counted[group] & read[group] for group in counted}, lo, hi)
    narrowed = together and any(
        _mask(group) & ~masks[leaf].get(unit, 0) for leaf, units in parts.items() for unit, group in units.items()
    )
    return Ground(lo, hi, parts, masks, present, (hi - lo) * sum(map(len, units.values())), counted, narrowed)


def countable(tree: Tree, shelf: Shelf, lo: int, hi: int) -> Groups:
    """The units that the sources give all measures of the tree for, by group; without regard to missing days."""
    try:
        parts, offers = _offered(tree, shelf, lo, hi)
        counted = offers.groups(False)
    except UnavailableError:
        return {}
    read = _read(parts)
    return {group: units & read[group] for group, units in counted.items()}


def group_of(leaf: Leaf) -> str:
    return SPREAD if leaf.spread else leaf.group


@dataclass(frozen=True, slots=True)
class Offers:
    """Which units a tree can be given for, by what the sources ever give (not by the days they give)."""

    tree: Tree
    units: Mapping[Leaf, frozenset[str]]
    found: Mapping[Leaf, Found]
    names: Mapping[str, Callable[[str], str]]

    def groups(self, universe: bool) -> Groups:
        """Of the whole tree. Raises UnavailableError where it is absent."""
        found = self.of(self.tree, universe)
        if found is None:
            raise UnavailableError("no_source")
        return found

    def of(self, node: Tree, universe: bool) -> Groups | None:
        """Group → units; None where all of the node is absent. ``universe``: also units of other alternatives."""
        match node:
            case Leaf():
                return self._leaf(node)
            case Operation(op=op, left=left, right=right):
                a, b = self.of(left, universe), self.of(right, universe)
                return self._joined(op, node, a, b)
            case Chosen(tree=inner, universe=groups):
                result = self.of(inner, universe)
                if not universe or result is None:
                    return result
                named = {
                    group: frozenset(self.names.get(group, str)(unit) for unit in units) for group, units in groups
                }
                return result | named
            case _:
                return {}

    def _leaf(self, leaf: Leaf) -> Groups | None:
        if self.units[leaf]:
            return {group_of(leaf): self.units[leaf]}
        if leaf.optional and self.found[leaf].cause != "not_allocated":
            return None
        raise UnavailableError(self.found[leaf].cause)

    def _joined(self, op: str, node: Operation, a: Groups | None, b: Groups | None) -> Groups | None:
        if a is None or b is None:
            if op in "+-":
                return b if a is None else a
            raise UnavailableError("no_source")
        either = op == "+" and self._apart(node)
        result = {**a, **b}
        for group in a.keys() & b.keys():
            result[group] = a[group] | b[group] if either or group == SPREAD else a[group] & b[group]
        return result

    def _apart(self, node: Operation) -> bool:
        """Whether the sum's terms may come from different channels: they are components, or stand nowhere else.

        The own mentions and the rivals' may not: a share of them needs both.
        """
        own = list(leaves(node))
        if all(leaf.optional for leaf in own):
            return True
        inside, whole = Counter(leaf.measure for leaf in own), Counter(leaf.measure for leaf in leaves(self.tree))
        twice = any(count > 1 for count in inside.values())
        return not twice and all(inside[measure] == whole[measure] for measure in inside)


def _offered(tree: Tree, shelf: Shelf, lo: int, hi: int) -> tuple[dict[Leaf, dict[str, tuple[Part, ...]]], Offers]:
    found = {leaf: shelf.find(leaf, lo, hi) for leaf in dict.fromkeys(leaves(tree))}
    names = {group: _naming(group, found) for group in {group_of(leaf) for leaf in found}}
    parts = {leaf: _units(given, names[group_of(leaf)]) for leaf, given in found.items()}
    if aligned(tree):
        _fill_zeros(parts, shelf, lo, hi)
    return parts, Offers(tree, {leaf: frozenset(units) for leaf, units in parts.items()}, found, names)


def _units(found: Found, name: Callable[[str], str]) -> dict[str, tuple[Part, ...]]:
    units: dict[str, tuple[Part, ...]] = {}
    for channel, part in found.parts.items():
        units[name(channel)] = (*units.get(name(channel), ()), part)
    return units


def _naming(group: str, found: Mapping[Leaf, Found]) -> Callable[[str], str]:
    """Channel → its unit: channels that one leaf of the group knows only together are put together in all of it."""
    peers = [set(given.parts) for leaf, given in found.items() if group_of(leaf) == group and given.parts]
    if group != "social" or not peers:
        return str
    somewhere, everywhere = set.union(*peers), set.intersection(*peers)
    # A network that is not known, or a cost without channel, can't be set against single networks.
    if {"other_social", ""} & (somewhere - everywhere):
        return lambda _: "social"
    if "meta" in somewhere:
        return lambda channel: "meta" if channel in META_NETWORKS else channel
    return str


def _read(parts: Mapping[Leaf, Mapping[str, tuple[Part, ...]]]) -> dict[str, frozenset[str]]:
    """Group → the units that a source tells of: costs that the config alone declares have no days to be missing."""
    result: dict[str, set[str]] = {}
    for leaf, units in parts.items():
        read = result.setdefault(group_of(leaf), set())
        read.update(unit for unit, group in units.items() if any(part.read for part in group))
    return {group: frozenset(units) for group, units in result.items()}


def _fill_zeros(parts: dict[Leaf, dict[str, tuple[Part, ...]]], shelf: Shelf, lo: int, hi: int) -> None:
    """Units where nothing ever happened, but where the source would have said so."""
    for leaf, units in parts.items():
        peers = {u for other, known in parts.items() if group_of(other) == group_of(leaf) for u in known}
        lacking = sorted(peers - units.keys())
        if lacking and not leaf.spread:
            zero = shelf.zeros(leaf, lo, hi)
            if zero is not None:
                units.update(dict.fromkeys(lacking, (zero,)))


def _known(parts: Mapping[Leaf, Mapping[str, tuple[Part, ...]]]) -> None:
    """Every measure that the sources give has a figure somewhere in the cycle, else nothing can be said."""
    for units in parts.values():
        if units and not any(_mask(group) for group in units.values()):
            causes = [part.cause for group in units.values() for part in group if part.cause]
            raise UnavailableError(next((cause for cause in causes if cause != "no_rows"), "no_rows"))


def _mask(parts: tuple[Part, ...]) -> int:
    mask = parts[0].mask
    for part in parts[1:]:
        mask &= part.mask
    return mask


def _same_delivery(
    parts: dict[Leaf, dict[str, tuple[Part, ...]]],
    counted: Groups,
    shelf: Shelf,
    names: Mapping[str, Callable[[str], str]],
) -> dict[Leaf, dict[str, tuple[Part, ...]]]:
    """Where one side of a ratio is known for ads alone, so is the other: its paid part stands in, or it stays out."""
    plain = [leaf for leaf in parts if not leaf.delivery and not leaf.cost]
    for group, units in counted.items():
        peers = [leaf for leaf in plain if group_of(leaf) == group]
        for unit in units:
            flags = {leaf: all(p.paid_only for p in parts[leaf][unit]) for leaf in peers if parts[leaf].get(unit)}
            if len(set(flags.values())) < 2:
                continue
            for leaf in (leaf for leaf, paid in flags.items() if not paid):
                first = parts[leaf][unit][0]
                given = shelf.find(leaf._replace(delivery="paid"), first.lo, first.hi)
                paid = tuple(part for channel, part in given.parts.items() if names[group](channel) == unit)
                parts[leaf][unit] = paid or (replace(first, lines=(), mask=0, cause="no_delivery"),)
    return parts


def _common(
    parts: Mapping[Leaf, Mapping[str, tuple[Part, ...]]], counted: Groups, lo: int, hi: int
) -> dict[Leaf, dict[str, int]]:
    """The days that count, for each unit the same in all measures of its group, and of no group more than of others."""
    masks: dict[str, dict[str, int]] = {}
    for group, units in counted.items():
        masks[group] = {unit: _shared(parts, group, unit, lo, hi) for unit in sorted(units)}
    _same_days(masks, lo, hi)
    changed = True
    while changed:  # a window longer than a day counts whole or not at all
        changed = False
        for leaf, own in parts.items():
            for unit, group_parts in own.items():
                mask = masks.get(group_of(leaf), {}).get(unit, 0)
                kept = mask
                for part in group_parts:
                    kept = part.whole(kept)
                if kept != mask:
                    masks[group_of(leaf)][unit] = kept
                    changed = True
        if changed:
            _same_days(masks, lo, hi)
    if masks and not any(mask for units in masks.values() for mask in units.values()):
        raise UnavailableError("no_common_part")
    return {leaf: {unit: masks.get(group_of(leaf), {}).get(unit, 0) for unit in units} for leaf, units in parts.items()}


def _shared(parts: Mapping[Leaf, Mapping[str, tuple[Part, ...]]], group: str, unit: str, lo: int, hi: int) -> int:
    mask = days_between(lo, hi)
    for leaf, units in parts.items():
        if group_of(leaf) == group and unit in units:
            mask &= _mask(units[unit])
    return mask


def _same_days(masks: dict[str, dict[str, int]], lo: int, hi: int) -> None:
    days = days_between(lo, hi)
    for units in masks.values():
        union = 0
        for mask in units.values():
            union |= mask
        days &= union
    for units in masks.values():
        for unit in units:
            units[unit] &= days


def _present(masks: Mapping[Leaf, Mapping[str, int]], counted: Groups, lo: int, hi: int) -> int:
    """Days × units on which all measures are known."""
    shared: dict[tuple[str, str], int] = {}
    for leaf, units in masks.items():
        for unit, mask in units.items():
            if unit in counted.get(group_of(leaf), ()):
                key = group_of(leaf), unit
                shared[key] = shared.get(key, days_between(lo, hi)) & mask
    return sum(mask.bit_count() for mask in shared.values())

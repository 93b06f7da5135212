"""A KPI's formulas → what they count: kinds of things on channels. A part and its whole count the same thing.

Link clicks and sessions are one kind, because a click becomes a visit; what a formula takes off again, such as the
social sessions of all sessions, it does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import product

from reportgen.vocabulary.catalogue import Catalogue, Kpi, Measure
from reportgen.vocabulary.channels import CHANNELS, SOCIAL
from reportgen.vocabulary.formula import Binary, Call, Node, Ref

Atom = tuple[str, str, str]  # measure or kind, channel, delivery
Counts = Counter[Atom]

_DELIVERIES = ("organic", "paid")
_KINDS: Mapping[str, tuple[str, ...]] = {
    "visits": ("link_clicks", "clicks_all", "sessions", "engaged_sessions", "bounced_sessions", "page_views",
               "product_page_views", "site_users"),
    "views": ("impressions", "reach", "video_views", "non_follower_views", "views_3s", "plays", "completions",
              "story_views"),
    "followers": ("followers", "followers_gained", "followers_lost", "followers_net"),
    "mentions": ("mentions", "positive_mentions", "neutral_mentions", "negative_mentions", "earned_mentions",
                 "ugc_posts"),
    "results": ("conversions", "leads", "qualified_leads", "won_leads", "forms_submitted", "newsletter_signups",
                "info_requests", "phone_contacts", "email_contacts", "sales_contacts", "event_signups", "downloads",
                "applications", "hires"),
    "orders": ("conversions", "orders", "gross_revenue", "tax", "shipping", "refunds", "new_customers", "buyers",
               "repeat_buyers_12m", "buyers_12m"),
    "costs": ("ad_spend", "staff_hours", "staff_cost", "agency_fees", "tool_cost", "production_cost", "creator_cost",
              "other_cost"),
    "inquiries": ("inquiries", "replied_inquiries", "resolved_inquiries"),
}  # fmt: skip
"""Measures that count the same things, or parts of them."""


def counted(catalogue: Catalogue, kpi: Kpi) -> frozenset[Atom]:
    """(kind, channel, delivery) of all that any of the KPI's formulas counts."""
    atoms = {atom for node in kpi.formulas for atom, weight in _counts(catalogue, node).items() if weight}
    return frozenset((kind, channel, delivery) for name, channel, delivery in atoms for kind in _kinds(name))


def measures_of(catalogue: Catalogue, kpi: Kpi) -> frozenset[str]:
    """The measures in a KPI's formulas."""
    return frozenset(name for node in kpi.formulas for name, _, _ in _counts(catalogue, node))


def _kinds(measure: str) -> tuple[str, ...]:
    return tuple(kind for kind, names in _KINDS.items() if measure in names) or (measure,)


def _counts(catalogue: Catalogue, node: Node) -> Counts:
    """How often a formula counts each thing; of sums with their signs, of all else whatever stands in it."""
    match node:
        case Ref():
            return _of(catalogue, node)
        case Binary(op="+" | "-" as op, left=left, right=right):
            counts = _counts(catalogue, left)
            for atom, weight in _counts(catalogue, right).items():
                counts[atom] += weight if op == "+" else -weight
            return counts
        case Binary(left=left, right=right):
            return _either(_counts(catalogue, side) for side in (left, right))
        case Call(args=args):
            return _either(_counts(catalogue, arg) for arg in args)
        case _:
            return Counter()


def _either(sides: Iterable[Counts]) -> Counts:
    return Counter({atom: 1 for counts in sides for atom, weight in counts.items() if weight})


def _of(catalogue: Catalogue, ref: Ref) -> Counts:
    """Of a measure its channels; of a KPI what its formulas count, where the reference narrows it, that part alone."""
    meaning, chosen = catalogue.resolve(ref.name), dict(ref.selection)
    if isinstance(meaning, Measure):
        channels = _channels(chosen.get("channel", meaning.scope))
        deliveries = (chosen["delivery"],) if "delivery" in chosen else _DELIVERIES
        return Counter({(ref.name, *where): 1 for where in product(channels, deliveries)})
    if not isinstance(meaning, Kpi):
        return Counter()
    inner = _either(_counts(catalogue, node) for node in meaning.formulas)
    return Counter({atom: 1 for atom in inner if _selected(atom, chosen)})


def _selected(atom: Atom, chosen: Mapping[str, str]) -> bool:
    _, channel, delivery = atom
    return channel in _channels(chosen.get("channel", "all")) and chosen.get("delivery", delivery) == delivery


def _channels(name: str) -> tuple[str, ...]:
    if name == "social":
        return tuple(channel for channel in CHANNELS if channel in SOCIAL)
    return CHANNELS if name == "all" else (name,)

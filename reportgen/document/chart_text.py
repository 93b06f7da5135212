"""View → the words of a chart: title (the message), subtitle (what is shown, unit), alternative text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

from reportgen.document.cells import is_small
from reportgen.document.headline import beyond
from reportgen.document.many_channels import OTHERS
from reportgen.document.view import View
from reportgen.document.wording import Part, capital, join, sentences
from reportgen.model.chart import ChartSpec, PointLabel
from reportgen.model.scorecard import ChannelScore, Value
from reportgen.model.text import Figure, Text
from reportgen.periods import Cycle
from reportgen.vocabulary.channels import NAMES

TITLE_LENGTH = 84
LEAST_AGAINST = Decimal("0.1")  # of the largest move: a smaller one the other way is no news beside it


@dataclass(frozen=True, slots=True)
class Message:
    """A chart's title, and what it states of ``range``, ``target``, ``year`` and ``value``."""

    text: Text
    states: frozenset[str]


def chart_title(view: View) -> Text:
    """The message: a sentence without its full stop, of what moved and what was attained."""
    return chart_message(view).text


def chart_message(view: View) -> Message:
    """The first wording that is short enough, else the plainest."""
    found = [*_messages(view), _plain(view)]
    short = (message for message in found if view.report.fits(message.text, TITLE_LENGTH))
    return next(short, found[-1])


def _message(text: Text, *states: str) -> Message:
    return Message(capital(text), frozenset(states))


def _messages(view: View) -> list[Message]:
    words, noun = view.words, view.noun
    if not view.measured or is_small(view):
        return []
    if view.target is not None and view.status is not None:
        return _against_target(view, view.target)
    parts: dict[str, Part] = {"kpi": noun.text, "value": view.value}
    found: list[Message] = []
    size = view.size(view.year_delta, "year_delta")
    direction = view.direction(view.year_delta)
    if view.place in ("above", "below", "drift"):
        found.append(_message(words.text(f"title.{view.place}", noun.count, **parts), "range", "value"))
    if size is not None and direction:
        key = f"title.year_{way(view, direction)}"
        found.append(_message(words.text(key, noun.count, size=size, **parts), "year"))
    elif view.place == "usual":
        found.append(_message(words.text("title.usual", noun.count, **parts), "range", "value"))
    return found


def _against_target(view: View, target: Figure) -> list[Message]:
    words, noun = view.words, view.noun
    parts: dict[str, Part] = {"kpi": noun.text, "value": view.value, "target": target}
    form, met = "ceiling" if view.lower else "goal", view.status == "met"
    found: list[Message] = []
    if met and (cycles := _first_time(view)):
        found.append(_message(words.text(f"title.first_time.{form}", noun.count, cycles=cycles, **parts), "target"))
    if not met and view.place not in ("above", "below") and (text := beyond(view)):
        found.append(_message(text, "target"))
    key = f"title.{'met' if met else 'short'}"
    placed = ("target", "range") if view.place else ("target",)
    found.append(_message(words.text(f"{key}_{view.place or 'plain'}.{form}", noun.count, **parts), *placed))
    found.append(_message(words.text(f"{key}_plain.{form}", noun.count, **parts), "target"))
    return found


def _plain(view: View) -> Message:
    if not view.measured:
        return _message(view.words.text("title.not_measured", kpi=view.noun.text), "value")
    if is_small(view):
        return _message(view.words.text("moved.small", view.noun.count, kpi=view.noun.text), "value")
    return _message(view.words.text("title.plain", view.noun.count, kpi=view.noun.text, value=view.value), "value")


def _first_time(view: View) -> Text:
    """The number of cycles, where no earlier one of at least six had reached today's target; else empty."""
    target = view.score.target
    series = [v for v in view.history if not view.score.broken(v.cycle)]
    earlier = [v.value for v in series[:-1] if v.value is not None]
    if target is None or len(earlier) < 6:
        return ()
    if any(value <= target.value if view.lower else value >= target.value for value in earlier):
        return ()
    number = view.words.number(len(series), f"chart.{view.objective.id}.cycles")
    return view.words.text(f"tiles.cycles.{view.period.kind}", len(series), number=number)


def bars_title(view: View, channels: list[ChannelScore]) -> Text:
    """The channel that moved most, and the one that moved most the other way: *Les prospects reculent le plus sur
    Facebook…*."""
    return view.report.first_fit([capital(moves) for moves in channel_moves(view, channels)], TITLE_LENGTH)


def channel_moves(view: View, channels: list[ChannelScore]) -> list[Text]:
    """In a clause the channel that moved most, with the one that moved most the other way where that is worth a word,
    and without. Channels that did not move say nothing: an empty list."""
    moves = [(c.value - c.previous, c.channel) for c in channels if c.value is not None and c.previous is not None]
    first = max(moves, key=lambda move: (abs(move[0]), move[1]), default=(Decimal(0), ""))
    if not first[0]:
        return []
    noun, words = view.noun, view.words
    short = words.text(f"title.moves.{way(view, first[0])}", noun.count, kpi=noun.text, **_move(view, *first))
    against = [move for move in moves if move[0] * first[0] < 0 and abs(move[0]) >= LEAST_AGAINST * abs(first[0])]
    if not against:
        return [short]
    other = max(against, key=lambda move: (abs(move[0]), move[1]))
    both = words.text(f"title.moves.and_{way(view, other[0])}", noun.count, first=short, **_move(view, *other))
    return [both, short]


def way(view: View, change: Decimal | int) -> str:
    """*up* or *down*; of what is not better the higher it is in words without praise or blame."""
    return ("up" if change > 0 else "down") + ("" if view.score.better == "higher" else "_neutral")


def _move(view: View, change: Decimal, channel: str) -> dict[str, Part]:
    size = replace(view.of(change, f"{channel}.delta"), signed=True)
    return {"channel": channel_name(view, channel), "size": size}


def channel_name(view: View, channel: str) -> Text:
    """A channel as a reader calls it."""
    if channel in ("meta", OTHERS):
        return view.words.text(f"returns.channels.{channel}")
    return view.words.name(NAMES.get(channel, (("en", channel),)), f"channel.{channel}")


def subtitle(view: View, spec: ChartSpec, by_channel: bool = False) -> Text:
    """What is shown, by what, in which unit; and that the axis does not start at zero."""
    words = view.words
    by = words.text("chart.by_channel") if by_channel else words.text(f"cycle.by.{view.period.kind}")
    text = words.text("chart.subtitle", kpi=view.name, by=by)
    if view.period.cycle.running and not by_channel:
        text = words.text("chart.until", text=text, day=view.report.until)
    if spec.breaks and not by_channel:
        text = words.text("chart.broken", text=text, day=Figure(f"{spec.id}.break", view.score.breaks[-1].day, "date"))
    unit = unit_words(view, spec.scale)
    if unit:
        text = words.text("chart.with_unit", text=text, unit=unit)
    if not spec.from_zero:
        text = words.text("chart.not_from_zero", text=text)
    target = view.score.target
    drawn = by_channel or any(series.role == "target" for series in spec.series)
    if drawn or target is None or target.mode == "cumulative":
        return text
    return words.text("chart.target_not_drawn", text=text)


def unit_words(view: View, scale: int) -> Text:
    """The unit that the bare numbers of a chart are in; empty for plain counts."""
    words, size = view.words, {0: "one", 3: "thousand", 6: "million"}[scale]
    if view.unit == "currency":
        key = f"unit.currency.{view.report.scorecard.currency}"
        if words.has(f"{key}.{size}"):
            return words.text(f"{key}.{size}")
        return words.text(f"unit.currency.other.{size}", code=view.report.scorecard.currency)
    if view.unit == "count":
        return words.text(f"unit.count.{size}") if scale else ()
    return words.text(f"unit.{view.unit}") if words.has(f"unit.{view.unit}") else ()


def chart_alt(view: View, kind: str, shown: tuple[Value, ...], title: Text) -> Text:
    """Kind, what, span, the current value against previous and target, gaps, the usual range, the message."""
    words = view.words
    first, last = shown[0].cycle, shown[-1].cycle
    lead = words.text(
        f"alt.{kind}",
        kpi=view.name,
        by=words.text(f"cycle.by.{view.period.kind}"),
        first=words.cycle("from", first, f"cycle.{first.id}"),
        last=words.cycle("until", last, f"cycle.{last.id}"),
    )
    facts = [_at(view, view.value if view.measured else None, last)]
    if view.period.cycle.running:
        facts[0] = words.text("chart.until", text=facts[0], day=view.report.until)
    elif view.previous is not None and len(shown) > 1:
        facts.append(_at(view, view.previous, shown[-2].cycle))
    if view.score.target is not None and view.score.target.mode != "cumulative":
        facts.append(words.text("alt.ceiling" if view.lower else "alt.target", value=view.target or ""))
    gaps = sum(value.value is None for value in shown[:-1])
    if gaps:
        facts.append(words.text("alt.gaps", gaps, number=words.number(gaps, f"chart.{view.objective.id}.gaps")))
    return sentences(join(lead, comma_listed(view, facts), "."), _band(view), join(title, "."))


def _at(view: View, value: Figure | None, cycle: Cycle) -> Text:
    """*132 en octobre 2026*."""
    when = view.words.cycle("in", cycle, f"cycle.{cycle.id}")
    if value is None:
        return view.words.text("alt.no_value", cycle=when)
    return view.words.text("alt.at", value=value, cycle=when)


def comma_listed(view: View, texts: list[Text]) -> Text:
    """Texts with commas between."""
    text = texts[0]
    for more in texts[1:]:
        text = view.words.text("list.comma", first=text, second=more)
    return text


def _band(view: View) -> Text:
    if view.band is None:
        return ()
    return view.words.text("alt.band", low=view.of(view.band[0], "low"), high=view.of(view.band[1], "high"))


def bars_alt(view: View, names: list[Text], labels: tuple[PointLabel, ...], title: Text) -> Text:
    """Each channel with its current and its previous value, then the message."""
    words, pairs = view.words, []
    for point, name in enumerate(names):
        values = [label.text[-1] for label in sorted(labels, key=lambda item: item.series or 0) if label.point == point]
        pair = words.text("alt.pair", name=name, value=values[0])
        if len(values) > 1:
            pair = words.text("alt.pair_before", name=name, value=values[0], previous=values[1])
        pairs.append(pair)
    lead = words.text("alt.bars", kpi=view.name)
    return sentences(join(lead, comma_listed(view, pairs), "."), join(title, "."))

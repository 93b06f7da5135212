"""View → the words of a chart: title (the message), subtitle (what is shown, unit), alternative text."""

from __future__ import annotations

from reportgen.document.headline import beyond
from reportgen.document.view import View
from reportgen.document.wording import Part, capital, join
from reportgen.model.report import ChartSpec, Figure, PointLabel, Text
from reportgen.model.scorecard import ChannelScore, Value
from reportgen.vocabulary.channels import NAMES

TITLE_LENGTH = 72


def chart_title(view: View, shown: tuple[Value, ...]) -> Text:
    """The message: a sentence without its full stop, of what moved and what was attained."""
    wordings = [capital(text) for text in (*_messages(view, shown), _plain(view)) if text]
    return view.report.first_fit(wordings, TITLE_LENGTH)


def _messages(view: View, shown: tuple[Value, ...]) -> list[Text]:
    words, noun, verdict = view.words, view.noun, view.verdict.kind
    if not view.measured:
        return [words.text("title.not_measured", noun.count, kpi=noun.text)]
    parts: dict[str, Part] = {"kpi": noun.text, "value": view.value}
    form = "ceiling" if view.lower else "goal"
    found: list[Text] = []
    if view.target is not None and view.status is not None:
        parts["target"] = view.target
        met = view.status == "met"
        if met and _first_time(view, shown):
            found.append(words.text(f"title.first_time.{form}", noun.count, **parts))
        if not met and (text := beyond(view)):
            found.append(text)
        key = "signal" if verdict.startswith("signal") else "usual" if verdict == "usual" else "plain"
        found.append(words.text(f"title.{'met' if met else 'short'}_{key}.{form}", noun.count, **parts))
        found.append(words.text(f"title.{'met' if met else 'short'}_plain.{form}", noun.count, **parts))
        return found
    size = view.size(view.score.year_ago.delta, "year_delta")
    direction = view.direction(view.score.year_ago.delta)
    if verdict.startswith("signal"):
        found.append(words.text("title.signal", noun.count, **parts))
    if size is not None and direction:
        way = ("up" if direction > 0 else "down") + ("" if view.score.better == "higher" else "_neutral")
        found.append(words.text(f"title.year_{way}", noun.count, size=size, **parts))
    elif verdict == "usual":
        found.append(words.text("title.usual", noun.count, **parts))
    return found


def _plain(view: View) -> Text:
    if not view.measured:
        return view.words.text("title.not_measured", view.noun.count, kpi=view.noun.text)
    return view.words.text("title.plain", view.noun.count, kpi=view.noun.text, value=view.value)


def _first_time(view: View, shown: tuple[Value, ...]) -> bool:
    """Whether no earlier cycle shown had reached today's target; needs at least six of them."""
    target = view.score.target
    earlier = [value.value for value in shown[:-1] if value.value is not None]
    if target is None or len(earlier) < 6:
        return False
    return not any(value <= target.value if view.lower else value >= target.value for value in earlier)


def bars_title(view: View, channels: list[ChannelScore]) -> Text:
    """The channel that moved most: *Facebook perd 9 prospects*, *Instagram gagne …*; else the largest."""
    words = view.words
    moves = [(c.value - c.previous, c) for c in channels if c.value is not None and c.previous is not None]
    change, channel = max(moves, key=lambda move: (abs(move[0]), move[1].channel))
    name = words.name(NAMES.get(channel.channel, (("en", channel.channel),)), f"channel.{channel.channel}")
    size = view.of(abs(change), f"{channel.channel}.delta.size")
    key = "title.channel_gains" if change > 0 else "title.channel_loses"
    long = words.text(key, channel=name, size=size, kpi=view.noun.text)
    short = words.text(f"{key}_short", channel=name, size=size)
    return view.report.first_fit([long, short], TITLE_LENGTH)


def subtitle(view: View, spec: ChartSpec, by_channel: bool = False) -> Text:
    """What is shown, by what, in which unit; and that the axis does not start at zero."""
    words = view.words
    by = words.text("chart.by_channel") if by_channel else words.text(f"cycle.by.{view.report.kind}")
    text = words.text("chart.subtitle", kpi=view.name, by=by)
    unit = unit_words(view, spec.scale)
    if unit:
        text = words.text("chart.with_unit", text=text, unit=unit)
    return text if spec.from_zero else words.text("chart.not_from_zero", text=text)


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


def chart_alt(
    view: View,
    kind: str,
    shown: tuple[Value, ...] = (),
    names: tuple[tuple[Text, ...], ...] = (),
    labels: tuple[PointLabel, ...] = (),
) -> Text:
    """Kind, what, span, the current value against previous and target, gaps."""
    words = view.words
    text = words.text(f"alt.{kind}", kpi=view.name)
    if kind == "bars":
        return join(text, _bar_values(view, names, labels), ".")
    first, last = (Figure(f"cycle.{value.cycle.id}", value.cycle, "cycle") for value in (shown[0], shown[-1]))
    text = join(text, words.text("alt.span", first=first, last=last))
    parts = [view.value] if view.measured else []
    text = join(text, words.text("alt.value", value=parts[0])) if parts else join(text, words.text("alt.no_value"))
    if view.previous is not None:
        text = join(text, words.text("alt.previous", value=view.previous))
    if view.target is not None:
        text = join(text, words.text("alt.ceiling" if view.lower else "alt.target", value=view.target))
    gaps = sum(value.value is None for value in shown)
    if gaps:
        text = join(text, words.text("alt.gaps", gaps, number=words.number(gaps, f"chart.{view.objective.id}.gaps")))
    return join(text, ".", _band(view))


def _band(view: View) -> Text:
    if view.band is None:
        return ()
    return view.words.text("alt.band", low=view.of(view.band[0], "low"), high=view.of(view.band[1], "high"))


def _bar_values(view: View, names: tuple[tuple[Text, ...], ...], labels: tuple[PointLabel, ...]) -> Text:
    """Each channel with its current and its previous value."""
    text: Text = ()
    for point, name in enumerate(names):
        values = [label.text[0] for label in sorted(labels, key=lambda item: item.series or 0) if label.point == point]
        pair = view.words.text("alt.pair", name=name[0], value=values[0]) if values else name[0]
        if len(values) > 1:
            pair = view.words.text("alt.pair_before", name=name[0], value=values[0], previous=values[1])
        text = view.words.text("list.comma", first=text, second=pair) if text else pair
    return text

"""The title of a titled table → its measure and its network."""

from __future__ import annotations

from reportgen.sources.description import Description
from reportgen.sources.extract import Task
from reportgen.sources.headers import plain

_FILLERS = frozenset(
    {
        "page",
        "pages",
        "on",
        "of",
        "the",
        "your",
        "account",
        "do",
        "da",
        "no",
        "na",
        "du",
        "de",
        "des",
        "la",
        "le",
        "les",
        "sur",
    }
    | {"compte", "profil", "del", "en"}
)


def title_measure(about: Description, title: str) -> str | None:
    """The measure that a title names: what is left of it beside a listed phrase may only be a network or a filler.

    So ``Facebook Page visits`` is profile_visits, and ``Net follows`` is nothing that is known.
    """
    networks = {word for word, _ in about.networks}
    words = [word for word in plain(title).rstrip(";").split() if word not in networks]
    best, longest = None, 0
    for entry in about.titles:
        for _, phrase in entry.words:
            wanted = plain(phrase).split()
            if len(wanted) > longest and _left_over(words, wanted) <= _FILLERS:
                best, longest = entry.measure, len(wanted)
    return best


def _left_over(words: list[str], wanted: list[str]) -> set[str]:
    """The title's words beside the phrase; a mark that is never ignored where the phrase does not occur."""
    for start in range(len(words) - len(wanted) + 1):
        if words[start : start + len(wanted)] == wanted:
            return set(words[:start] + words[start + len(wanted) :])
    return {"\0"}


def network_of(about: Description, title: str, task: Task) -> str | None:
    """The title's network, else the source's channel, else a network named in the path (the file first, then the
    folders, the nearest first) or in the source's name. None: nothing says it."""
    named = _named(about, title)
    if named or task.source.channel:
        return named or task.source.channel
    return _of_path(about, task) or _named(about, task.source.name)


def is_open(about: Description, title: str, task: Task) -> bool:
    """Whether neither the title nor the path of a titled table names its network: what the source says of it holds for
    each of its files alike."""
    return about.records == "titled" and not _named(about, title) and not _of_path(about, task)


def _of_path(about: Description, task: Task) -> str | None:
    hints = (task.path.stem, *(folder.name for folder in task.path.parents))
    return next((found for hint in hints if (found := _named(about, hint))), None)


def _named(about: Description, text: str) -> str | None:
    return next((channel for word, channel in about.networks if word in plain(text)), None)

"""Checks of how sources are read: the client's own channel rules, columns of people's data. Case → Problems."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.config.case import Case
from reportgen.config.names import unknown_channel
from reportgen.config.substitution import InRow
from reportgen.config.wanted import short
from reportgen.errors import Problem
from reportgen.strict_yaml import Path
from reportgen.vocabulary.personal import is_personal

_RENAME = "If it holds none, give the column another name in the file."


def channel_rules(case: Case) -> Iterator[Problem]:
    """Every rule leads to a channel that there is, and asks for a tag, if it is not there for ``fixed``."""
    for index, rule in enumerate(case.config.channels):
        path: Path = ("channels", index)
        yield from unknown_channel(case, (*path, "channel"), rule.channel)
        if not rule.asks and not rule.fixed:
            what = "the rule asks for nothing, so that it would fit every visit"
            yield case.problem(path, "empty_rule", what, "Add source, medium or campaign.")


def idle_channel_rules(case: Case) -> Iterator[Problem]:
    """A rule that never decides: all that it fits is decided by an earlier one."""
    rules = [(place, given.rule) for place, given in enumerate(case.config.channels) if given.asks]
    for index, rule in rules:
        before = next((place for place, other in rules if place < index and other.covers(rule)), None)
        if before is not None:
            path, first = ("channels", index), ("channels", before)
            what = f"the rule never decides: channels[{before}]{case.line(first, path)} fits all that it fits"
            yield case.problem(path, "idle_rule", what, "Write it before that rule, or take it out.")


def shared_sources(case: Case) -> Iterator[Problem]:
    """Of a config for many clients: a source of which every client reads the same rows."""
    if not isinstance(case.marks, InRow):
        return
    for index, source in enumerate(case.config.sources):
        if not any(case.marks.filled(("sources", index, key)) for key in ("path", "where")):
            what = f"every client reads the same rows of '{source.name}'"
            cure = "Write {client.id}, or another of the client's columns, in its path or where."
            yield case.problem(("sources", index), "client_reads_all", what, cure)


def personal_columns(case: Case) -> Iterator[Problem]:
    """No column of people's data is mapped or filtered by."""
    for index, source in enumerate(case.config.sources):
        columns = [(("columns", name), given) for name, given in source.columns.items() if isinstance(given, str)]
        filters = [(("where", name), name) for name in source.where]
        for key, header in (*columns, *filters):
            if is_personal(header):
                what = f"the column '{short(header)}' holds people's data, which are never read"
                yield case.problem(("sources", index, *key), "personal_column", what, _RENAME)

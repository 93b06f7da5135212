"""The story on one screen: Config → Facts → Scorecard → Insights → Report → Artifacts → what each reader was sent.

The only module that joins stages.
"""

from __future__ import annotations

import os
import shlex
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reportgen.collector import collector_paused
from reportgen.config.checks import full_catalogue, warnings
from reportgen.config.commentary import undated_words
from reportgen.config.placed import placed
from reportgen.errors import ConfigError, DataError, HeldError, Problem, UsageError, meant, nearest
from reportgen.files import write_whole
from reportgen.model.artifact import Artifact
from reportgen.model.delivery import CycleRecord, Hashes
from reportgen.model.explanation import Explanation, Judgement
from reportgen.model.facts import Finding
from reportgen.model.insights import Insights
from reportgen.model.report import Report
from reportgen.model.scorecard import Scorecard
from reportgen.periods import Cycle, parse_period

if TYPE_CHECKING:
    from reportgen.config.schema import Loaded
    from reportgen.config.schema_deliver import Deliver
    from reportgen.deliver.parcels import Mailing
    from reportgen.deliver.rounds import Delivered, Post
    from reportgen.model.delivery import Approval, DeliveryLog
    from reportgen.render.theme import Theme

FORMATS = ("pdf", "pptx", "json", "xlsx")
MAILED_FORMATS = FORMATS[:2]
USUAL_FORMATS = FORMATS[:3]
"""What is built where nobody says what: the workbook is for those who ask for it."""
LEDGER = "reportgen.db"
"""The ledger beside the config, where the config names no other."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A config's figures for one cycle, before anything is worded.

    ``warnings`` concern the config, ``findings`` the data.
    """

    config: Loaded
    cycle: Cycle
    as_of: date
    scorecard: Scorecard
    insights: Insights
    warnings: tuple[Problem, ...]
    inputs: Hashes = ()  # of the sources' files

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.scorecard.findings


@dataclass(frozen=True, slots=True)
class Build:
    """A report in memory: what was measured, what the documents say, and the files' bytes."""

    measured: Measured
    report: Report
    artifacts: tuple[Artifact, ...]

    @property
    def config_sha256(self) -> str:
        return self.measured.config.sha256

    @property
    def cycle(self) -> Cycle:
        return self.measured.cycle

    @property
    def scorecard(self) -> Scorecard:
        return self.measured.scorecard

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.measured.findings


@dataclass(frozen=True, slots=True)
class Explained:
    """Where one KPI's figure comes from. ``insights`` are of its objective alone, and of the KPI alone where it is
    explained for a channel or as no objective's; None without a figure. ``judgement`` is behind the verdict.
    """

    config: Loaded
    explanation: Explanation
    decided: bool  # the objective stands here with all its KPIs, so its decision is the report's
    insights: Insights | None
    judgement: Judgement | None


def today(timezone: str) -> date:
    """The date on the client's wall; read where the user gave no ``as_of``, and nowhere else."""
    return datetime.now(ZoneInfo(timezone)).date()


def now() -> datetime:
    """The moment; read where the user gave none."""
    return datetime.now(UTC)


def measure(loaded: Loaded, period: str, as_of: date, *, numbered: bool = False) -> Measured:
    """Loaded config → figures, verdicts and decisions of the cycle that ``period`` names on the day ``as_of``.
    ``numbered``: every fact's rows are looked for, also in a large file; no page tells them."""
    from reportgen.insight.decide import decide
    from reportgen.kpis.check import remarks
    from reportgen.kpis.evaluate import evaluate
    from reportgen.sources.read import read_sources

    config = loaded.config
    catalogue = full_catalogue(config)
    cycle = parse_period(period, config.spec, as_of)
    records = reported(loaded, cycle)
    facts = read_sources(config, Path(loaded.folder), as_of, numbered=numbered)
    with _at_its_line(loaded):
        scorecard = evaluate(config, catalogue, facts, cycle, as_of, records)
    doubts = placed((*remarks(scorecard), *undated_words(loaded, cycle, as_of, records)), loaded.marks)
    doubts = (*warnings(config, catalogue, loaded.marks, as_of), *doubts)
    inputs = tuple(sorted({(origin.file, origin.sha256) for origin in facts.origins}))
    return Measured(loaded, cycle, as_of, scorecard, decide(config, scorecard), doubts, inputs)


def checked(loaded: Loaded, period: str, as_of: date) -> Measured:
    """As `measure`, with a look at all that the theme names: what is wrong with it is told with what else is wrong."""
    from reportgen.render.theme_check import look_of

    look = look_of(loaded.config.theme, Path(loaded.folder), [Path(folder) for folder in loaded.folders])
    problems = placed(look.problems, loaded.marks)
    try:
        measured = measure(loaded, period, as_of)
    except (ConfigError, DataError) as error:
        raise type(error)([*problems, *error.problems]) from None
    if problems:
        raise ConfigError(problems)
    return replace(measured, warnings=(*measured.warnings, *look.remarks))


def ledger_path(loaded: Loaded) -> Path | None:
    """The file in which the config keeps what was reported; None where it keeps nothing."""
    config = loaded.config
    return Path(loaded.folder) / (config.ledger or LEDGER) if config.keeps_ledger else None


def reported(loaded: Loaded, cycle: Cycle) -> tuple[CycleRecord, ...]:
    """The cycles before this one as they were reported, oldest first; none where nothing is kept yet."""
    path = ledger_path(loaded)
    if path is None or not path.exists():
        return ()
    from reportgen.ledger.store import Ledger

    with Ledger(path) as ledger:
        return ledger.reported(loaded.stem, cycle.start)


def record(build: Build, at: datetime) -> bool:
    """Keeps what is reported, where the config asks for it; False where nothing new is kept. Raises LedgerError."""
    measured = build.measured
    path = ledger_path(measured.config)
    if path is None:
        return False
    from reportgen.ledger.made import record_of
    from reportgen.ledger.store import Ledger

    made = record_of(measured.config, build.scorecard, build.report, measured.inputs, build.artifacts)
    with Ledger(path) as ledger:
        return ledger.record(made, at)


@contextmanager
def _at_its_line(loaded: Loaded) -> Iterator[None]:
    """What data lack, and files that can't be used, are told where the config asks for them."""
    try:
        yield
    except (DataError, ConfigError) as error:
        raise type(error)(placed(error.problems, loaded.marks)) from None


def explain(loaded: Loaded, period: str, as_of: date, kpi: str, objective: str = "", channel: str = "") -> Explained:
    """Loaded config → one KPI's figure with all that it was made of. Raises ConfigError, DataError, UsageError."""
    from reportgen.insight.decide import decide
    from reportgen.insight.evidence import judgement
    from reportgen.kpis.explain import explained
    from reportgen.kpis.subject import subject
    from reportgen.sources.read import read_sources

    config = loaded.config
    asked = subject(config, full_catalogue(config), kpi, objective, channel)
    cycle = parse_period(period, config.spec, as_of)
    facts = read_sources(config, Path(loaded.folder), as_of)
    with _at_its_line(loaded):
        found = explained(asked, facts, cycle, as_of, reported(loaded, cycle))
    if found.scorecard is None or found.score is None:
        return Explained(loaded, found, asked.decided, None, None)
    insights = decide(asked.config, found.scorecard)
    verdict = insights.verdict(found.objective, found.kpi)
    limits = judgement(found.score, verdict, asked.settings.season)
    return Explained(loaded, found, asked.decided, insights, limits)


@collector_paused()
def build(loaded: Loaded, period: str, as_of: date, formats: Sequence[str] = USUAL_FORMATS) -> Build:
    """Loaded config → Build. Raises ConfigError, DataError, UsageError, RenderError."""
    from reportgen.document.outline import compose

    wanted = _formats(formats)
    measured = (checked if {"pdf", "pptx"} & set(wanted) else measure)(loaded, period, as_of)
    report = compose(loaded.config, full_catalogue(loaded.config), measured.scorecard, measured.insights)
    draft = _Draft(measured, report)
    with _at_its_line(loaded):
        return Build(measured, report, tuple(_RENDERERS[name](draft) for name in wanted))


def write(build: Build, folder: str | os.PathLike[str], at: datetime | None = None) -> tuple[Path, ...]:
    """Writes all files of a Build; returns their paths. What stood there before stays until every file is whole.

    Then it is recorded where the config asks for it, as of the moment ``at``, now unless given. Raises OSError and
    LedgerError.
    """
    target = Path(folder)
    files = {target / artifact.name: artifact.data for artifact in build.artifacts}
    write_whole(files)
    record(build, at or now())
    return tuple(files)


def mailing(build: Build, deliver: Deliver, date: datetime) -> Mailing:
    """Build → what is mailed of it: the letter in its two forms, and its documents, attached or linked.

    ``date`` is the mail's. Raises ConfigError for what is wrong with a template of the client's.
    """
    from reportgen.deliver.folder import address, is_attached
    from reportgen.deliver.parcels import Mailing, recipient
    from reportgen.document.letter import DOCUMENTS, compose_letter
    from reportgen.render.email import render_email

    measured, loaded = build.measured, build.measured.config
    kinds = {_name(measured, kind): kind for kind in DOCUMENTS}
    files = tuple(file for file in build.artifacts if file.name in kinds)
    attached = is_attached(files, deliver)
    links = [] if attached else [(kinds[file.name], address(file, deliver.link or "")) for file in files]
    letter = compose_letter(loaded.config, build.report, build.cycle, recipient(deliver.sender).name, links)
    body = render_email(letter, _theme(measured))
    return Mailing(loaded.stem, build.cycle.id, body, files, files if attached else (), date)


def held(build: Build, mailing: Mailing, deliver: Deliver, approvals: Sequence[Approval]) -> str:
    """Why nothing of a report may be sent, with the command that a person runs next; "" where it may."""
    from reportgen.deliver.parcels import hashes, unapproved

    if build.scorecard.gate == "hold":
        return "quality.gate is hold and the data are not complete: nothing was sent"
    if deliver.approval == "required" and (why := unapproved(hashes(mailing.files), approvals)):
        return f"{why}. Build them, look at them, then run {approve_command(build)}"
    return ""


def approve_command(build: Build) -> str:
    """What a person types who has looked at a report's files."""
    loaded = build.measured.config
    client = ["--client", loaded.client] if loaded.client else []
    return shlex.join(["reportgen", "approve", loaded.path, *client, "--period", build.cycle.id])


def send(
    build: Build,
    mailing: Mailing,
    deliver: Deliver,
    log: DeliveryLog,
    post: Post,
    approvals: Sequence[Approval] = (),
    only: str = "",
) -> Delivered:
    """Hands the mail over to each reader who has not had it, or to ``only`` one of them. Documents that are linked are
    in their folder before the first mail goes out. Raises HeldError for a report that the gate holds, or, where an
    approval is required, of which no one of ``approvals`` holds the very files; OSError; UsageError where ``only`` is
    no reader."""
    from reportgen.deliver.folder import put
    from reportgen.deliver.parcels import hashes, parcels, recipients
    from reportgen.deliver.rounds import deliver as hand_over

    if why := held(build, mailing, deliver, approvals):
        raise HeldError(why)
    readers = parcels(mailing, deliver, recipients(deliver, only))
    _record_sent(build, hashes(mailing.files), post.clock())
    if deliver.folder is not None and not mailing.attached:
        put(mailing.files, Path(build.measured.config.folder) / deliver.folder)
    return hand_over(readers, log, post)


def _record_sent(build: Build, files: Hashes, at: datetime) -> None:
    """Keeps what readers are about to get, unless these very files are recorded: a build may have made more of them."""
    from reportgen.ledger.store import Ledger

    loaded, cycle = build.measured.config, build.cycle.id
    path = ledger_path(loaded)
    if path is not None and path.exists():
        with Ledger(path) as ledger:
            if any(set(files) <= set(kept.artifacts) for kept in ledger.history(loaded.stem) if kept.cycle == cycle):
                return
    record(build, at)


def notify(
    build: Build, deliver: Deliver, lines: Sequence[str], log: DeliveryLog, post: Post, date: datetime
) -> Delivered:
    """Says to the agency's address, ``deliver.notice``, why a report is held. Readers are told nothing."""
    from reportgen.deliver.notice import notice_parcel
    from reportgen.deliver.rounds import Delivered
    from reportgen.deliver.rounds import deliver as hand_over

    if deliver.notice is None:
        return Delivered(())
    loaded, cycle = build.measured.config, build.cycle.id
    title = f"{loaded.config.client}, {cycle}"
    return hand_over([notice_parcel(loaded.stem, cycle, title, lines, deliver, deliver.notice, date)], log, post)


def _formats(names: Sequence[str]) -> tuple[str, ...]:
    for name in names:
        if name not in FORMATS:
            hint = meant(nearest(name, FORMATS))
            raise UsageError(f"--format {name}: not a format.{hint} The formats are {', '.join(FORMATS)}.")
    return tuple(name for name in FORMATS if name in names)


@dataclass(frozen=True)
class _Draft:
    """What the renderers draw from. The data is made once: for its own file and for the PDF that carries it."""

    measured: Measured
    report: Report

    @cached_property
    def data(self) -> Artifact:
        from reportgen.render.data import render_json

        measured = self.measured
        name = _name(measured, "json")
        return render_json(measured.scorecard, measured.insights, self.report, measured.config.sha256, name)


def _theme(measured: Measured) -> Theme:
    from reportgen.render.theme import make_theme

    loaded = measured.config
    return make_theme(loaded.config.theme, Path(loaded.folder), [Path(folder) for folder in loaded.folders])


def _pdf(draft: _Draft) -> Artifact:
    from reportgen.render.pdf import render_pdf

    return render_pdf(draft.report, _theme(draft.measured), _name(draft.measured, "pdf"), draft.data)


def _deck(draft: _Draft) -> Artifact:
    from reportgen.render.deck import render_deck

    return render_deck(draft.report, _theme(draft.measured), _name(draft.measured, "pptx"))


def _data(draft: _Draft) -> Artifact:
    return draft.data


def _workbook(draft: _Draft) -> Artifact:
    from reportgen.document.workbook import compose_workbook
    from reportgen.render.workbook import render_workbook

    measured, config = draft.measured, draft.measured.config.config
    workbook = compose_workbook(config, full_catalogue(config), measured.scorecard, measured.insights)
    return render_workbook(workbook, _name(measured, "xlsx"))


def _name(measured: Measured, extension: str) -> str:
    return f"{measured.config.stem}-{measured.cycle.id}.{extension}"


_RENDERERS: dict[str, Callable[[_Draft], Artifact]] = {
    "pdf": _pdf,
    "pptx": _deck,
    "json": _data,
    "xlsx": _workbook,
}

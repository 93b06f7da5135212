"""Config's campaigns + Shelves + cycle → CampaignEffort: what each has cost and brought up to the cycle's end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING

from reportgen.config.schema import Config
from reportgen.config.schema_campaign import Campaign, FullCost
from reportgen.errors import nearest
from reportgen.kpis.aggregate import ZERO, Line
from reportgen.kpis.effort_results import Results
from reportgen.kpis.select import SOCIAL_GROUP, Shelf
from reportgen.kpis.shelves import Shelves
from reportgen.model.effort import CampaignEffort
from reportgen.model.facts import Fact, Facts, Finding
from reportgen.periods import Cycle
from reportgen.vocabulary.tags import Rule, plain_tags, rule

if TYPE_CHECKING:
    from reportgen.vocabulary.catalogue import Catalogue


def campaigns(config: Config, catalogue: Catalogue, shelves: Shelves, cycle: Cycle) -> Iterator[CampaignEffort]:
    """In the config's order: those that had a row in the cycle, or were to run in it, and those that match nothing.

    Of a config with one objective alone, which is explained, only its own.
    """
    by_id = {objective.id: objective for objective in config.objectives}
    for campaign in config.campaigns:
        objective = by_id.get(campaign.objective) if campaign.objective else config.objectives[0]
        if objective is None:
            continue
        results = Results(config, catalogue, shelves, objective, cycle, campaign.result or "")
        found = _Rows(campaign, results, cycle).effort()
        if found.end is None or found.end > cycle.start:
            yield found


def unmatched(config: Config, facts: Facts, shelf: Shelf, campaigns: Iterable[CampaignEffort]) -> Iterator[Finding]:
    """Those of which no row was found, with the name in the files that is most like the one asked for."""
    known = sorted(
        {fact.key.campaign for line in shelf.index.given("ad_spend") for fact in line.facts(1, date.max.toordinal())}
        - {""}
    )
    asked = {campaign.name: campaign.match.campaign for campaign in config.campaigns}
    told = any(fact.key.campaign for fact in facts.series)
    for campaign in campaigns:
        if campaign.end is None:
            given = asked[campaign.name]
            pattern = given if isinstance(given, str) else ", ".join(given)
            near = nearest(pattern, known)
            names = (("campaign", campaign.name), ("match", pattern), *(("near", name) for name in near))
            yield Finding(
                "campaign_unmatched_near" if near else "campaign_unmatched" if told else "campaign_untold",
                "notice",
                "",
                names=names,
            )


@dataclass(frozen=True)
class _Rows:
    """The rows of one campaign, of all that any source tells."""

    campaign: Campaign
    results: Results
    cycle: Cycle

    @cached_property
    def _rule(self) -> Rule:
        """A campaign's cell is told as a visit's campaign is."""
        return rule("", {"campaign": self.campaign.match.campaign})

    @property
    def _span(self) -> tuple[int, int]:
        """The days that count, as ordinals."""
        first, last = self.campaign.start, self.campaign.end
        stop = self.cycle.stop.toordinal()
        return (first.toordinal() if first else 1), min(stop, last.toordinal() + 1) if last else stop

    def effort(self) -> CampaignEffort:
        spend = list(self._facts(("ad_spend",), claimed=False))
        brought = list(self._facts(self.results.measures, claimed=False))
        claims = [] if brought else list(self._facts(self.results.measures, claimed=True))
        platforms = {fact.key.claimed_by for fact in claims} or ({*self._claimants(spend)} if not brought else set())
        known = bool(brought) or (bool(spend) and self._told())
        one = len(platforms) == 1 and not known
        own, given = self.campaign, self.campaign.cost
        rows = [*spend, *brought, *(claims if one else ())]
        return CampaignEffort(
            own.name,
            self.results.name,
            self.results.names,
            own.reference,
            own.start or min((fact.start for fact in rows), default=None),
            self._end(rows),
            given.full if isinstance(given, FullCost) else _total(spend) if spend else None,
            _total(claims) if one else _total(brought) if known else None,
            isinstance(given, FullCost),
            next(iter(platforms)) if one else "",
        )

    def _end(self, rows: Iterable[Fact]) -> date | None:
        """The day after the last one that counts; None where there is no row."""
        last = max((fact.end for fact in rows), default=None)
        if self.campaign.end is not None and last is not None:
            return date.fromordinal(self._span[1])
        return last

    def _told(self) -> bool:
        """Whether some source tells campaigns apart in the results, so that a campaign without a row brought none."""
        return any(
            fact.key.campaign for line in self._lines(self.results.measures, claimed=False) for fact in self._of(line)
        )

    def _claimants(self, spend: Iterable[Fact]) -> Iterator[str]:
        """The platforms that claim results by campaign where this one spent: of which they claim none, it had none."""
        channels = {fact.key.channel for fact in spend}
        for line in self._lines(self.results.measures, claimed=True):
            if line.key.channel in channels and any(fact.key.campaign for fact in self._of(line)):
                yield line.key.claimed_by

    def _facts(self, measures: Iterable[str], *, claimed: bool) -> Iterator[Fact]:
        """The campaign's rows, of each series those of the first source that has any."""
        lines = sorted(self._lines(measures, claimed=claimed), key=_series)
        for _, same in groupby(lines, _series):
            by_source = ([fact for fact in self._of(line) if self._fits(fact)] for line in same)
            yield from next((rows for rows in by_source if rows), [])

    def _lines(self, measures: Iterable[str], *, claimed: bool) -> Iterator[Line]:
        wanted = {self.campaign.match.channel} if self.campaign.match.channel else SOCIAL_GROUP
        for measure in measures:
            for line in self.results.shelf.index.given(measure):
                key = line.key
                if key.channel in wanted and bool(key.claimed_by) == claimed and not key.owner and not key.of:
                    yield line

    def _of(self, line: Line) -> Iterable[Fact]:
        return line.facts(*self._span)

    def _fits(self, fact: Fact) -> bool:
        return bool(fact.key.campaign) and self._rule.fits(plain_tags("", "", fact.key.campaign))


def _series(line: Line) -> tuple[object, ...]:
    key = line.key
    return key.measure, key.channel, key.delivery, key.account, key.claimed_by


def _total(facts: Iterable[Fact]) -> Decimal:
    return sum((fact.value for fact in facts), ZERO)

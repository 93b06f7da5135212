"""Config + Catalogue + Scorecard + Insights → Report: what the documents say, block by block and slide by slide."""

from __future__ import annotations

from reportgen.config.schema import Config
from reportgen.display import Display
from reportgen.document.blocks import objectives
from reportgen.document.content import content_panels
from reportgen.document.effort import effort_panels
from reportgen.document.further import further_panels
from reportgen.document.large import readable
from reportgen.document.learning import learning
from reportgen.document.notes import notes
from reportgen.document.returns import returns
from reportgen.document.slides import slides
from reportgen.document.summary import client, compared, report_cycle, summary
from reportgen.document.view import Views
from reportgen.document.wording import NBSP, Words, capital, join, strong
from reportgen.model.insights import Insights
from reportgen.model.report import Report
from reportgen.model.scorecard import Scorecard
from reportgen.model.text import Text
from reportgen.vocabulary.catalogue import Catalogue

SEPARATOR = " · "


def compose(config: Config, catalogue: Catalogue, scorecard: Scorecard, insights: Insights) -> Report:
    """The whole report in the client's language."""
    words = Words(config.locale)
    report = Views(config, catalogue, scorecard, insights, words, Display(config.locale, scorecard.currency))
    kind = words.text(f"report.kind.{report.kind}")
    cycle = (report_cycle(report),)
    comparison = compared(report)
    running_title = join(capital(cycle), ", " if comparison else "", comparison)
    money = returns(report, (*effort_panels(report), *further_panels(report)))
    pages = (summary(report), objectives(report), money, learning(report, content_panels(report)), notes(report))
    made = Report(
        title=join(client(report), " — ", kind, " — ", cycle),
        client=client(report),
        author=config.author or config.client,
        language=config.locale.replace("_", "-"),
        locale=config.locale,
        currency=scorecard.currency,
        created=scorecard.as_of,
        header=(join(strong(client(report)), f"{NBSP} ", kind), running_title),
        footer=_footer(client(report), kind, capital(cycle)),
        slide_footer=_footer(client(report), kind, cycle),
        pages=tuple(page for page in pages if page),
        slides=slides(report),
    )
    return readable(made)


def _footer(*parts: Text) -> Text:
    return join(*(item for part in parts[:-1] for item in (part, SEPARATOR)), parts[-1])

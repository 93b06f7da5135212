"""Views → that costs and returns count nothing but ads, where no other kind of cost is declared; else nothing."""

from __future__ import annotations

from reportgen.document.view import Views
from reportgen.model.text import Text


def ads_only(report: Views) -> tuple[Text, ...]:
    """One sentence; empty where another kind is counted, and where no figure stands on the full cost."""
    returns = report.scorecard.returns
    scores = [view.score for view in report.kpis.values()] + list(returns.kpis if returns else ())
    return (report.words.text("notice.ads_only"),) if any(score.form == "ads_only" for score in scores) else ()

"""Reports from real files of others, read from the shared folder and never committed."""

from __future__ import annotations

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

import reportgen
from reportgen.model.scorecard import KpiScore
from reportgen.pipeline import Build

COMBINED = """\
version: 1
client: MH4U
locale: en_GB
currency: UAH
timezone: Europe/Kyiv
cycle: month
sources:
  - name: page
    path: mh4u_combined_daily.xlsx
    channel: facebook
    columns: {day: Date, followers_gained: Follows, sessions: Sessions from Facebook}
  - name: ads
    path: mh4u_combined_daily.xlsx
    columns: {day: Date, channel: {value: facebook}, delivery: {value: paid}, impressions: Impressions,
      ad_spend: Amount spent (UAH)}
objectives:
  - id: awareness
    family: awareness
    title: Be known to those who look for help
    role: Social media reach people who do not know the organisation.
    kpis: [{kpi: impressions, target: 1500000}, {kpi: cpm}]
  - id: traffic
    family: traffic
    title: Bring people to the site
    role: Social media lead people to the site's articles.
    kpis: [{kpi: social_sessions, target: 2000}, {kpi: gross_new_followers, target: 400}]
"""

UCI = """\
version: 1
client: Cosmetics brand
locale: en_US
currency: USD
timezone: America/New_York
cycle: month
sources:
  - name: posts
    path: uci_facebook_metrics.csv
    of: posts
    columns: {month: Post Month, year: {value: 2014}, channel: {value: facebook}, posts: {value: 1},
      impressions: Lifetime Post Total Impressions, reach: Lifetime Post Total Reach,
      comments: comment, reactions: like, shares: share}
objectives:
  - id: community
    family: community
    title: Bring a community to life
    role: Posts show what the community cares about.
    kpis:
      - {kpi: engagement_rate_posts, target: 2%}
      - {kpi: conversation_rate, target: 8}
      - {kpi: amplification_rate, target: 25}
"""


def build(shared: Path, tmp_path: Path, config: str, period: str, as_of: date) -> Build:
    for name in ("mh4u_combined_daily.xlsx", "uci_facebook_metrics.csv"):
        (tmp_path / name).symlink_to(shared / "data/real/datasets" / name)
    path = tmp_path / "real.yaml"
    path.write_text(config, "utf-8")
    return reportgen.build(path, period, as_of)


def kpi(build: Build, name: str) -> KpiScore:
    return next(k for o in build.scorecard.objectives for k in o.kpis if k.id == name)


def test_the_combined_daily_workbook_becomes_a_report(shared: Path, tmp_path: Path) -> None:
    made = build(shared, tmp_path, COMBINED, "2024-01", date(2024, 3, 15))
    sheet = openpyxl.load_workbook(shared / "data/real/datasets/mh4u_combined_daily.xlsx").active
    assert sheet is not None
    head, *rows = sheet.iter_rows(values_only=True)
    january = [dict(zip(head, row, strict=True)) for row in rows if str(row[0]).startswith("2024-01")]
    assert len(january) == 31
    sessions = sum(int(str(row["Sessions from Facebook"])) for row in january)
    follows = sum(int(str(row["Follows"])) for row in january)
    spend = sum(Decimal(str(row["Amount spent (UAH)"])) for row in january)
    impressions = sum(Decimal(str(row["Impressions"])) for row in january)
    assert kpi(made, "social_sessions").current.value == sessions
    assert kpi(made, "gross_new_followers").current.value == follows
    assert kpi(made, "impressions").current.value == impressions
    assert kpi(made, "cpm").current.value == pytest.approx(spend / impressions * 1000)
    assert {artifact.name for artifact in made.artifacts} == {f"real-2024-01.{e}" for e in ("pdf", "pptx", "json")}


def test_the_uci_posts_become_a_report(shared: Path, tmp_path: Path) -> None:
    made = build(shared, tmp_path, UCI, "2014-10", date(2015, 1, 15))
    with (shared / "data/real/datasets/uci_facebook_metrics.csv").open(encoding="utf-8") as handle:
        posts = [row for row in csv.DictReader(handle, delimiter=";") if row["Post Month"] == "10"]
    assert len(posts) > 30

    def total(column: str) -> int:
        return sum(int(row[column] or 0) for row in posts)

    assert kpi(made, "conversation_rate").current.value == pytest.approx(Decimal(total("comment")) / len(posts))
    rate = Decimal(total("comment") + total("like") + total("share")) / total("Lifetime Post Total Reach")
    assert kpi(made, "engagement_rate_posts").current.value == pytest.approx(rate)
    assert len(made.artifacts) == 3

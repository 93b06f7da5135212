"""`reportgen explain` tells the answers behind a score, and the margins of products."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reportgen.cli import main

CONFIG = """\
version: 1
client: Maison Lumière
locale: en_GB
currency: EUR
timezone: Europe/Paris
cycle: month
margin: {by: sku, default: 40%, each: {LAMP-1: 50%}}
sources:
  - {name: survey, path: survey.csv, columns: {day: day, promoters: up, passives: mid, detractors: down}}
  - {name: shop, path: orders.csv, channel: facebook}
objectives:
  - id: loyalty
    family: loyalty
    title: Keep customers
    role: Answer them.
    kpis:
      - {kpi: nps}
      - {kpi: gross_margin}
"""
ORDERS = (
    "Name,Financial Status,Subtotal,Shipping,Taxes,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,"
    "Lineitem sku\n#1,paid,100.00,0.00,0.00,100.00,2026-10-01,1,Lamp,60.00,LAMP-1\n#1,,,,,,,1,Bulb,40.00,BULB-7\n"
)


@pytest.fixture
def config(tmp_path: Path) -> str:
    (tmp_path / "survey.csv").write_text("day,up,mid,down\n2026-10-05,120,60,20\n", "utf-8")
    (tmp_path / "orders.csv").write_text(ORDERS, "utf-8")
    path = tmp_path / "client.yaml"
    path.write_text(CONFIG, "utf-8")
    return str(path)


def explain(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["explain", *arguments, "--period", "2026-10", "--as-of", "2026-11-05"]) == 0
    return capsys.readouterr().out


def test_a_score_is_told_with_its_answers_and_its_interval(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = explain(capsys, config, "nps")
    assert "n = 200 answers: 40.7 to 59.3 (± 9.3) at 95 %" in told
    sample = json.loads(explain(capsys, config, "nps", "--format", "json"))["sample"]
    assert (sample["size"], sample["half"][:5]) == ("200", "9.297")


def test_a_margin_of_products_is_told_with_each_of_them(config: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = explain(capsys, config, "gross_margin")
    assert "gross_margin: €46.00" in told
    assert "each order line at its own margin" in told
    assert "margin[sku=LAMP-1]: 50.0%" in told
    assert "from the config: margin.each.LAMP-1" in told

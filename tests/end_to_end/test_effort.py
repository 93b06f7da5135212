"""The worked examples of effort and campaigns, from written files to the words of both languages."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from reportgen.config.load import load_config
from reportgen.display import Display
from reportgen.model.report import Panel, Panels, Report, Table
from reportgen.pipeline import Build, build
from tests.kpis.test_effort import EXAMPLE, MONTHS

CONFIG = """\
version: 1
client: Client
locale: {locale}
currency: EUR
timezone: Europe/Paris
cycle: month
sources:
  - {{name: data, path: data.csv, columns: {{month: month, channel: channel, leads: leads, ad_spend: spend}}}}
objectives:
  - id: leads
    family: leads
    title: Demandes
    role: Role
    kpis: [{{kpi: leads, target: 60}}]
"""


def write(folder: Path, locale: str, channels: dict[str, tuple[str, str]] | None = None) -> Path:
    rows = ["month,channel,leads,spend"]
    for channel, (leads, spend) in (channels or EXAMPLE).items():
        for start, count, amount in zip(MONTHS, leads.split(), spend.split(), strict=True):
            rows.append(f"{start:%Y-%m},{channel},{count},{amount}")
    (folder / "data.csv").write_text("\n".join(rows) + "\n", "utf-8")
    (folder / "client.yaml").write_text(CONFIG.format(locale=locale), "utf-8")
    return folder / "client.yaml"


def made(path: Path) -> Build:
    return build(load_config(path), "2026-10", date(2026, 11, 5), ["json"])


def panels(report: Report) -> list[Panel]:
    blocks = [block for section in report.pages for block in section.blocks if isinstance(block, Panels)]
    return [panel for block in blocks for panel in block.panels]


def said(found: Build, title: str) -> tuple[list[str], list[list[str]]]:
    """The paragraphs and notes of the panel of this title, and its table."""
    display = Display(found.report.locale, "EUR")

    def plain(text: Any) -> str:
        return display.text(text).replace("\u00a0", " ").replace("\u202f", " ")

    panel = next(panel for panel in panels(found.report) if plain(panel.title).startswith(title))
    rows = panel.body.rows if isinstance(panel.body, Table) else ()
    cells = [[plain(cell.text) for cell in row.cells] for row in rows]
    return [plain(text) for text in (*panel.paragraphs, *panel.notes)], cells


def test_the_example_in_french(tmp_path: Path) -> None:
    found = made(write(tmp_path, "fr_FR"))
    _, table = said(found, "Déplacer environ 125 € de Facebook vers Instagram")
    assert table == [
        ["Instagram", "931 €", "1 056 €", "+125 €"],
        ["Facebook", "623 €", "498 €", "−125 €"],
        ["LinkedIn", "506 €", "506 €", "0 €"],
        ["Total", "2 060 €", "2 060 €", "0 €"],
    ]
    assert said(found, "Ce que l’essai doit montrer")[0] == [
        "Les prospects pour 1 000 €, sur huit mois : Facebook 15,7 (14,8 à 16,6), Instagram 38,7 (38,1 à 39,2) ; "
        "fourchettes à 80 %.",
        "Effet attendu par mois sur les prospects : +2,1 (+0,3 à +4,0).",
        "L’essai réussit si, sur Instagram, les prospects augmentent d’au moins 2,0 par mois, autant que 125 € en "
        "apportaient sur Facebook ; sinon, l’effort revient à sa place.",
        "Le dernier clic voit peu les canaux de notoriété. L’effort ajouté est supposé rendre moins : 0,5 fois autant "
        "au plus bas, 0,75 au centre. Fenêtre : huit mois, de mars 2026 à octobre 2026.",
    ]


def test_the_example_in_english(tmp_path: Path) -> None:
    found = made(write(tmp_path, "en_GB"))
    _, table = said(found, "Move about €125 from Facebook to Instagram")
    assert table[-1] == ["Total", "€2,060", "€2,060", "€0"]
    assert said(found, "What the trial has to show")[0] == [
        "Leads for €1,000, over eight months: Facebook 15.7 (14.8–16.6), Instagram 38.7 (38.1–39.2); 80% ranges.",
        "Expected effect a month on leads: +2.1 (+0.3 to +4.0).",
        "The trial succeeds if, on Instagram, leads rise by at least 2.0 a month, as much as €125 brought on Facebook; "
        "if not, the effort goes back.",
        "Last click sees little of awareness channels. Added effort is taken to bring less: 0.5 times as much at the "
        "lowest, 0.75 at the centre. Window: eight months, from March 2026 to October 2026.",
    ]


def test_the_proposal_stands_on_the_channels_slide_and_in_the_data(tmp_path: Path) -> None:
    found = made(write(tmp_path, "en_GB"))
    slide = next(slide for slide in found.report.slides if slide.id == "channels")
    assert Display("en_GB", "EUR").text(slide.decision_heading) == "Move about €125 from Facebook to Instagram"
    assert len(slide.decision) == 2
    data = json.loads(found.artifacts[0].data)
    (proposal,) = data["insights"]["effort"]["reallocations"]
    assert (proposal["move"]["donor"], proposal["move"]["amount"]) == ("facebook", "124.5")


def test_an_elision_and_a_channel_of_several(tmp_path: Path) -> None:
    swapped = {"facebook": EXAMPLE["instagram"], "instagram": EXAMPLE["facebook"], "other_social": EXAMPLE["linkedin"]}
    said(made(write(tmp_path, "fr_FR", swapped)), "Déplacer environ 125 € d’Instagram vers Facebook")
    swapped = {"facebook": EXAMPLE["instagram"], "other_social": EXAMPLE["facebook"], "youtube": EXAMPLE["linkedin"]}
    said(made(write(tmp_path, "fr_FR", swapped)), "Déplacer environ 125 € des autres réseaux sociaux vers Facebook")
    swapped = {"facebook": EXAMPLE["instagram"], "youtube": EXAMPLE["facebook"]}
    said(made(write(tmp_path, "fr_FR", swapped)), "Déplacer environ 125 € de YouTube vers Facebook")


def test_channels_alike_are_said_so_in_one_line(tmp_path: Path) -> None:
    leads, spend = EXAMPLE["instagram"]
    alike = {"facebook": (leads, spend), "instagram": (" ".join(leads.split()[::-1]), spend)}
    lines, _ = said(made(write(tmp_path, "fr_FR", alike)), "Aucun effort à déplacer")
    assert lines == ["« Demandes » : écart dans la variation habituelle."]


CAMPAIGNS = """
campaigns:
  - {name: Salon, match: {campaign: "Salon*"}, objective: leads, reference: 20}
  - {name: Cuisine, match: {campaign: cuisine}, result: leads, reference: 20}
  - {name: Jardin, match: {campaign: jardin, channel: instagram}, objective: leads, reference: 20}
  - {name: Faute, match: {campaign: cuisin}, objective: leads, reference: 20}
  - {name: Tout, match: {campaign: jardin}, objective: leads, reference: 20, cost: {full: 3000}}
  - {name: Passée, match: {campaign: passée}, objective: leads, reference: 20}
"""


@pytest.fixture
def campaigns(tmp_path: Path) -> Build:
    """25 leads for 600, 100 for 2,400, 100 for 600, and one that ended in September."""
    rows = ["day,channel,campaign,leads,spend"]
    rows += ["2026-10-02,facebook,SALON été,20,500", "2026-10-03,instagram,salon,5,100"]
    rows += ["2026-09-30,facebook,cuisine,60,1400", "2026-10-01,facebook,cuisine,40,1000"]
    rows += ["2026-10-05,instagram,jardin,100,600", "2026-09-05,instagram,passée,10,100"]
    (tmp_path / "data.csv").write_text("\n".join(rows) + "\n", "utf-8")
    text = CONFIG.format(locale="fr_FR").replace("month: month,", "day: day, campaign: campaign,")
    (tmp_path / "client.yaml").write_text(text + CAMPAIGNS, "utf-8")
    return made(tmp_path / "client.yaml")


def test_campaigns_against_what_a_result_may_cost(campaigns: Build) -> None:
    notes, table = said(campaigns, "Deux campagnes coûtent plus que leur référence")
    assert table == [
        ["Salon", "600 €", "25", "24,00 €", "17,18 € à 34,52 €", "20,00 €", "Non concluant"],
        ["Cuisine", "2 400 €", "100", "24,00 €", "20,33 € à 28,52 €", "20,00 €", "Arrêter ou refaire"],
        ["Jardin", "600 €", "100", "6,00 €", "5,08 € à 7,13 €", "20,00 €", "Poursuivre"],
        ["Faute", "—", "—", "—", "—", "20,00 €", "Non mesuré"],
        ["Tout", "3 000 €", "100", "30,00 €", "25,41 € à 35,66 €", "20,00 €", "Arrêter ou refaire"],
    ]
    assert "Cuisine et Tout : pourquoi leurs résultats coûtent-ils plus que prévu ?" in notes[0]
    assert "Faute : aucune ligne des fichiers ne correspond." in notes


def test_a_campaign_that_matches_nothing_is_told_with_the_nearest_name(campaigns: Build) -> None:
    (finding,) = [found for found in campaigns.findings if found.kind.startswith("campaign_unmatched")]
    assert dict(finding.names) == {"campaign": "Faute", "match": "cuisin", "near": "cuisine"}

"""A person's words in the deck: all on the slides as far as there is room, and all in what the speaker reads."""

from __future__ import annotations

from typing import Any

from reportgen.model.report import Report, Slide
from tests.document.build import kpi, report
from tests.document.test_states import STEADY, one, said

COMMENTARY = {
    "summary": "La foire porte le mois.",
    "learned": "Un prix affiché attire.",
    "next": "Répondre plus vite.",
    "leads": "La foire amène des projets.\n\nLe site n’en amène aucun.",
}
TEST = {
    "id": "form", "title": "Formulaire court", "a": {"name": "Neuf champs", "events": 48, "cases": 1200},
    "b": {"name": "Quatre champs", "events": 80, "cases": 1200}, "start": "2026-10-01", "end": "2026-10-21",
}  # fmt: skip


def made(**more: Any) -> Report:
    return report(one(kpi("leads", [*STEADY, 121], 120)), commentary=COMMENTARY, **more)


def slide(found: Report, name: str) -> Slide:
    return next(slide for slide in found.slides if slide.id == name)


def noted(found: Report, name: str) -> list[tuple[str, str]]:
    return [(said(found, label), said(found, text)) for label, text in slide(found, name).notes.paragraphs]


def test_an_objectives_slide_has_every_paragraph_of_its_commentary() -> None:
    found = made()
    texts = [said(found, text) for text in slide(found, "objective.leads").decision]
    assert texts[1:] == ["La foire amène des projets.", "Le site n’en amène aucun."]


def test_what_was_learned_and_what_comes_next_is_said_at_the_actions_else_at_the_summary() -> None:
    plain, acting = made(), made(tests=[TEST])
    assert noted(plain, "summary")[1:4] == [
        ("À dire", "La foire porte le mois."),
        ("", "Un prix affiché attire."),
        ("", "Répondre plus vite."),
    ]
    assert plain.slides[1].notes.spoken == 4
    assert "Un prix affiché attire." not in [text for _, text in noted(acting, "summary")]
    assert noted(acting, "actions")[1:3] == [("À dire", "Un prix affiché attire."), ("", "Répondre plus vite.")]


def columns(learned: str) -> list[list[str]]:
    found = made(tests=[{**TEST, "learned": learned}])
    return [[said(found, text) for text in column.paragraphs] for column in slide(found, "actions").columns]


def test_what_a_person_learned_by_a_trial_stands_under_it_or_leaves_a_mark() -> None:
    short = "Formulaire court : « Quatre champs » 6,7 %, « Neuf champs » 4,0 %"
    (worked, *_) = columns("Neuf champs sont trop.")
    assert worked == [short, "Appris : Neuf champs sont trop."]
    (worked, *_) = columns("Neuf champs sont trop. " * 20)
    assert worked == [f"{short} …"]

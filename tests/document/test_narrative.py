"""Page 1's three texts and the objectives' commentaries: what is said, in which order, and how much of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.model.report import Asks, Headline, Notice, Objective, Passages, Report, Table
from reportgen.model.scorecard import ObjectiveScore, Scorecard
from reportgen.model.text import Text
from tests.document import sample
from tests.document.build import kpi, objective, report, scorecard
from tests.document.test_fair_words import running
from tests.document.test_states import STEADY, one, said

OWN = {
    "summary": "La campagne d'automne porte les ventes. Les demandes de devis restent en retrait.",
    "learned": "Le catalogue sur Instagram fait vendre. Le formulaire amène peu de demandes.",
    "next": "Arrêter le formulaire sur Facebook. Garder le catalogue jusqu'à Noël.",
}
ASKS = [
    {
        "decision": "Arrêter le formulaire de devis sur Facebook",
        "deadline": date(2026, 11, 13),
        "owner": "la direction",
    },
    {"decision": "Garder le catalogue jusqu'à Noël", "amount": 1200, "owner": "la direction"},
]
GOALS = (
    "Vendre en ligne", "Recevoir des demandes de devis", "Animer une communauté", "Être connus de ceux qui rénovent",
    "Répondre vite aux questions", "Faire venir sur le site", "Recruter des vendeurs", "Être lus comme experts",
    "Garder les clients", "Faire connaître le salon", "Vendre aux professionnels", "Écouter les clients",
)  # fmt: skip


def many(count: int, *values: float | None) -> Scorecard:
    """Objectives whose leads have these values in turn, against 140."""
    scores = [
        replace(
            objective("leads", GOALS[place], "Un rôle.", kpi("leads", [*STEADY, values[place % len(values)]], 140)),
            id=f"o{place}",
        )
        for place in range(count)
    ]
    return scorecard(*scores)


def missing(count: int) -> Scorecard:
    scores = [
        replace(o, kpis=(replace(kpi("leads", [*STEADY, None], 140, state="missing", cause="no_rows"), main=True),))
        for o in many(count, 120).objectives
    ]
    return scorecard(*scores)


CASES: dict[str, Callable[[], Report]] = {
    "french sample": sample.french,
    "english sample": sample.english,
    "one objective": lambda: report(many(1, 131)),
    "one missed": lambda: report(many(1, 80)),
    "twelve objectives": lambda: report(many(12, 150, 135, 90, 118)),
    "twelve missed": lambda: report(many(12, 80, 70, 90)),
    "twelve missed, a person's words and asks": lambda: report(many(12, 80, 70), commentary=OWN, asks=ASKS),
    "eight missed, a person's words and asks": lambda: report(many(8, 80, 70), commentary=OWN, asks=ASKS),
    "four, a person's words and asks": lambda: report(many(4, 80, 150), commentary=OWN, asks=ASKS),
    "nothing measured": lambda: report(missing(4)),
    "some missing": lambda: report(scorecard(*many(3, 150).objectives, replace(missing(1).objectives[0], id="x"))),
    "running cycle": lambda: report(running()),
    "no target": lambda: report(one(kpi("leads", [*STEADY, 132]))),
    "english, twelve missed": lambda: report(many(12, 80, 70, 90), "en_GB"),
}


@pytest.fixture(scope="module", params=CASES)
def made(request: pytest.FixtureRequest) -> Report:
    return CASES[request.param]()


def passages(made: Report) -> list[tuple[Text, ...]]:
    block = next(block for block in made.pages[0].blocks if isinstance(block, Passages))
    return [passage.paragraphs for passage in block.passages]


def texts(made: Report) -> list[list[str]]:
    return [[said(made, text) for text in paragraphs] for paragraphs in passages(made)]


def words(text: str) -> int:
    """Counted as a person would: a number with its thousands is a word, a sign is none."""
    whole = re.sub(r"(?<=\d)[\u202f ](?=\d{3})", "", text)
    return len([word for word in whole.split() if re.search(r"\w", word)])


def page_words(made: Report) -> int:
    shown: list[Text] = []
    for block in made.pages[0].blocks:
        if isinstance(block, Headline):
            shown.append(block.text)
        elif isinstance(block, Table):
            shown += [block.heading, *(column.head for column in block.columns), *block.notes]
            shown += [text for row in block.rows for cell in row.cells for text in (cell.text, cell.after)]
        elif isinstance(block, Passages):
            shown += [text for p in block.passages for text in (p.heading, *p.paragraphs)]
        elif isinstance(block, Asks):
            shown += [block.heading, *block.lines]
        elif isinstance(block, Notice):
            shown += [block.heading, *block.paragraphs]
    return sum(words(said(made, text)) for text in shown)


def generated(made: Report) -> list[str]:
    """The generated sentences: what is no person's paragraph."""
    own = {" ".join(text.replace("'", "’").split()) for text in (*OWN.values(), *sample_words())}
    found = [text for paragraphs in texts(made) for text in paragraphs if text not in own]
    return [sentence for text in found for sentence in re.split(r"(?<=[.!?]) (?=[A-ZÀ-Ý«“])", text)]


def sample_words() -> list[str]:
    made = sample.french()
    return [said(made, p[0]) for p in passages(made)[1:]]


def test_page_one_reads_in_a_minute(made: Report) -> None:
    assert 40 < page_words(made) <= 220


def test_page_one_has_at_most_five_generated_sentences(made: Report) -> None:
    sentences = generated(made)
    assert len(sentences) <= 5
    assert sum(words(sentence) for sentence in sentences) <= 110


def test_none_of_the_three_texts_is_empty(made: Report) -> None:
    assert all(paragraphs and all(paragraphs) for paragraphs in texts(made))


@settings(max_examples=15)
@given(
    st.lists(st.sampled_from([None, 70, 118, 135, 150, 400]), min_size=1, max_size=12),
    st.sets(st.sampled_from(sorted(OWN))),
    st.booleans(),
    st.sampled_from(("fr_FR", "en_GB")),
)
def test_the_limits_hold_whatever_is_told(values: list[float | None], own: set[str], asked: bool, locale: str) -> None:
    card = many(len(values), *(value or 120 for value in values))
    gone = missing(len(values))
    objectives: list[ObjectiveScore] = [
        there if value is not None else absent
        for there, absent, value in zip(card.objectives, gone.objectives, values, strict=True)
    ]
    commentary = {name: OWN[name] for name in own}
    made = report(scorecard(*objectives), locale, commentary=commentary, asks=ASKS if asked else [])
    assert page_words(made) <= 220
    assert len(generated(made)) <= 5
    assert all(texts(made))


def test_a_persons_words_come_first_and_facts_follow() -> None:
    made = report(many(2, 80, 150), commentary={"summary": "Un mois calme."})
    first, *rest = texts(made)[0]
    assert first == "Un mois calme."
    assert rest == ["Les prospects reculent de 35,0 %, à 80, pour un objectif de 140."]


def test_a_long_text_of_a_person_leaves_no_room() -> None:
    long = " ".join(["Nous avons beaucoup publié cette fois et le public a bien suivi."] * 5)
    assert len(texts(report(many(2, 80, 150), commentary={"summary": long}))[0]) == 1


def test_the_worst_news_comes_first() -> None:
    sales = objective("sales", "Vendre", "Un rôle.", kpi("revenue", [*[100.0 * v for v in STEADY if v], 30000], 20000))
    leads = objective("leads", "Recevoir", "Un rôle.", kpi("leads", [*STEADY, 118], 140))
    traffic = objective("traffic", "Faire venir", "Un rôle.", kpi("social_sessions", [*STEADY, 70], 140))
    (text,) = texts(report(scorecard(sales, leads, traffic)))[0]
    assert text.startswith("Les visites issues des réseaux sociaux reculent de 43,1 %, à 70, pour un objectif de 140.")
    assert "Les prospects reculent de 4,1 %, à 118, pour un objectif de 140." in text
    assert "chiffre d’affaires" not in text


def test_the_first_text_does_not_repeat_the_headline() -> None:
    made = report(scorecard(
        objective("leads", "Recevoir", "Un rôle.", kpi("leads", [*STEADY, 150])),
        objective("sales", "Vendre", "Un rôle.", kpi("orders", [*STEADY, 90])),
        objective("traffic", "Faire venir", "Un rôle.", kpi("social_sessions", [*STEADY, 125])),
    ))  # fmt: skip
    headline = next(said(made, block.text) for block in made.pages[0].blocks if isinstance(block, Headline))
    assert headline == "Les prospects progressent de 22,0 %, à 150 ; les commandes reculent de 26,8 %, à 90."
    assert texts(made)[0] == ["Les visites issues des réseaux sociaux progressent de 1,6 %, à 125."]


def test_what_we_learned_names_bad_signals_with_their_values_before_good_ones() -> None:
    made = report(scorecard(
        objective("sales", "Vendre", "Un rôle.", kpi("orders", [*STEADY, 190], 100)),
        objective("leads", "Recevoir", "Un rôle.", kpi("leads", [*STEADY, 60], 140)),
    ))  # fmt: skip
    assert texts(made)[1][0].startswith("Signal défavorable : les prospects (60).")


def test_what_comes_next_says_what_to_change_and_what_to_keep() -> None:
    made = report(scorecard(
        objective("sales", "Vendre", "Un rôle.", kpi("orders", [*STEADY, 190], 100)),
        objective("leads", "Recevoir", "Un rôle.", kpi("leads", [*STEADY, 60], 400)),
    ))  # fmt: skip
    assert texts(made)[2] == ["Réévaluer l’objectif « Recevoir ». Continuer pour « Vendre »."]


def test_many_objectives_have_their_reasons_in_their_blocks() -> None:
    made = report(many(9, 80))
    table = next(block for block in made.pages[0].blocks if isinstance(block, Table))
    assert "reason" not in [column.key for column in table.columns]
    block = made.pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert said(made, block.commentary[0]) == "Réévaluer l’objectif : objectif hors de portée."
    few = next(block for block in report(many(4, 80)).pages[0].blocks if isinstance(block, Table))
    assert "reason" in [column.key for column in few.columns]


def test_reasons_give_way_before_page_one_has_too_many_words() -> None:
    card = many(8, 80)
    long = scorecard(*(replace(o, title=f"{o.title} et le dire à tous") for o in card.objectives))
    made = report(long, commentary=OWN, asks=ASKS)
    table = next(block for block in made.pages[0].blocks if isinstance(block, Table))
    assert "reason" not in [column.key for column in table.columns]
    assert page_words(made) <= 220


def commentary(made: Report, index: int = 0) -> str:
    block = made.pages[1].blocks[index]
    assert isinstance(block, Objective)
    return " ".join(said(made, text) for text in block.commentary)


def test_an_objective_has_at_most_three_generated_sentences(made: Report) -> None:
    for block in made.pages[1].blocks:
        assert isinstance(block, Objective)
        text = " ".join(said(made, part) for part in block.commentary)
        assert len(re.findall(r"[.!?](?= [A-ZÀ-Ý«“]|$)", text)) <= 3 + text.count("salon")  # the sample's own sentence


def test_a_commentary_does_not_say_again_what_its_charts_title_says(made: Report) -> None:
    place = r"fourchette habituelle|usual range"
    for block in made.pages[1].blocks:
        assert isinstance(block, Objective)
        if block.chart is None:
            continue
        title, text = said(made, block.chart.title), " ".join(said(made, part) for part in block.commentary)
        assert title.casefold() not in text.casefold()
        if re.search(rf"(dans|sous|dépassent|dépasse) (sa|leur) ({place})|(within|above|below) (its|their)", title):
            assert not re.search(
                rf"(dans|sous|dépassent|dépasse) (sa|leur) ({place})|(within|above|below) (its|their)", text
            )


def test_a_commentary_names_the_kpi_that_decided() -> None:
    good, bad = kpi("leads", [*STEADY, 150], 140), kpi("cost_per_lead", [30.0, 60.0], 30)
    made = report(scorecard(objective("leads", "Recevoir", "Un rôle.", good, bad)))
    assert "Le coût par prospect dépasse son plafond (60,00 € pour 30,00 €)." in commentary(made)


def test_a_commentary_names_the_channels_that_moved_most() -> None:
    score = kpi("leads", [*STEADY, 150], 140, channels={"instagram": (90, 60), "facebook": (60, 63)})
    assert (
        "Depuis septembre 2026, les prospects progressent le plus sur Instagram (+30) et reculent le plus sur Facebook "
        "(−3)."
    ) in commentary(report(one(score)))


def test_a_move_the_other_way_that_is_small_beside_the_largest_is_left_out() -> None:
    score = kpi("leads", [*STEADY, 150], 140, channels={"instagram": (92, 60), "facebook": (58, 60)})
    told = commentary(report(one(score)))
    assert "progressent le plus sur Instagram (+32)." in told
    assert "Facebook" not in told


def test_a_title_says_where_a_figure_stands_and_not_a_fall_that_it_did_not_make() -> None:
    """115 is below the usual range, and more than the 112 before."""
    history: list[float | None] = [*[140 + 3 * (n % 4) for n in range(14)], 112, 115]
    made = report(one(kpi("leads", history, 130)))
    block = made.pages[1].blocks[0]
    assert isinstance(block, Objective)
    assert block.chart is not None
    assert said(made, block.chart.title) == "Les prospects sont sous leur fourchette habituelle et l’objectif de 130"

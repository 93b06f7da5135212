"""What the mail says: the report's own figures in both forms; nothing that a mail program would have to fetch."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from reportgen.config.load import load_config
from reportgen.config.schema import Config
from reportgen.config.schema_deliver import Deliver
from reportgen.display import Display
from reportgen.document.letter import Document, compose_letter
from reportgen.errors import ConfigError
from reportgen.model.letter import Letter, MailBody
from reportgen.model.report import Headline, Report, Table, Tiles
from reportgen.model.text import figures
from reportgen.periods import Cycle
from reportgen.render.email import render_email
from reportgen.render.email_colours import DARK, WHITE, dark, light
from reportgen.render.palette import contrast, palette
from reportgen.render.theme import Theme, make_theme
from tests.document import sample
from tests.end_to_end.numerals import runs

LINKS: tuple[tuple[Document, str], ...] = (
    ("pdf", "https://files.example.org/a.pdf"),
    ("pptx", "https://files.example.org/a.pptx"),
)


@dataclass(frozen=True)
class Made:
    config: Config
    cycle: Cycle
    report: Report
    letter: Letter
    mail: MailBody
    theme: Theme


@pytest.fixture(scope="module", params=["maison-lumiere", "northwind-talent"])
def made(request: pytest.FixtureRequest, checkout: Path) -> Made:
    loaded = load_config(checkout / "configs" / f"{request.param}.yaml")
    report = sample.french() if request.param == "maison-lumiere" else sample.english()
    (cycle,) = [figure.value for figure in figures(report.pages[0].blocks[0].cycle)]  # type: ignore[union-attr]
    assert isinstance(cycle, Cycle)
    letter = compose_letter(loaded.config, report, cycle, "Agence Halo")
    theme = make_theme(loaded.config.theme, Path(loaded.folder))
    return Made(loaded.config, cycle, report, letter, render_email(letter, theme), theme)


class _Read(HTMLParser):
    """The words between the tags, without those of the head."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.style, self.tags = False, Counter[str]()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags[tag] += 1
        self.style = tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.style = False

    def handle_data(self, data: str) -> None:
        if not self.style:
            self.words.append(data)


def read(html: str) -> _Read:
    parser = _Read()
    parser.feed(html)
    return parser


def numerals(letter: Letter, *parts: object) -> Counter[str]:
    display = Display(letter.locale, letter.currency)
    return sum((runs(display.figure(figure)) for figure in figures(tuple(parts))), Counter())


def shown(letter: Letter) -> tuple[object, ...]:
    """What is printed of a letter but for its subject; curves and definitions stay on page 1."""
    tiles = [replace(tile, alt=(), definition=(), spark=None) for tile in letter.tiles.tiles]
    table = letter.decisions
    decisions = (table.heading, table.rows, table.notes)
    rest = (letter.headline, letter.tiles.heading, decisions, letter.asks, letter.notice, letter.files, letter.closing)
    return (letter.masthead, tuple(tiles), *rest)


def test_both_forms_hold_the_reports_figures(made: Made) -> None:
    letter, mail = made.letter, made.mail
    expected = numerals(letter, *shown(letter))
    assert sum(expected.values()) > 40
    assert runs(mail.text) == expected
    assert runs(" ".join(read(mail.html).words)) == expected + numerals(letter, letter.headline)  # before the mail, too
    blocks = made.report.pages[0].blocks
    assert {letter.headline, letter.tiles, letter.decisions} <= {
        block for block in blocks if isinstance(block, Headline | Tiles | Table)
    }


def test_a_mail_fetches_nothing(made: Made) -> None:
    letter, mail, theme = made.letter, made.mail, made.theme
    linked = render_email(replace(letter, links=tuple((letter.files, address) for _, address in LINKS)), theme)
    assert not set(read(linked.html).tags) & {"img", "link", "script", "iframe", "object", "video", "svg"}
    assert re.findall(r"https?://[^\"<]+", linked.html) == [address for _, address in LINKS]
    assert "url(" not in mail.html


def test_a_mail_says_its_language_and_reads_in_order(made: Made) -> None:
    letter, mail = made.letter, made.mail
    assert f'<html lang="{letter.language}"' in mail.html
    tags = re.findall(r"<(h\d)", mail.html)
    assert tags[0] == "h1"
    assert tags.count("h1") == 1
    assert set(tags[1:]) == {"h2"}
    assert mail.html.count("<table") == mail.html.count('<table role="presentation"')
    assert len(mail.html) < 60_000, "mail programs cut longer ones"


def test_a_mail_uses_nothing_that_word_drops(made: Made) -> None:
    """Outlook sets mails as Word does: it knows no shorthand of fonts, no boxes that flex, no see-through colours, and
    leaves out padding and rules of anything but a table's cells."""
    html = made.mail.html
    assert not re.findall(
        r"\bfont:|\brgba?\(|\bhsl|\bvar\(|\bcalc\(|\b(?:inline-)?flex\b|\bgrid\b|\bfloat\b|\bgap:", html
    )
    ruled = re.findall(r"<(\w+)[^>]*style=\"[^\"]*\bborder(?:-top)?:", html)
    assert set(ruled) == {"td"}
    assert '<td style="padding:0 20px 32px"><![endif]-->' in html, "for Word the page's own margins"


def test_plain_text_lines_are_short_and_names_stand_whole(made: Made) -> None:
    letter, mail = made.letter, made.mail
    assert max(len(line) for line in mail.text.splitlines()) <= 72
    display = Display(letter.locale, letter.currency)
    assert all(display.text(tile.name) in mail.text for tile in letter.tiles.tiles)
    assert "\n" not in mail.subject


BRANDS = ("#12506B", "#0B1026", "#FFD100", "#C8102E", "#7AC943", "#FFFFFF", "#000000", "#B3261E")


@pytest.mark.parametrize("brand", BRANDS)
def test_words_keep_their_contrast_on_white_and_on_a_dark_ground(brand: str) -> None:
    for colours, ground in ((light(palette(brand)), WHITE), (dark(palette(brand)), DARK)):
        assert contrast(colours.ink, ground) >= 12
        assert contrast(colours.grey, ground) >= 5.85
        for status in (colours.met, colours.close, colours.missed):
            assert contrast(status, ground) >= 6.3


def test_the_subject_is_the_configs_own_pattern_filled_and_links_stand_with_their_words(made: Made) -> None:
    deliver = {"to": ["a@example.org"], "from": "b@example.org", "subject": "[R2] {client} : {cycle} !"}
    config = made.config.model_copy(update={"deliver": Deliver.model_validate(deliver)})
    mail = render_email(compose_letter(config, made.report, made.cycle, links=LINKS), made.theme)
    if made.letter.language == "fr-FR":
        assert mail.subject == "[R2] Maison Lumière\u00a0: octobre\u00a02026\u202f!"
        assert mail.text.endswith(
            "Le rapport complet se trouve ici\u00a0:\nle rapport à lire (PDF)\n  https://files.example.org/a.pdf\n"
            "la présentation à montrer et à modifier (PowerPoint)\n  https://files.example.org/a.pptx\n"
        )
    else:
        assert mail.subject == "[R2] Northwind Talent : Q3\u00a02026 !"


def test_words_that_look_like_markup_are_words_and_nothing_hides(made: Made) -> None:
    letter, theme = made.letter, made.theme
    masthead = replace(letter.masthead, client=("<b>A</b> & \u202eB\u200b",))
    mail = render_email(replace(letter, masthead=masthead), theme)
    assert "&lt;b&gt;A&lt;/b&gt; &amp; B</h1>" in mail.html
    assert mail.text.startswith("<b>A</b> & B\n")


def test_a_clients_own_template_may_not_fetch(made: Made, tmp_path: Path) -> None:
    letter, theme = made.letter, made.theme
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "email.html.j2").write_text('<img src="https://example.org/{{ plain(letter.subject) }}">')
    with pytest.raises(ConfigError, match="a mail's template draws on '<img'"):
        render_email(letter, replace(theme, folders=(tmp_path,)))

"""Which fonts a report is set in: the theme's, ours, this machine's; what is told of them, what is refused."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.config.schema_theme import Fonts as NamedFonts
from reportgen.display import Display
from reportgen.errors import ConfigError
from reportgen.model.text import Emphasis
from reportgen.render import font_choice, font_search
from reportgen.render.font_choice import Choice, choose, own_families
from reportgen.render.font_files import font_infos
from reportgen.render.font_search import covering, family
from reportgen.render.fonts import SANS, SERIF, Face, Fonts, in_use, printable, width
from tests.render_pdf import fixtures
from tests.render_pdf.small_fonts import LETTERS, font

FR = Display("fr_FR", "EUR")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with a folder of fonts of its own."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setattr(font_choice, "covering", lambda wanted: covering(wanted, [str(folder)]))
    monkeypatch.setattr(font_choice, "family", lambda name: family(name, [str(folder)]))
    font_search.font_paths.cache_clear()
    font_infos.cache_clear()
    return folder


def chosen(client: str, named: NamedFonts | None = None, folder: Path | None = None) -> Choice:
    return choose(named or NamedFonts(), folder, replace(fixtures.one_objective(), client=(client,)), FR)


def problems(named: NamedFonts, folder: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        own_families(named, folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_report_in_our_letters_needs_no_other_font(machine: Path) -> None:
    font(machine / "Any.ttf", "Any", "é漢")
    assert chosen("Maison Lumière") == Choice(Fonts())


def test_a_character_that_no_font_has_is_told_once_with_its_words(machine: Path) -> None:
    choice = chosen("東京 \U0001f469\u200d\U0001f4bb東")
    assert [(item.characters, item.words) for item in choice.unprinted] == [
        ("東京\U0001f469\U0001f4bb", "東京 \U0001f469\u200d\U0001f4bb東")
    ]
    assert choice.remarks == ()


def test_what_ours_lack_is_set_in_a_font_of_this_machine_which_is_told(machine: Path) -> None:
    font(machine / "Second.ttf", "Second", "東京")
    path = font(machine / "NotoSansFirst.ttf", "Noto Sans First", "東")
    choice = chosen("東京")
    assert [(face.family, face.weight) for face in choice.fonts.found] == [
        ("Noto Sans First Report", 400), ("Second Report", 400),
    ]  # fmt: skip
    assert choice.unprinted == ()
    assert str(choice.remarks[0]) == (
        f"theme.fonts.fallback: '東' is set in {path}, a font of this machine: another machine may make another file. "
        "Put the font beside the config, name it."
    )


def test_the_order_of_the_machines_fonts_is_that_of_their_names_not_of_the_disk(machine: Path) -> None:
    for name in ("Zeta", "Alpha", "Beta-Italic", "NotoSansMono"):
        font(machine / f"{name}.ttf", name, "東")
    assert [face.family for face in covering(frozenset("東"), [str(machine)])] == ["Alpha"]


def test_a_bold_font_is_taken_beside_its_regular(machine: Path) -> None:
    font(machine / "Han-Regular.ttf", "Han", "東")
    bold = font(machine / "Han-Bold.ttf", "Han", "東", weight=700)
    faces = covering(frozenset("東"), [str(machine)])
    assert [(face.weight, Path(face.file).name) for face in faces] == [(400, "Han-Regular.ttf"), (600, bold.name)]


def test_a_font_beside_the_config_goes_before_the_machines(machine: Path, tmp_path: Path) -> None:
    font(machine / "Han.ttf", "Machine Han", "東")
    font(tmp_path / "own.ttf", "Own Han", "東")
    choice = chosen("東", NamedFonts(fallback="own.ttf"), tmp_path)
    assert [face.family for face in choice.fonts.named] == ["Own Han Report"]
    assert (choice.fonts.found, choice.remarks) == ((), ())
    with in_use(choice.fonts):
        assert printable("東") == "東"
        assert width("東", SERIF, 600, 10) == pytest.approx(6)
    assert printable("東") != "東"


def test_an_agencys_family_replaces_ours_at_every_weight(machine: Path, tmp_path: Path) -> None:
    regular, bold = font(tmp_path / "r.ttf", "Brand"), font(tmp_path / "b.otf", "Brand", weight=700)
    fonts = chosen("Client", NamedFonts(sans=("r.ttf", "b.otf"), serif="b.otf"), tmp_path).fonts
    assert fonts.families(SANS) == ("Brand Report", SANS)
    assert [(face.weight, face.path) for face in fonts.sans] == [
        (400, str(regular)),
        (600, str(bold)),
        (700, str(bold)),
    ]
    assert fonts.serif == (Face("Brand Report", 600, str(bold)),)
    with in_use(fonts):
        assert width("12", SANS, 400, 10) == pytest.approx(12)
        assert printable("▲") == "▲"  # from ours


def test_a_family_of_the_machine_may_be_named(machine: Path) -> None:
    font(machine / "BrandSans-Regular.ttf", "Brand Sans")
    font(machine / "BrandSans-Semibold.ttf", "Brand Sans", weight=600)
    own = own_families(NamedFonts(sans="brand sans"), None)
    assert [(face.weight, Path(face.file).stem) for face in own["sans"].faces] == [
        (400, "BrandSans-Regular"), (600, "BrandSans-Semibold"), (700, "BrandSans-Semibold"),
    ]  # fmt: skip


def test_what_is_doubtful_in_an_agencys_font_is_measured_and_told(machine: Path, tmp_path: Path) -> None:
    letters = LETTERS.replace("€", "").replace("−", "") + "\u202f"
    for weight in (400, 700):
        font(tmp_path / f"{weight}.ttf", "Brand", letters, weight, widths={"1": 400, "\u202f": 100})
    remarks = [str(item) for item in chosen("Client", NamedFonts(sans=("400.ttf", "700.ttf")), tmp_path).remarks]
    assert remarks == [
        "theme.fonts.sans: 'Brand' has no '€', '−': they are set in our own font",
        "theme.fonts.sans: the digits of 'Brand' are not of one width, so figures do not stand under each other. "
        "Take a font with tabular figures.",
        "theme.fonts.sans: the narrow no-break space of 'Brand' is so narrow that large figures read as one clump",
    ]


def test_fonts_that_cannot_be_used_are_refused_each_with_its_reason(machine: Path, tmp_path: Path) -> None:
    (tmp_path / "web.ttf").write_bytes(b"wOF2" + bytes(60))
    (tmp_path / "broken.ttf").write_bytes(b"\0\1\0\0 nothing like a font")
    font(tmp_path / "kept.ttf", "Kept", may_embed=2)
    cure = "Name a TTF or OTF file beside the config, or a family that is installed on this machine."
    named = NamedFonts(sans=("web.ttf", "broken.ttf"), fallback=("kept.ttf", "none.ttf", "Nowhere Sans"))
    assert problems(named, tmp_path) == [
        "theme.fonts.fallback[0]: the font 'kept.ttf' may not be embedded in a document, says its maker (fsType). "
        f"{cure}",
        f"theme.fonts.fallback[1]: the font 'none.ttf' can't be read (No such file or directory). {cure}",
        f"theme.fonts.fallback[2]: the font 'Nowhere Sans' is not installed on this machine. {cure}",
        "theme.fonts.sans[0]: the font 'web.ttf' is a web font (WOFF), which charts and office programs can't read. "
        f"{cure}",
        f"theme.fonts.sans[1]: the font 'broken.ttf' is not a font that can be read, or is damaged. {cure}",
    ]


@pytest.mark.parametrize(
    ("weight", "characters", "told"),
    [
        (700, LETTERS, "theme.fonts.sans: these fonts have no regular weight (350 to 450), only 700"),
        (400, LETTERS, "theme.fonts.sans: these fonts have no semibold or bold weight (550 to 800), only 400"),
    ],
)
def test_a_family_needs_a_regular_and_a_bold(tmp_path: Path, weight: int, characters: str, told: str) -> None:
    font(tmp_path / "own.ttf", "Brand", characters, weight)
    cure = "Name a file for the regular weight and one for semibold or bold, in a list."
    assert problems(NamedFonts(sans="own.ttf"), tmp_path) == [f"{told}. {cure}"]


def test_a_font_of_another_width_is_refused_with_that_reason(tmp_path: Path) -> None:
    """Its weight is right, so to speak of the weight would contradict itself."""
    for weight in (400, 700):
        font(tmp_path / f"{weight}.ttf", "Slim", LETTERS, weight, width_class=3)
    [told] = problems(NamedFonts(sans=("400.ttf", "700.ttf")), tmp_path)
    assert told.startswith(
        "theme.fonts.sans: 'Slim' of weight 400 is condensed: a report takes upright fonts of normal width."
    )


def test_a_font_without_letters_is_no_text_font(tmp_path: Path) -> None:
    font(tmp_path / "signs.ttf", "Signs", LETTERS.replace("a", "").replace("7", ""), 700)
    assert problems(NamedFonts(serif="signs.ttf"), tmp_path)[0].startswith(
        "theme.fonts.serif: 'Signs' has no 'a', '7': it is not made for text."
    )


def test_a_familys_name_cannot_end_the_stylesheet() -> None:
    assert font_choice._unique("A'; } * { x: url(b) </style>") == "A x url b style Report"


def test_the_words_of_every_block_are_looked_at(machine: Path) -> None:
    report = replace(fixtures.one_objective(), header=((Emphasis(("東",)),), ()))
    assert [item.characters for item in choose(NamedFonts(), None, report, FR).unprinted] == ["東"]

"""A client's own templates: which of ours they replace, what they can reach, how their mistakes are told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from reportgen.config.load import load_config
from reportgen.display import Display
from reportgen.errors import ConfigError, Problem
from reportgen.pipeline import _theme
from reportgen.render.html import Setting, html, stylesheet
from reportgen.render.pages import arrange
from tests.render_pdf import fixtures
from tests.render_pdf.conftest import theme

REPORT = fixtures.report()
BASE = """\
version: 1
locale: fr_FR
currency: EUR
timezone: Europe/Paris
cycle: month
theme: {file: house/look.yaml}
sources: [{name: tidy, path: data.csv, columns: {day: date, channel: network, leads: prospects}}]
objectives: [{id: leads, family: leads, title: Générer, role: Amener, kpis: [{kpi: leads, target: 140}]}]
"""
Fill = Callable[..., str]


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Writes a template and returns the page, or with ``css`` the stylesheet, that comes of it."""

    def filled(text: str, name: str = "parts/masthead.html.j2", css: bool = False) -> str:
        path = tmp_path / "templates" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        look = replace(theme(), folders=(tmp_path,))
        if css:
            return stylesheet(look)
        return html(arrange(REPORT), Setting(REPORT, look, Display(REPORT.locale, REPORT.currency)))

    return filled


def refused(fill: Fill, text: str, name: str = "parts/masthead.html.j2") -> Problem:
    with pytest.raises(ConfigError) as caught:
        fill(text, name)
    [problem] = caught.value.problems
    return problem


def test_a_part_of_the_clients_stands_in_place_of_ours_and_the_others_stay(fill: Fill) -> None:
    page = fill("<h1>{{ text(block.client) }}, {{ text(block.cycle) }}</h1>")
    assert "<h1>Maison Lumière, " in page
    assert "masthead-report" not in page
    assert 'class="headline"' in page


def test_a_part_may_hold_ours(fill: Fill) -> None:
    page = fill('<p>before</p>{% include "ours/parts/masthead.html.j2" %}')
    assert "<p>before</p>" in page
    assert 'class="masthead"' in page


def test_rules_of_the_clients_stand_behind_ours(fill: Fill) -> None:
    css = fill(".headline { color: {{ c.current }} }", "own.css.j2", css=True)
    assert css.rstrip().endswith(f".headline {{ color: {theme().palette.current} }}")


def test_a_base_s_templates_stand_behind_the_config_s_own(tmp_path: Path) -> None:
    for folder, words in (("client", "ours alone"), ("agency", "house")):
        (tmp_path / folder / "templates" / "parts").mkdir(parents=True)
        (tmp_path / folder / "templates" / "parts" / "headline.html.j2").write_text(f"<p>{words}</p>")
    (tmp_path / "agency" / "templates" / "own.css.j2").write_text("p { top: 0 }")
    look = replace(theme(), folders=(tmp_path / "client", tmp_path / "agency"))
    page = html(arrange(REPORT), Setting(REPORT, look, Display(REPORT.locale, REPORT.currency)))
    assert "<p>ours alone</p>" in page
    assert "<p>house</p>" not in page
    assert stylesheet(look).rstrip().endswith("p { top: 0 }")


def test_a_changed_template_is_read_again(fill: Fill) -> None:
    assert "<p>one</p>" in fill("<p>one</p>")
    assert "<p>another</p>" in fill("<p>another</p>")


def test_what_a_template_puts_aside_ends_with_its_document(fill: Fill, tmp_path: Path) -> None:
    """One client's words are not in the next one's report, made by the same process."""
    macro = "{% macro note(name) %}[{{ seen.names }}]{% set seen.names = seen.names ~ name %}{% endmacro %}"
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/notes.html.j2").write_text("{% set seen = namespace(names='') %}" + macro, "utf-8")
    text = "{% import 'notes.html.j2' as notes %}{{ notes.note('Northwind') }}{{ notes.note('Lumière') }}"
    assert "[][Northwind]" in fill(text)
    assert "[][Northwind]" in fill(text)


def test_what_is_given_is_escaped(fill: Fill) -> None:
    assert "&lt;img src=x&gt;" in fill("{{ '<img src=x>' }}")


@pytest.mark.parametrize(
    ("text", "line", "kind", "what"),
    [
        ("<p>\n{% if block %}\n</p>", 3, "template_syntax", "unexpected end of template"),
        ("<p>{{ block.client }</p>", 1, "template_syntax", "unexpected '}'"),
        ("{% frame %}", 1, "template_syntax", "unknown tag 'frame'"),
        ("{{ block.client | shout }}", 1, "template_syntax", "no filter named 'shout'"),
        ("\n\n{{ txet(block.client) }}", 3, "template_unknown_name", "unknown name 'txet'"),
        ("{{ text(block.clinet) }}", 1, "template_unknown_name", "a masthead has no 'clinet'"),
        ("{{ agency.nane }}{{ logo }}\n", 1, "template_unknown_name", "'nane'"),
        ('{% include "parts/mast.html.j2" %}', 1, "template_missing", "there is no template 'parts/mast.html.j2'"),
        ("{{ text(7) }}", 1, "template_failed", "not iterable"),
        ("{{ 1 / 0 }}", 1, "template_failed", "division by zero"),
        ('{% include "parts/masthead.html.j2" %}', 1, "template_failed", "recursion"),
        (
            "{% for a in range(500) %}\n{% for b in range(500) %}{% endfor %}\n{% endfor %}",
            2, "template_refused", "200000 rounds",
        ),
        (
            "{% set l = range(500) | list %}\n{% for a in l %}{% for b in l %}{% endfor %}{% endfor %}",
            2, "template_refused", "200000 rounds",
        ),
        ("{% for a in range(10**9) %}{% endfor %}", 1, "template_refused", "'**'"),
        ("{% for a in range(1000000000) %}{% endfor %}", 1, "template_refused", "rounds of loops"),
        ("{% macro m(n) %}{{ m(n) }}{% endmacro %}{{ m(1) }}", 1, "template_failed", "recursion"),
        ("{{ 'a' * 1000000000 }}", 1, "template_refused", "'*' is for numbers"),
        ("{{ '%1000000000d' % 1 }}", 1, "template_refused", "'%' is for numbers"),
        (
            "{% set n = namespace(s='aaaaaaaaaa') %}{% for i in range(60) %}{% set n.s = n.s ~ n.s %}{% endfor %}",
            1, "template_refused", "a value of more than",
        ),
        (
            "{% set n = namespace(s='aaaaaaaaaa') %}{% for i in range(60) %}"
            "{% set n.s = n.s | replace('a', 'aa') %}{% endfor %}",
            1, "template_refused", "a value of more than",
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_and_line(fill: Fill, text: str, line: int, kind: str, what: str) -> None:
    problem = refused(fill, text)
    assert problem.place.file.endswith("templates/parts/masthead.html.j2")
    assert (problem.place.line, problem.kind) == (line, kind)
    assert what in problem.what


def test_an_unknown_name_is_told_with_the_nearest(fill: Fill) -> None:
    assert refused(fill, "{{ plian(block.client) }}").candidates == ("plain",)
    assert refused(fill, "{{ block.compraison }}").candidates == ("comparison",)


def test_a_mistake_with_one_of_our_macros_is_told_where_it_was_called(fill: Fill) -> None:
    text = '{% import "parts/macros.html.j2" as macros with context %}\n\n{{ macros.chart(block) }}'
    problem = refused(fill, text)
    assert problem.place.line == 3
    assert problem.what == "a masthead has no 'title'"


ESCAPES = (
    "{{ text.__self__ }}",
    "{{ text.__func__ }}",
    "{{ ''.__class__.__mro__ }}",
    "{{ block.__class__ }}",
    "{{ block|attr('__class__') }}",
    "{{ [block]|map(attribute='__class__')|join }}",
    "{{ block['__class__'] }}",
    "{{ report.__dataclass_fields__ }}",
    "{{ report.created.replace(1) }}",
    "{{ '{0.__class__}'.format(block) }}",
    "{{ '{0.__class__}'.format_map({}) }}",
    "{{ self.__init__ }}",
    "{{ self._TemplateReference__context }}",
    "{{ range.__globals__ }}",
    "{{ cycler.__init__.__globals__ }}",
    "{{ namespace.__init__ }}",
    "{{ fill }}",
    "{{ environment }}",
    "{{ lipsum }}",
    "{{ [].append(1) }}",
    "{% set x = {} %}{{ x.update({1: 2}) }}",
    "{{ column_widths.theme }}",
    "{{ (text|string).encode() }}",
    "{% for a in [1] %}{{ loop._iterable }}{% endfor %}",
    "{% macro m() %}{% endmacro %}{{ m._func }}",
    "{{ '<b>'|safe }}",
    "{{ 'x'|random }}",
    "{% import 'parts/macros.html.j2' as m with context %}{{ m.__dict__ }}",
    "{% include '../../secret.j2' %}",
    "{% include '/etc/passwd' %}",
    "{% include 'secret.txt' %}",
    "{{ joiner('a').__call__.__func__ }}",
)


@pytest.mark.parametrize("text", ESCAPES)
def test_nothing_but_the_values_is_reached(fill: Fill, tmp_path: Path, text: str) -> None:
    (tmp_path / "secret.j2").write_text("told")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "secret.txt").write_text("told")
    problem = refused(fill, text)
    assert problem.kind in ("template_refused", "template_unknown_name", "template_missing", "template_syntax")


def test_a_link_that_leads_out_of_the_folder_is_refused(fill: Fill, tmp_path: Path) -> None:
    (tmp_path / "secret.html").write_text("told")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "linked.html.j2").symlink_to(tmp_path / "secret.html")
    problem = refused(fill, '{% include "linked.html.j2" %}')
    assert (problem.kind, problem.what) == ("template_refused", "the template leads out of its folder")


def test_a_template_must_be_utf8_and_of_a_reasonable_size(fill: Fill, tmp_path: Path) -> None:
    assert "larger than a megabyte" in refused(fill, "x" * 1_000_001).what
    (tmp_path / "templates" / "parts" / "headline.html.j2").write_bytes(b"<p>\xe9</p>")
    problem = refused(fill, "<h1>x</h1>")
    assert (problem.kind, problem.what) == ("template_encoding", "the template is not UTF-8 (byte 4)")


def test_a_fault_of_ours_is_not_laid_at_the_clients_door(fill: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportgen.render import html as ours

    def broken(*_: object) -> str:
        raise KeyError("ours")

    monkeypatch.setattr(ours.Setter, "title_text", broken)
    with pytest.raises(KeyError, match="ours"):
        fill("<h1>x</h1>")


def test_a_build_looks_for_templates_beside_each_file_of_the_config(tmp_path: Path) -> None:
    """From the config to the page: its own folder, its base's, its theme file's."""
    for name, text in {
        "clients/one.yaml": "extends: ../base.yaml\nclient: Maison Lumière\ntheme: {brand: '#112233'}\n",
        "base.yaml": BASE,
        "house/look.yaml": "footer: Studio Halo\n",
        "house/templates/parts/headline.html.j2": "<p>from the house</p>",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    loaded = load_config(tmp_path / "clients" / "one.yaml")
    look = _theme(SimpleNamespace(config=loaded))  # type: ignore[arg-type]
    assert (look.brand, look.footer) == ("#112233", "Studio Halo")
    page = html(arrange(REPORT), Setting(REPORT, look, Display(REPORT.locale, REPORT.currency)))
    assert "<p>from the house</p>" in page

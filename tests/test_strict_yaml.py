"""YAML is read strictly: every trap of the format is either a plain value or a problem with its line and column."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from reportgen import strict_yaml
from reportgen.errors import ConfigError, Place
from reportgen.strict_yaml import load, load_bytes, render

PARSERS = [yaml.Loader, *([yaml.CLoader] if yaml.__with_libyaml__ else [])]


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "_PARSER", request.param)


def message(text: str) -> str:
    with pytest.raises(ConfigError) as raised:
        load(text, "c.yaml")
    return str(raised.value)


VALUES: dict[str, object] = {
    "NO": "NO",
    "yes": "yes",
    "on": "on",
    "y": "y",
    "true": True,
    "False": False,
    "'true'": "true",
    "null": None,
    "~": None,
    "": None,
    "12": 12,
    "-3": -3,
    "0123": 123,
    "'0123'": "0123",
    "0x1F": 31,
    "0o17": 15,
    "1.50": Decimal("1.50"),
    "-.5": Decimal("-0.5"),
    "1e3": Decimal(1000),
    "1_000": "1_000",
    "12:30:45": "12:30:45",
    "2.1%": "2.1%",
    "1,5": "1,5",
    "2026-02-28": date(2026, 2, 28),
    "'2026-02-28'": "2026-02-28",
    "2026-02": "2026-02",
    "2026-02-28T10:00:00": "2026-02-28T10:00:00",
    "é": "é",
    "=": "=",
}


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(("written", "value"), VALUES.items())
def test_a_scalar_is_what_yaml_1_2_says(written: str, value: object) -> None:
    found = load(f"key: {written}\n", "c.yaml")[0]
    assert found == {"key": value}
    assert type(found["key"]) is type(value)  # type: ignore[index]


def test_keys_are_text_as_written() -> None:
    assert load("2026: a\nno: b\n1.0: c\n", "c.yaml")[0] == {"2026": "a", "no": "b", "1.0": "c"}


TRAPS = {
    "bad date": (
        "day: 2026-02-31\n",
        "c.yaml:1:6 day: '2026-02-31' is not a date of the calendar. Write year-month-day, or quote a text.",
    ),
    "infinite": (
        "a: [1, -.inf]\n",
        "c.yaml:1:8 a[1]: '-.inf' is not a finite number. Write a number, or quote a text.",
    ),
    "not a number": (
        "a: .NaN\n",
        "c.yaml:1:4 a: '.NaN' is not a finite number. Write a number, or quote a text.",
    ),
    "long integer": (
        f"a: {'1' * 6000}\n",
        "c.yaml:1:4 a: a number of 6000 characters is too long. Put an identifier in quotes.",
    ),
    "huge exponent": (
        "a: 1e999999\n",
        "c.yaml:1:4 a: the number '1e999999' is out of range. Put an identifier in quotes.",
    ),
    "duplicate key": (
        "a: 1\nb:\n  c: 1\n  d: 2\n  c: 3\n",
        "c.yaml:5:3 b.c: the key 'c' stands twice: on line 3 and on line 5. Keep one of the two.",
    ),
    "merge key": (
        "a: &a {x: 1}\nb:\n  <<: *a\n",
        "c.yaml:3:3 b.<<: merge keys ('<<') are not allowed. Write the keys out.",
    ),
    "own tag": (
        "a: !env HOME\n",
        "c.yaml:1:4 a: the tag '!env' is not allowed. Leave the tag out; put a text in quotes.",
    ),
    "standard tag": (
        "a: !!str 12\n",
        "c.yaml:1:4 a: the tag 'tag:yaml.org,2002:str' is not allowed. Leave the tag out; put a text in quotes.",
    ),
    "tag without handle": (
        "a: !x!y 12\n",
        "c.yaml:1:4: tags are not allowed. Put a text that begins with '!' in quotes.",
    ),
    "unknown anchor": ("a: *x\n", "c.yaml:1:4 a: no anchor '&x' stands before this alias"),
    "value in itself": ("a: &x [1, *x]\n", "c.yaml:1:11 a[1]: the value '&x' contains itself"),
    "list as key": (
        "? [a, b]\n: 1\n",
        "c.yaml:1:3: a key must be a word, not a list, a block or an alias. "
        "Put a text that begins with { or [ or * in quotes.",
    ),
    "nothing before the colon": ("a: {: 1}\n", "c.yaml:1:5: a key or a value is missing. Write 'key: value'."),
    "key without letters": ("'': 1\n", "c.yaml:1:1: a key is missing before ':'. Write 'key: value'."),
    "two documents": (
        "a: 1\n---\nb: 2\n",
        "c.yaml:2:1: a second document begins here. Keep one document in a file.",
    ),
    "empty": ("", "c.yaml: the file is empty"),
    "comments alone": ("# nothing\n", "c.yaml: the file is empty"),
    "null alone": ("---\n~\n", "c.yaml: the file is empty"),
    "NUL": ("a: x\x00y\n", "c.yaml:1:5: the control character U+0000 is not allowed. Delete it."),
    "tab": ("a:\n\tb: 1\n", "c.yaml:2:1: a tab stands in the indentation. Indent with spaces."),
    "at sign": ("a: @x\n", "c.yaml:1:4: a text can't begin with '@'. Put the text in quotes."),
    "colon in a text": (
        "title: Leads: more\n",
        "c.yaml:1:13: a ':' stands where no key can be. Indent with care; quote a text with ': ' in it.",
    ),
    "key without colon": (
        "a: 1\nkey\nb: 2\n",
        "c.yaml:2:1: a key without ':'. Write 'key: value'; check the indentation.",
    ),
    "open quote": (
        "a: 1\nb: 'l'été\n",
        "c.yaml:2:7: text follows a closing quotation mark. In '…' an apostrophe is written ''.",
    ),
    "never closed quote": (
        'a: 1\nb: "été\nc: 2\n',
        "c.yaml:2:4: a quotation mark is not closed. In '…' an apostrophe is written ''.",
    ),
    "unclosed brace": (
        "a: {b: 1\nc: 2\n",
        "c.yaml:1:4: the '{' is not closed, or a ',' is missing. Write {key: value, key: value}.",
    ),
    "unclosed bracket": (
        "a: [1, 2\nc: 2\n",
        "c.yaml:1:4: the '[' is not closed, or a ',' is missing. Write [item, item].",
    ),
    "nested too deep": ("[" * 40, "c.yaml:1:33: nested deeper than 32 levels"),
}


@pytest.mark.parametrize(("text", "expected"), TRAPS.values(), ids=TRAPS)
def test_a_trap_is_refused_where_it_stands_and_in_plain_words(text: str, expected: str) -> None:
    assert message(text) == expected


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("text", [text for text, _ in TRAPS.values()], ids=TRAPS)
def test_both_parsers_refuse_what_one_refuses(text: str) -> None:
    assert message(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [("a:\n  b: 1\n c: 2\n", 3), ("- 1\nb: 2\n", 2), ("a:\n  - b: 1\n   c: 2\n", 3)],
)
@pytest.mark.usefixtures("parser")
def test_bad_indentation_is_named_on_its_line(text: str, line: int) -> None:
    assert message(text).startswith(f"c.yaml:{line}:")
    assert "does not continue the l" in message(text)


def test_all_problems_of_values_come_at_once_sorted_by_place_and_with_the_one_that_ended_reading() -> None:
    text = "b: 2026-13-01\na: .nan\nb: 1\nc: @x\n"
    assert message(text).splitlines() == [
        "c.yaml:1:4 b: '2026-13-01' is not a date of the calendar. Write year-month-day, or quote a text.",
        "c.yaml:2:4 a: '.nan' is not a finite number. Write a number, or quote a text.",
        "c.yaml:3:1 b: the key 'b' stands twice: on line 1 and on line 3. Keep one of the two.",
        "c.yaml:4:4: a text can't begin with '@'. Put the text in quotes.",
    ]


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    lines = ["- &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"- &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)]
    assert message("\n".join(lines)) == "c.yaml:6:8 [5][0]: more than 100,000 values in one file"


def test_more_than_a_hundred_aliases_are_refused() -> None:
    assert "more than 100 aliases in one file" in message("- &a 1\n" + "- *a\n" * 101)
    assert load("- &a 1\n" + "- *a\n" * 100, "c.yaml")[0] == [1] * 101


def test_nesting_through_aliases_counts() -> None:
    deep = "[" * 20 + "1" + "]" * 20
    assert "nested deeper than 32 levels" in message(f"- &a {deep}\n- {'[' * 15}*a{']' * 15}\n")


def test_what_an_alias_stands_for_keeps_the_place_where_it_is_written() -> None:
    values, marks = load("first: &f {rate: 35}\nsecond: *f\n", "c.yaml")
    assert values == {"first": {"rate": 35}, "second": {"rate": 35}}
    assert marks.place(("second",)) == Place("c.yaml", 2, 1, key="second")
    assert marks.place(("second", "rate")) == Place("c.yaml", 1, 12, key="second.rate")


def test_marks_know_keys_items_and_the_nearest_ancestor_of_what_is_missing() -> None:
    _, marks = load("objectives:\n  - id: leads\n    kpis:\n      - {kpi: leads}\n      - kpi: été\n", "c.yaml")
    assert str(marks.place(("objectives", 0, "kpis", 1, "kpi"))) == "c.yaml:5:9 objectives[0].kpis[1].kpi"
    assert str(marks.place(("objectives", 0, "kpis", 1, "target", "by"))) == (
        "c.yaml:5:9 objectives[0].kpis[1].target.by"
    )
    assert str(marks.place(("locale",))) == "c.yaml:1:1 locale"


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("written", "column"),
    [
        ("formula: leads / x", 18),
        ("formula: 'leads / x'", 19),
        ('formula: "leads / \\x78"', 10),
        ("formula: >-\n  leads / x", 10),
    ],
)
def test_marks_lead_inside_a_text_that_stands_on_one_line_as_it_is(written: str, column: int) -> None:
    values, marks = load(written, "c.yaml")
    assert values == {"formula": "leads / x"}
    assert marks.inside(("formula",), 8).column == column


@pytest.mark.usefixtures("parser")
def test_a_byte_order_mark_is_no_part_of_the_first_key() -> None:
    values, marks = load_bytes(b"\xef\xbb\xbfa: 1\n", "c.yaml")
    assert values == {"a": 1}
    assert marks.place(("a",)).column == 1


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("a: été\n".encode("latin-1"), "c.yaml:1:4: the file is not in UTF-8: byte 0xE9. Save the file as UTF-8."),
        ("a: é\n".encode("utf-16"), "c.yaml: the file is in UTF-16, not in UTF-8. Save the file as UTF-8."),
    ],
)
def test_another_encoding_is_named(data: bytes, expected: str) -> None:
    with pytest.raises(ConfigError) as raised:
        load_bytes(data, "c.yaml")
    assert str(raised.value) == expected


def test_a_path_is_written_as_in_a_program() -> None:
    assert render(("objectives", 0, "kpis", 1, "kpi")) == "objectives[0].kpis[1].kpi"
    assert render((0, "a")) == "[0].a"
    assert render(()) == ""


printable = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=8)
trees = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | printable,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(printable.filter(bool), inner, max_size=4),
    max_leaves=20,
).filter(lambda tree: tree is not None)


@given(trees)
def test_json_is_read_as_it_was_written(tree: object) -> None:
    assert load(json.dumps(tree, ensure_ascii=False), "c.yaml")[0] == tree


@given(st.text(st.sampled_from("ab:- \n\t'\"{}[],&*!|>#%@`?0.~<é\x00"), max_size=40))
def test_no_text_raises_anything_but_a_config_error(text: str) -> None:
    with suppress(ConfigError):
        load(text, "c.yaml")

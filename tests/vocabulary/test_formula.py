"""The formula language: what may be written, what the tree is, and where a mistake stands."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.vocabulary.formula import (
    MAX_OPERANDS,
    Binary,
    Call,
    FormulaError,
    Node,
    Number,
    Ref,
    operands,
    parse,
    refs,
    write,
)

A, B, C = Ref("a"), Ref("b"), Ref("c")


def test_multiplication_binds_before_addition_and_both_bind_to_the_left() -> None:
    assert parse("a - b * c - a") == (Binary("-", Binary("-", A, Binary("*", B, C)), A),)
    assert parse("a / b * 1000") == (Binary("*", Binary("/", A, B), Number(Decimal(1000))),)
    assert parse("a / (b * c)") == (Binary("/", A, Binary("*", B, C)),)


def test_a_number_is_exact() -> None:
    assert parse("0.1 + 0.20")[0] == Binary("+", Number(Decimal("0.1")), Number(Decimal("0.2")))


def test_functions_take_their_arguments() -> None:
    level = Ref("followers", (("channel", "instagram"),))
    assert parse("opening(followers[channel=instagram])") == (Call("opening", (level,)),)
    assert parse("min(1 / a, 5)") == (Call("min", (Binary("/", Number(Decimal(1)), A), Number(Decimal(5)))),)
    assert parse("standing(a)") == (Call("standing", (A,)),)


def test_the_order_of_a_selection_does_not_count() -> None:
    one, other = parse("x[of=posts, delivery=paid]"), parse("x[delivery=paid,of=posts]")
    assert one == other == (Ref("x", (("delivery", "paid"), ("of", "posts"))),)


def test_alternatives_come_in_order_and_on_several_lines() -> None:
    assert parse("a;\nelse b / c; else 1 - a") == (A, Binary("/", B, C), Binary("-", Number(Decimal(1)), A))


def test_references_are_found_from_left_to_right_wherever_they_stand() -> None:
    node = parse("a / ((opening(b) + min(c, a[channel=x])) / 2)")[0]
    assert refs(node) == (A, B, C, Ref("a", (("channel", "x"),)))
    assert operands(node) == 5


def test_nodes_know_where_they_stand_but_that_does_not_count_in_comparisons() -> None:
    node = parse("  a +  b")[0]
    assert isinstance(node, Binary)
    assert (node.left.index, node.index, node.right.index) == (2, 4, 7)
    assert node == parse("a+b")[0]


MISTAKES = {  # formula with ^ before the character of the mistake: what is wrong, what would be right
    "^": ("the formula is empty", "Write a number, an id or a parenthesis."),
    "a +^": ("the formula ends where an operand is missing", "Write a number, an id or a parenthesis."),
    "a * ^/ b": ("'/' stands where an operand is missing", "Write a number, an id or a parenthesis."),
    "^-a": ("a sign can't stand before an operand", "Write 0 - x."),
    "a ^b": ("an operator is missing before 'b'", "Write + - * or / between two operands."),
    "a *^* b": ("'**' has no meaning in a formula", "Write the product out."),
    "^(a + b": ("'(' is not closed", "Close it with ')'."),
    "a + b^)": ("')' closes nothing", "Take it out."),
    "a ^÷ b": ("'÷' has no meaning in a formula", "Write '/'."),
    "a * 20^%": ("'%' has no meaning in a formula", "Write a share of one, such as 0.2."),
    "a * 1^,5": ("',' can't stand here", "Write decimals with a point."),
    "a * ^.5": ("'.' has no meaning in a formula", "Write a number with a digit before the point."),
    "a / ^Leads": ("'L' has no meaning in a formula", "Write ids in lower case."),
    "a^{channel=x}": ("'{' has no meaning in a formula", "Write a selection in square brackets."),
    "^max(a, b)": ("unknown function 'max'", "There are min, opening, standing."),
    "^min(a)": ("'min' has the wrong number of arguments", "Write min(a, b)."),
    "1 / ^opening(a, b)": ("'opening' has the wrong number of arguments", "Write opening(x)."),
    "opening(a ^+ b)": ("'opening' takes one id", "Write opening(x)."),
    "standing(^3)": ("'standing' takes one id", "Write standing(x)."),
    "a[^]": ("a selection is missing", "Write x[channel=social]."),
    "a[^chanel=x]": ("'chanel' can't be selected by", "There are activity, channel, claimed_by, delivery, of."),
    "a[channel^]": ("'=' is missing after 'channel'", "Write x[channel=…]."),
    "a[channel=^3]": ("the value of 'channel' is missing", "Write x[channel=…] with an id."),
    "a[channel=x, ^channel=y]": ("'channel' is selected twice", "Keep one of the two."),
    "a^[channel=x": ("'[' is not closed", "Close it with ']'."),
    "a; ^b": ("after ';' comes 'else'", "Write alternatives as 'a / b; else c / d'."),
    "a ^else b": ("';' is missing before 'else'", "Write alternatives as 'a / b; else c / d'."),
    "a; else^": ("the formula ends where an operand is missing", "Write a number, an id or a parenthesis."),
    "^__import__": ("'_' has no meaning in a formula", ""),
    f"^{'1' * 31}": ("a number of 31 characters is too long", ""),
}


@pytest.mark.parametrize("marked", MISTAKES)
def test_a_mistake_is_named_at_its_character(marked: str) -> None:
    with pytest.raises(FormulaError) as raised:
        parse(marked.replace("^", "", 1))
    error = raised.value
    assert (error.index, (error.what, error.would_be_right)) == (marked.index("^"), MISTAKES[marked])


@pytest.mark.parametrize(("text", "near"), [("mini(a, b)", "min"), ("a[delivry=paid]", "delivery")])
def test_a_misspelt_word_of_the_language_gets_the_nearest_one(text: str, near: str) -> None:
    with pytest.raises(FormulaError) as raised:
        parse(text)
    assert raised.value.candidates == (near,)


@pytest.mark.parametrize("text", ["(" * 500 + "a" + ")" * 500, " + ".join(["a"] * (MAX_OPERANDS + 1)), "a" * 3000])
def test_size_and_depth_are_bounded(text: str) -> None:
    with pytest.raises(FormulaError, match=r"more than|longer than"):
        parse(text)


def test_each_alternative_has_the_whole_of_the_bound() -> None:
    whole = " + ".join(["a"] * MAX_OPERANDS)
    assert len(parse(f"{whole}; else {whole}")) == 2


ids = st.sampled_from(("a", "leads", "orders_12m", "total_cost"))
references = st.builds(
    lambda name, selection: Ref(name, tuple(sorted(selection.items()))),
    ids,
    st.dictionaries(st.sampled_from(("channel", "delivery", "of")), st.sampled_from(("social", "paid")), max_size=2),
)
numbers = st.builds(Number, st.decimals(0, 10**6, places=3))
calls = st.builds(lambda name, ref: Call(name, (ref,)), st.sampled_from(("opening", "standing")), references)


def _grown(inner: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    least = st.builds(lambda a, b: Call("min", (a, b)), inner, inner)
    return st.builds(Binary, st.sampled_from("+-*/"), inner, inner) | least  # type: ignore[arg-type]


nodes: st.SearchStrategy[Node] = st.recursive(references | numbers | calls, _grown, max_leaves=15)


@pytest.mark.parametrize(
    "text",
    [
        "a - (b - c)",
        "a + (b - c)",
        "a - (b + c)",
        "a / (b / c)",
        "a * (b / c)",
        "a - b + c",
        "(a + b) * c",
        "a * b + c",
    ],
)
def test_parentheses_stay_where_they_decide(text: str) -> None:
    assert write(parse(text)[0]) == text


@given(st.lists(nodes, min_size=1, max_size=3))
def test_a_tree_written_out_and_read_again_is_the_same_tree(trees: list[Node]) -> None:
    assert parse("; else ".join(map(write, trees))) == tuple(trees)


@given(nodes)
def test_no_parenthesis_is_written_that_could_be_left_out(node: Node) -> None:
    text = write(node)
    for opening in (index for index, character in enumerate(text) if character == "("):
        if opening and (text[opening - 1].isalnum() or text[opening - 1] == "_"):
            continue  # a call's
        closing = _closing(text, opening)
        assert parse(text[:opening] + text[opening + 1 : closing] + text[closing + 1 :]) != (node,)


def _closing(text: str, opening: int) -> int:
    depth = 0
    for index in range(opening, len(text)):
        depth += {"(": 1, ")": -1}.get(text[index], 0)
        if depth == 0:
            return index
    raise AssertionError(text)


@given(st.text(st.sampled_from("ab1.+-*/()[],=; else min(opening[channel=of"), max_size=30))
def test_no_text_raises_anything_but_a_formula_error_inside_the_text(text: str) -> None:
    with suppress(FormulaError):
        try:
            parse(text)
        except FormulaError as error:
            assert 0 <= error.index <= len(text)  # noqa: PT017
            raise

"""Tagged links: the program reads its own tags as the channel that was meant, and keeps what an address has."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportgen.cli import main
from reportgen.vocabulary.channels import CHANNELS
from reportgen.vocabulary.links import PARTS, LinkError, tagged
from reportgen.vocabulary.tags import Tags, channel_of, delivery_of, link_tags, plain_tags, rule

Capture = pytest.CaptureFixture[str]
DELIVERIES = [(channel, paid) for channel, tags in link_tags().items() for paid in (False, True)
              if (tags.paid if paid else tags.organic)]  # fmt: skip
PAGE = "https://www.example.com/lampes"
CONFIG = """\
version: 1
client: Corner Bakery
locale: en_GB
currency: GBP
timezone: Europe/London
cycle: month
sources: [{name: web, path: web.csv}]
channels:
  - {campaign: "newsletter*", channel: email}
  - {source: insta-shop, channel: instagram}
objectives:
  - {id: leads, family: leads, title: Enquiries, role: They ask., kpis: [{kpi: leads, target: 30}]}
"""


def tags_of_link(address: str) -> Tags:
    """The source, medium and campaign that an address bears."""
    given = dict(parse_qsl(urlsplit(address).query))
    return plain_tags(*(given.get(name, "") for name in PARTS[:3]))


@pytest.mark.parametrize(("channel", "paid"), DELIVERIES)
@settings(max_examples=20)
@given(campaign=st.text(min_size=1, max_size=40), content=st.text(max_size=20))
def test_a_link_is_read_as_the_channel_and_the_delivery_that_were_meant(
    channel: str, paid: bool, campaign: str, content: str
) -> None:
    try:
        link = tagged(PAGE, channel, campaign, content, paid=paid)
    except LinkError:
        assume(False)
    tags = tags_of_link(link)
    assert channel_of(tags) == channel
    assert delivery_of(tags) == ("paid" if paid else "organic") or channel == "other"
    values = [value for name, value in parse_qsl(urlsplit(link).query) if name in PARTS]
    assert all(value == value.lower() and value.isascii() and not set(value) & set(" @%&=?#") for value in values)


def test_every_channel_but_direct_has_its_tags() -> None:
    assert set(CHANNELS) - set(link_tags()) == {"direct"}


@given(st.lists(st.tuples(st.text("abcz%20é", min_size=1, max_size=5), st.text("abc1.", max_size=5)), max_size=4))
def test_what_the_address_asks_already_stays_letter_by_letter(pairs: list[tuple[str, str]]) -> None:
    query = "&".join(f"{name}={value}" for name, value in pairs)
    assume("@" not in query)
    link = tagged(f"{PAGE}?{query}#top" if query else f"{PAGE}#top", "instagram", "spring")
    assert link.startswith(f"{PAGE}?{query}&utm_source=" if query else f"{PAGE}?utm_source=")
    assert link.endswith("&utm_campaign=spring#top")


def test_tags_are_small_letters_without_accents_or_blanks_and_take_the_place_of_older_ones() -> None:
    link = tagged("https://müller.example/à?a=1&utm_source=old&UTM_term=x", "instagram", "Soldes d'Été 2026", "Story 1")
    assert link == (
        "https://müller.example/à?a=1&utm_source=instagram&utm_medium=social"
        "&utm_campaign=soldes_d_ete_2026&utm_content=story_1"
    )


@pytest.mark.parametrize(
    ("address", "campaign"),
    [
        (PAGE, "jane@example.org"),
        (PAGE, "+33 6 12 34 56 78"),
        (f"{PAGE}?email=jane%40example.org", "spring"),
        ("https://jane:secret@example.com/", "spring"),
        ("www.example.com", "spring"),
        ("ftp://example.com/file", "spring"),
        ("https://exa mple.com/", "spring"),
        ("https://[half", "spring"),
        (PAGE, "春"),
        (PAGE, "…"),
    ],
)
def test_people_and_what_is_no_address_are_refused(address: str, campaign: str) -> None:
    with pytest.raises(LinkError):
        tagged(address, "email", campaign)


def test_the_clients_own_rules_are_asked_first() -> None:
    own = (rule("email", {"campaign": "newsletter*"}),)
    assert channel_of(tags_of_link(tagged(PAGE, "instagram", "spring", own=own)), own) == "instagram"
    with pytest.raises(LinkError, match=r"channels\[0\] counts such a link for 'email', not for 'instagram'"):
        tagged(PAGE, "instagram", "newsletter_3", own=own)


def test_the_command_prints_the_link_alone(capsys: Capture, tmp_path: Path) -> None:
    (tmp_path / "client.yaml").write_text(CONFIG, "utf-8")
    given = ["utm", PAGE, "--channel", "facebook", "--campaign", "Spring sale", "--paid", "--term", "Lamps"]
    assert main([*given, "--config", str(tmp_path / "client.yaml")]) == 0
    tags = "utm_source=facebook&utm_medium=paid_social&utm_campaign=spring_sale&utm_term=lamps"
    assert capsys.readouterr() == (f"{PAGE}?{tags}\n", "")


def test_older_tags_of_the_address_are_replaced_and_told(capsys: Capture) -> None:
    assert main(["utm", f"{PAGE}?a=1&utm_source=old", "--channel", "email", "--campaign", "spring"]) == 0
    out, err = capsys.readouterr()
    assert out == f"{PAGE}?a=1&utm_source=newsletter&utm_medium=email&utm_campaign=spring\n"
    assert err == "warning: the address had tags already, which the new ones replace: utm_source=old\n"


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (["--channel", "instagarm", "--campaign", "a"], "not a channel. Did you mean 'instagram'?"),
        (["--channel", "Recherche payante", "--campaign", "a"], "not a channel. Did you mean 'paid_search'?"),
        (["--channel", "direct", "--campaign", "a"], "direct visits carry no tag. The channels are facebook,"),
        (["--channel", "paid_search", "--campaign", "a"], "the links of 'paid_search' are paid ones. Add --paid."),
        (["--channel", "search", "--campaign", "a", "--paid"], "'search' has no paid links. Leave --paid out"),
        (["--channel", "email", "--campaign", "newsletter_1", "--config", "…"], ""),
    ],
)
def test_the_command_says_what_would_be_right(
    capsys: Capture, tmp_path: Path, arguments: list[str], error: str
) -> None:
    (tmp_path / "client.yaml").write_text(CONFIG, "utf-8")
    code = main(["utm", PAGE, *(str(tmp_path / "client.yaml") if part == "…" else part for part in arguments)])
    assert (code, error in capsys.readouterr().err) == (2 if error else 0, True)

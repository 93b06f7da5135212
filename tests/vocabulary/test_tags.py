"""The rules from a visit's tags to its channel: the first that fits decides, nothing is hidden."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.vocabulary.channels import CHANNELS
from reportgen.vocabulary.tags import FIELDS, Rule, channel_of, delivery_of, group_channel, plain_tags, rule

TEXTS = st.lists(st.text("ab*", min_size=1, max_size=3), max_size=2).map(tuple)
RULES = st.builds(Rule, st.sampled_from(["email", "x"]), TEXTS, TEXTS, TEXTS)
PLAIN = st.text("abc", max_size=3)


def test_a_clients_rule_comes_before_ours_and_the_first_of_them_decides() -> None:
    own = (
        rule("instagram", {"source": ["insta-shop", "boutique*"]}),
        rule("email", {"medium": "*letter*", "campaign": "spring*"}),
        rule("display", {"source": "boutique-lyon"}),
    )
    assert channel_of(plain_tags("Insta-Shop"), own) == "instagram"
    assert channel_of(plain_tags("Boutique-Lyon"), own) == "instagram"
    assert channel_of(plain_tags("facebook", "Letter", "Spring sale"), own) == "email"
    assert channel_of(plain_tags("facebook", "Letter", "autumn"), own) == "facebook"
    assert channel_of(plain_tags("(direct)", "(none)"), (rule("referral", {"source": "(direct)"}),)) == "referral"


@pytest.mark.parametrize("text", ["", "(none)", "(not set)", "(direct)", " (Not Set) "])
def test_what_carries_no_tag_is_direct_and_what_no_rule_knows_is_other(text: str) -> None:
    assert channel_of(plain_tags(text, text, text)) == "direct"
    assert channel_of(plain_tags(text, text, "flyer")) == "other"


@pytest.mark.parametrize("source", ["xing.com", "m.vk.com", "web.telegram.org", "fr.quora.com", "twitch.tv"])
def test_a_visit_from_another_social_network_is_social_also_without_tags(source: str) -> None:
    assert channel_of(plain_tags(source, "referral")) == "other_social"
    assert channel_of(plain_tags("boxing-news.com", "referral")) == "referral"


@pytest.mark.parametrize("group", ["Unassigned", "Cross-network", "(other)", ""])
def test_a_group_that_is_no_channel_is_none(group: str) -> None:
    assert group_channel(group) is None


def test_the_medium_says_what_was_paid() -> None:
    media = ["cpc", "paid_social", "Paid Social", "social", "organic", "story", ""]
    assert [delivery_of(plain_tags("instagram", medium)) for medium in media] == [
        "paid", "paid", "paid", "organic", "organic", "all", "all",
    ]  # fmt: skip


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
def test_any_tags_lead_to_one_channel_that_there_is(source: str, medium: str, campaign: str) -> None:
    assert channel_of(plain_tags(source, medium, campaign)) in {*CHANNELS, "meta"}


@given(RULES, RULES, PLAIN, PLAIN, PLAIN)
def test_a_rule_that_covers_another_fits_all_that_it_fits(
    first: Rule, later: Rule, source: str, medium: str, campaign: str
) -> None:
    tags = plain_tags(source, medium, campaign)
    assert not (first.covers(later) and later.fits(tags)) or first.fits(tags)


@given(RULES, PLAIN)
def test_a_pattern_is_text_with_any_characters_where_a_star_stands(given_rule: Rule, text: str) -> None:
    for name in FIELDS:
        for pattern in getattr(given_rule, name):
            filled = pattern.replace("*", text)
            assert rule("x", {name: pattern}).fits(plain_tags(**{"source": "", name: filled}))

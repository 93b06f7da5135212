"""One measure from two sources: one counts, the other is a check; and the competitors that are compared with."""

from dataclasses import replace
from decimal import Decimal

from reportgen.model.facts import Origin
from tests.kpis.build import OCTOBER, config, every_day, facts, key, kpi, on, scorecard

TWO = [{"name": name, "path": f"{name}.csv"} for name in ("crm", "web")]


def leads(crm=10, web=9, **more):
    return facts(
        every_day(key("leads"), crm, source="crm"), every_day(key("leads"), web, source="web", **more)
    )  # fmt: skip


def test_the_source_named_first_counts_and_the_two_are_never_added():
    found = kpi(config("leads", sources=TWO), leads())
    assert found.current.value == 310  # not 279, nor 589
    assert {trace.source for trace in found.current.inputs[0].traces} == {"crm"}
    assert kpi(config("leads", sources=TWO[::-1]), leads()).current.value == 279


def test_an_objective_may_name_the_source_that_counts_for_it():
    aims = [
        {"id": name, "family": "leads", "title": "T", "role": "R", "kpis": [{"kpi": "leads"}], **more}
        for name, more in (("first", {}), ("second", {"from": "web"}))
    ]
    settings = config("leads", sources=TWO)
    written = settings.model_dump(by_alias=True, exclude_unset=True)
    settings = type(settings).model_validate({**written, "objectives": aims})
    card = scorecard(settings, leads())
    assert [objective.kpis[0].current.value for objective in card.objectives] == [310, 279]


def differ(data, *, kpis=("leads",), **more):
    card = scorecard(config(*kpis, sources=TWO, **more), data)
    return [(f.kind, f.source, f.measures, f.channels, dict(f.numbers), dict(f.names)) for f in card.findings]


def test_a_difference_of_more_than_five_percent_is_told():
    assert differ(leads(100, 95)) == differ(leads(100, 105)) == []
    assert differ(leads(100, 94)) == [
        ("sources_differ", "crm", ("leads",), ("facebook",), {"first": 3100, "second": 2914}, {"other": "web"})
    ]
    assert differ(leads(0, 1))[0][4] == {"first": 0, "second": 31}
    assert differ(leads(0, 0)) == []
    assert scorecard(config("leads", sources=TWO), leads(100, 50)).gate == "send_with_notice"


def test_a_source_that_repeats_another_is_told():
    assert differ(leads(10, 10)) == [("sources_same", "crm", ("leads",), (), {}, {"other": "web"})]
    assert scorecard(config("leads", sources=TWO), leads(10, 10)).gate == "send"


def test_sources_are_compared_on_the_days_that_both_know():
    rows = [*every_day(key("leads"), 10, source="crm"), *every_day(key("leads"), 10, source="web", but=range(1, 20))]
    assert [found[0] for found in differ(facts(rows))] == ["sources_same"]  # not 310 against 120
    assert differ(facts(rows[:31], [on("2026-09-30", key("leads"), 1, source="web")])) == []


def test_levels_and_people_are_compared_too():
    levels = [
        on("2026-10-31", key("followers"), 100, source="crm"),
        on("2026-10-31", key("followers"), 90, source="web"),
    ]
    assert differ(facts(levels), kpis=("audience",))[0][4] == {"first": 100, "second": 90}
    month = {"days": 31}
    people = [
        on(OCTOBER[0], key("reach"), value, source=name, **month) for name, value in (("crm", 1000), ("web", 900))
    ]
    assert differ(facts(people), kpis=("reach",))[0][4] == {"first": 1000, "second": 900}
    assert differ(facts(people[:1], every_day(key("reach"), 50, source="web")), kpis=("reach",)) == []


def test_the_total_of_one_source_and_the_channels_of_another_are_not_added():
    total = every_day(key("sessions", ""), 10, source="web")
    parts = [
        *every_day(key("sessions", "facebook"), 3, source="crm"),
        *every_day(key("sessions", "email"), 4, source="crm"),
    ]
    data = facts(total, parts)

    def share(names):
        settings = config("traffic_share", sources=names)
        return kpi(settings, data).current

    assert share(TWO).value == Decimal(3) / 7  # crm first: its own channels are the whole, not 3 / 17
    assert share(TWO[::-1]).value == Decimal(3) / 10  # web first: its total is


def rival(measure, name, value, channel="facebook"):
    return every_day(key(measure, channel, owner=name), value)


def test_only_the_declared_competitors_count_in_the_share_of_voice():
    ours = every_day(key("mentions"), 10)
    data = facts(ours, rival("competitor_mentions", "Alpha", 10), rival("competitor_mentions", "Beta", 20))
    assert kpi(config("share_of_voice"), data).current.value == Decimal(10) / 40
    declared = config("share_of_voice", competitors=[{"name": "Alpha"}])
    assert kpi(declared, data).current.value == Decimal(10) / 20


def test_each_competitor_has_its_figures_and_its_share_of_the_set():
    rows = [*every_day(key("mentions"), 10), *rival("competitor_mentions", "Alpha", 10)]
    rows += [*rival("competitor_mentions", "Beta", 20), *rival("competitor_posts", "Beta", 2)]
    rows += rival("competitor_mentions", "Gamma", 60)
    names = [{"name": "Beta", "note": "New shop in May"}, {"name": "Alpha"}, {"name": "Silent"}]
    beta, alpha, silent = scorecard(config("share_of_voice", competitors=names), facts(rows)).competitors
    assert (beta.mentions, beta.posts, beta.interactions, beta.note) == (620, 62, None, "New shop in May")
    assert (alpha.mentions, alpha.share_of_voice) == (310, Decimal(10) / 40)  # not 10 / 30 without us, nor 10 / 100
    assert beta.share_of_voice == Decimal(20) / 40
    assert (silent.name, silent.mentions, silent.share_of_voice) == ("Silent", None, None)  # unknown, not zero


def test_competitors_are_compared_on_the_networks_known_of_all():
    ours = [*every_day(key("mentions"), 10), *every_day(key("mentions", "x"), 90)]
    data = facts(ours, rival("competitor_mentions", "Alpha", 10))
    card = scorecard(config("share_of_voice", competitors=[{"name": "Alpha"}]), data)
    assert card.competitors[0].share_of_voice == Decimal("0.5")  # not 10 / 110
    assert card.objectives[0].kpis[0].current.value == Decimal("0.5")


def test_gains_less_losses_that_differ_from_the_change_of_the_level_are_told_and_the_level_counts() -> None:
    """1,000 followers, then 1,050; 3 gained and 1 lost on each of 31 days: 62."""
    level = [on("2026-09-30", key("followers"), 1000), on("2026-10-31", key("followers"), 1050)]
    flows = [*every_day(key("followers_gained"), 3), *every_day(key("followers_lost"), 1)]
    made = scorecard(config("net_new_followers"), facts(level, flows))
    assert made.objectives[0].kpis[0].current.value == 50
    (finding,) = [found for found in made.findings if found.kind == "followers_differ"]
    assert (finding.numbers, finding.channels) == ((("level", 50), ("flows", 62)), ("facebook",))
    alike = facts(level[:1], on("2026-10-31", key("followers"), 1062), flows)
    early = facts(level[:1], on("2026-10-30", key("followers"), 1050), flows)  # of other days than the flows
    for data in (alike, early):
        assert scorecard(config("net_new_followers"), data).findings == ()


def test_posts_of_a_list_count_beside_a_network_whose_posts_stand_in_its_daily_figures():
    listed = [*every_day(key("posts", "facebook", of="posts"), 1), *every_day(key("posts", "instagram", of="posts"), 2)]
    daily = every_day(key("posts", "x"), 3)
    found = kpi(config("posts"), facts(listed, daily))
    assert {row.channel: row.value for row in found.channels} == {"facebook": 31, "instagram": 62, "x": 93}
    both = kpi(config("posts"), facts(listed, every_day(key("posts", "facebook"), 1), daily))
    assert both.current.value == 31 + 62 + 93  # no post twice


def test_a_sources_label_and_its_platform_are_handed_on():
    sources = [{"name": "crm", "path": "crm.csv", "label": "CRM (leads)"}, TWO[1]]
    made = facts(every_day(key("leads"), 10, source="crm"))
    origins = [Origin("crm", "a.csv", "", format=form) for form in ("hubspot_contacts", "hubspot_deals")]
    found = scorecard(
        config("leads", sources=sources), replace(made, origins=(*origins, Origin("web", "b", "", format="tidy")))
    )
    assert [(one.label, one.platform) for one in found.sources] == [("CRM (leads)", "HubSpot"), ("", "")]

"""Google Analytics 4: preambles, several tables, channels."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from reportgen.sources import channels
from tests.sources.build import Folder, by_day, feed, findings, select, total

PREAMBLE = """# ----------------------------------------
# Traffic acquisition
# Account: Shop
# Property: Shop - GA4
# ----------------------------------------
#
# All Users
# Start date: {start}
# End date: {end}
"""
TABLE = """Date,Session source / medium,Sessions,Engaged sessions,Key events,Total users
20261002,google / organic,30,20,2,25
20261001,l.instagram.com / referral,12,6,1,11
20261001,ig / social,8,5,0,8
20261001,(direct) / (none),5,2,0,5
20261004,klaviyo / email,4,4,1,4
"""
WEB = {"name": "web", "path": "web.csv", "channel_from": "session_source"}


def ga4(folder: Folder) -> Folder:
    return folder.write("web.csv", PREAMBLE.format(start="20261001", end="20261005") + TABLE)


def test_source_and_medium_become_channels(folder: Folder) -> None:
    facts = ga4(folder).read(WEB)
    assert {f.key.channel: f.value for f in select(facts, "sessions")} == {
        "search": 30,
        "instagram": 20,
        "direct": 5,
        "email": 4,
    }
    assert (select(facts, "sessions", channel="instagram")[0].first_row, total(facts, "conversions")) == (12, 4)


def test_people_of_two_sources_are_not_added(folder: Folder) -> None:
    facts = ga4(folder).read(WEB)
    assert {f.key.channel for f in select(facts, "site_users")} == {"search", "direct", "email"}
    (finding,) = findings(facts, "rows_not_added")
    assert (finding.measures, finding.severity) == (("site_users",), "info")


@pytest.mark.parametrize(("whole", "rest"), [(25, 0), (31, 6), (24, 0)], ids=["the channels", "more", "fewer"])
def test_a_table_of_all_visits_beside_one_by_channel_is_not_added_to_it(folder: Folder, whole: int, rest: int) -> None:
    whole_table = f"Date,Sessions,Total users\n20261001,{whole},40\n20261002,30,25\n"
    table = TABLE.replace("20261004,klaviyo / email,4,4,1,4\n", "")
    folder.write("z.csv", PREAMBLE.format(start="20261001", end="20261002") + whole_table)
    folder.write("a.csv", PREAMBLE.format(start="20261001", end="20261002") + table)
    facts = folder.read({"name": "web", "path": "*.csv"})
    assert by_day(facts, "sessions") == {"2026-10-01": 25 + rest, "2026-10-02": 30}
    assert by_day(facts, "sessions", channel="instagram") == {"2026-10-01": 20}
    assert by_day(facts, "sessions", channel="") == ({"2026-10-01": rest} if rest else {})
    assert by_day(facts, "site_users", channel="") == {"2026-10-01": 40, "2026-10-02": 25}
    (finding,) = findings(facts, "overlap")
    assert (dict(finding.names)["kept"], dict(finding.numbers)["changed"]) == ("a.csv", int(whole != 25))


CHANNELS = "Session default channel group,Sessions\nOrganic Social,20\nDirect,25\n"
BY_DAY = "Date,Session default channel group,Sessions\n20261001,Direct,25\n20261002,Organic Social,20\n"


@pytest.mark.parametrize(
    ("one", "other", "rest"),
    [
        (CHANNELS, "Date,Sessions\n20261001,15\n20261002,30\n", 0),
        (CHANNELS, "Date,Sessions\n20261001,15\n20261002,37\n", 7),
        (CHANNELS, "Date,Sessions\n20261001,50\n", 0),
        (BY_DAY, "Year month,Sessions\n202610,45\n", 0),
        (BY_DAY, "Year month,Sessions\n202610,50\n", 5),
    ],
    ids=["days of the same", "days of more", "a day is missing", "a month of the same", "a month of more"],
)
def test_a_whole_and_its_channels_are_one_whatever_time_each_of_them_is_told_for(
    folder: Folder, one: str, other: str, rest: int
) -> None:
    end = "20261031" if "month" in other else "20261002"
    folder.write("z.csv", PREAMBLE.format(start="20261001", end=end) + other)
    folder.write("a.csv", PREAMBLE.format(start="20261001", end=end) + one)
    facts = folder.read({"name": "web", "path": "*.csv"}, as_of=date(2026, 11, 5))
    assert (total(facts, "sessions"), total(facts, "sessions", channel="")) == (45 + rest, rest)
    assert {dict(finding.names)["kept"] for finding in findings(facts, "overlap")} == {"a.csv"}


def test_a_channel_without_row_is_zero_on_a_day_that_has_others_and_a_day_without_any_is_missing(
    folder: Folder,
) -> None:
    facts = ga4(folder).read(WEB)
    found = feed(facts, "sessions", channel="email")
    assert found.sparse
    assert found.spans == ((date(2026, 10, 1), date(2026, 10, 3)), (date(2026, 10, 4), date(2026, 10, 5)))
    (gap,) = findings(facts, "missing_days")
    assert (gap.start, gap.end) == (date(2026, 10, 3), date(2026, 10, 4))


def test_columns_add_a_measure_to_a_recognised_export(folder: Folder) -> None:
    facts = ga4(folder).read({**WEB, "columns": {"leads": "Key events"}})
    assert total(facts, "leads") == total(facts, "conversions") == 4
    (line,) = folder.problems({**WEB, "columns": {"leads": "Key event"}})
    assert line == "web.csv, row 10: there is no column 'Key event'. Did you mean 'Key events'?"


def test_each_table_has_its_own_dates_and_the_nth_day_counts_from_them(folder: Folder) -> None:
    first = PREAMBLE.format(start="20261001", end="20261003") + "Nth day,Users\n0000,4\n0002,6\n\n"
    second = "# Start date: 20260901\n# End date: 20260930\nSession default channel group,Sessions\nOrganic Social,7\n"
    unknown = "\n# Start date: 20260901\nCountry,Users\nFR,3\n"
    facts = folder.write("web.csv", first + second + unknown).read({"name": "web", "path": "web.csv"})
    assert by_day(facts, "site_users") == {"2026-10-01": 4, "2026-10-03": 6}
    (group,) = select(facts, "sessions")
    assert (group.key.channel, group.start, group.end) == ("other_social", date(2026, 9, 1), date(2026, 10, 1))
    (left,) = findings(facts, "table_left_out")
    assert left.names == (("header", "Country, Users"),)


def test_revenue_needs_to_be_told_whether_tax_is_in(folder: Folder) -> None:
    text = PREAMBLE.format(start="20261001", end="20261001") + "Date,Sessions,Purchase revenue\n20261001,9,120.50\n"
    folder.write("web.csv", text)
    silent = folder.read({"name": "web", "path": "web.csv"})
    assert (total(silent, "gross_revenue"), len(findings(silent, "revenue_basis_unknown"))) == (0, 1)
    told = folder.read({"name": "web", "path": "web.csv", "revenue_basis": {"tax": "excluded", "shipping": "out"}})
    parts = {name: total(told, name) for name in ("gross_revenue", "tax", "shipping", "refunds")}
    assert parts == {"gross_revenue": Decimal("120.5"), "tax": 0, "shipping": 0, "refunds": 0}
    assert len(select(told, "tax")) == len(select(told, "refunds")) == 1
    with_tax = folder.read({"name": "web", "path": "web.csv", "revenue_basis": {"tax": "included 20%"}})
    assert total(with_tax, "tax") == Decimal("20.083333")


def test_a_missing_source_column_is_told_where_a_group_stands_instead(folder: Folder) -> None:
    folder.write("web.csv", "Session default channel group,Date,Sessions\nDirect,20261001,4\n")
    (line,) = folder.problems(WEB)
    assert line.startswith("web.csv, row 1: 'channel_from: session_source' needs a column that the file does not have.")
    assert total(folder.read({**WEB, "channel_from": "channel"}), "sessions", channel="direct") == 4


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        ("facebook / cpc", "facebook"),
        ("fb / paid", "facebook"),
        ("lm.facebook.com / referral", "facebook"),
        ("l.instagram.com / referral", "instagram"),
        ("linkedin.com / referral", "linkedin"),
        ("lnkd.in / referral", "linkedin"),
        ("t.co / referral", "x"),
        ("youtube.com / referral", "youtube"),
        ("hootsuite / social", "other_social"),
        ("google / organic", "search"),
        ("google / cpc", "paid_search"),
        ("newsletter / email", "email"),
        ("(direct) / (none)", "direct"),
        ("(not set) / (not set)", "direct"),
        ("partner.example / referral", "referral"),
        ("criteo / display", "display"),
        ("flyer / print", "other"),
    ],
)
def test_the_rules_of_source_and_medium(text: str, channel: str) -> None:
    assert channels.from_source_medium(text) == channel


def test_names_of_channels_are_known_as_people_write_them() -> None:
    assert [channels.from_name(name) for name in ("LinkedIn", "Twitter", "E-mail", "paid search", "Instagram ")] == [
        "linkedin",
        "x",
        "email",
        "paid_search",
        "instagram",
    ]
    assert channels.from_name("billboard") is None


def test_visits_of_social_networks_are_paid_or_organic_by_their_medium_and_what_they_led_to_is_all(
    folder: Folder,
) -> None:
    table = TABLE.replace("ig / social,8", "facebook / paid_social,8")
    facts = folder.write("web.csv", PREAMBLE.format(start="20261001", end="20261005") + table).read(WEB)
    assert {(f.key.channel, f.key.delivery): f.value for f in select(facts, "sessions")} == {
        ("search", "all"): 30,
        ("instagram", "organic"): 12,
        ("facebook", "paid"): 8,
        ("direct", "all"): 5,
        ("email", "all"): 4,
    }
    assert {f.key.delivery for f in facts.series if f.key.measure in ("conversions", "site_users")} == {"all"}


def test_a_day_without_paid_visits_has_none_where_others_came(folder: Folder) -> None:
    table = TABLE.replace("ig / social,8", "facebook / cpc,8").replace("l.instagram.com", "l.facebook.com")
    facts = folder.write("web.csv", PREAMBLE.format(start="20261001", end="20261005") + table).read(WEB)
    paid, organic = (feed(facts, "sessions", channel="facebook", delivery=way) for way in ("paid", "organic"))
    assert paid.sparse
    assert paid.spans == organic.spans


GROUPS = """Grupo de canales predeterminado de la sesión,Sesiones,Total de usuarios,Eventos clave
Organic Social,120,100,4
Paid Social,80,75,6
Unassigned,7,7,0
(other),3,3,0
"""
SPANISH = (
    "# ---\n# Informe\n# Cuenta: Tienda\n# Propiedad: Tienda\n# Fecha de inicio: {start}\n"
    "# Fecha de finalización: {end}\n"
)


def test_channel_groups_in_spanish_tell_paid_from_organic_and_hide_nothing(folder: Folder) -> None:
    text = SPANISH.format(start="20261001", end="20261031") + GROUPS
    facts = folder.write("web.csv", text).read({"name": "web", "path": "web.csv"})
    assert {(f.key.channel, f.key.delivery): f.value for f in select(facts, "sessions")} == {
        ("other_social", "organic"): 120,
        ("other_social", "paid"): 80,
        ("other", "all"): 10,
    }
    assert total(facts, "conversions", channel="other_social") == 10
    assert {(f.start, f.end) for f in facts.series} == {(date(2026, 10, 1), date(2026, 11, 1))}


def test_each_table_of_a_snapshot_has_the_dates_above_it(folder: Folder) -> None:
    first = "# Start date: 20261001\n# End date: 20261002\nNth day,Users\n0000,5\n0001,7\n\n"
    second = "# Start date: 20260903\n# End date: 20260904\nNth day,Views\n0000,50\n0001,70\n\n"
    third = "# Start date: 20261001\n# End date: 20261002\nCountry,Users\nFR,9\n"
    facts = folder.write("web.csv", "# ---\n# Shop\n# ---\n" + first + second + third).read(
        {"name": "w", "path": "web.csv"}
    )
    assert by_day(facts, "site_users") == {"2026-10-01": 5, "2026-10-02": 7}
    assert by_day(facts, "page_views") == {"2026-09-03": 50, "2026-09-04": 70}
    assert len(findings(facts, "table_left_out")) == 1


def test_months_are_windows_of_their_own(folder: Folder) -> None:
    text = PREAMBLE.format(start="20260901", end="20261031") + "Year month,Sessions\n202609,40\n202610,50\n"
    facts = folder.write("web.csv", text).read({"name": "w", "path": "web.csv"})
    assert [(f.start, f.end, f.value) for f in select(facts, "sessions")] == [
        (date(2026, 9, 1), date(2026, 10, 1), 40),
        (date(2026, 10, 1), date(2026, 11, 1), 50),
    ]


def test_dates_years_ahead_are_no_export_and_are_refused_each_in_its_row(folder: Folder) -> None:
    text = "Session default channel group,Date,Sessions\nDirect,20261001,4\nDirect,20321231,4\n"
    (line,) = folder.write("web.csv", text).problems({"name": "w", "path": "web.csv"})
    assert line.startswith("web.csv, row 3, column 'Date': 2032-12-31 is out of range.")


def test_a_clients_own_rule_decides_first_by_source_medium_and_campaign(folder: Folder) -> None:
    header = "Date,Session source / medium,Session campaign,Sessions\n"
    text = header + "20261001,flyer / qr,salon-lyon,7\n20261001,flyer / qr,x,2\n"
    rules = [{"campaign": "Salon-*", "channel": "display"}]
    facts = folder.write("web.csv", text).read({"name": "web", "path": "web.csv"}, channels=rules)
    assert by_day(facts, "sessions", channel="display") == {"2026-10-01": 7}
    assert by_day(facts, "sessions", channel="other") == {"2026-10-01": 2}


def test_untagged_and_unknown_visits_are_told_with_their_share_and_the_most_frequent_tags(folder: Folder) -> None:
    rows = ["facebook / social,50", "(direct) / (none),30", *(f"flyer{number} / print,5" for number in (1, 2, 2, 3))]
    text = "Date,Session source / medium,Hour,Sessions\n" + "".join(
        f"20261001,{row.replace(',', f',{hour},')}\n" for hour, row in enumerate(rows)
    )
    facts = folder.write("web.csv", text).read({"name": "web", "path": "web.csv"})
    ((direct,), (unknown,)) = findings(facts, "untagged"), findings(facts, "unknown_tags")
    assert (direct.severity, unknown.severity) == ("info", "notice")
    assert [dict(found.numbers)["share"] for found in (direct, unknown)] == [30, 20]
    assert dict(unknown.names)["tags"] == "flyer2 / print, flyer1 / print, flyer3 / print"


@pytest.mark.parametrize("group", ["Unassigned", "Cross-network", "(other)"])
def test_a_channel_group_that_is_no_channel_stays_visible(folder: Folder, group: str) -> None:
    text = f"Date,Session default channel group,Sessions\n20261001,{group},4\n20261001,Organic Social,96\n"
    facts = folder.write("web.csv", text).read({"name": "web", "path": "web.csv"})
    (unknown,) = findings(facts, "unknown_tags")
    assert (unknown.severity, dict(unknown.names)["tags"]) == ("info", group)
    assert by_day(facts, "sessions", channel="other") == {"2026-10-01": 4}


BY_EVENT = """Date,Session source / medium,Event name,Sessions,Key events
20261001,ig / social,generate_lead,12,3
20261001,ig / social,newsletter,30,5
20261001,ig / social,page_view,90,0
"""


def by_event(folder: Folder) -> Folder:
    return folder.write("web.csv", PREAMBLE.format(start="20261001", end="20261001") + BY_EVENT)


def test_conversions_of_several_events_are_refused_until_one_is_named(folder: Folder) -> None:
    (line,) = by_event(folder).problems(WEB)
    assert line == (
        "web.csv, row 10, column 'Event name': conversions of 2 events stand in one table: generate_lead, newsletter. "
        "Name the one that counts on the source: where: {Event name: generate_lead}."
    )
    named = by_event(folder).read({**WEB, "where": {"Event name": "newsletter"}})
    assert total(named, "conversions") == 5


def test_visits_of_an_event_are_no_visits_of_the_site(folder: Folder) -> None:
    facts = by_event(folder).read({**WEB, "where": {"Event name": "generate_lead"}})
    assert {fact.key.measure for fact in facts.series} == {"conversions"}
    (finding,) = findings(facts, "visits_of_events")
    assert finding.measures == ("sessions",)


def test_a_table_of_campaigns_with_what_they_cost_is_not_analytics(folder: Folder) -> None:
    folder.write("ads.csv", "date,campaign_name,spend,impressions,conversions\n2026-10-01,Brand,204,152,3\n")
    (line,) = folder.problems({"name": "ads", "path": "ads.csv"})
    assert line.startswith("ads.csv, row 1: not recognised. It is nearest to ")
    assert "a column ." not in line


def test_an_export_of_which_a_file_has_few_headers_is_not_named_as_the_nearest(folder: Folder) -> None:
    folder.write("mix.csv", "DATE,revenue,tv,print,radio,search\n2026-10-01,9,1,2,3,4\n")
    (line,) = folder.problems({"name": "mix", "path": "mix.csv"})
    assert line == (
        "mix.csv: this file is none of the exports that are known. Give 'columns' to read it as a table of your own: "
        "day and measures, each with its column, such as {day: Date, leads: New contacts}."
    )

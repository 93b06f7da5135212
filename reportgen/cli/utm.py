"""`reportgen utm`: a page's address, a channel and a campaign → the link to publish, tagged so that reportgen reads its
visits as that channel's."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from reportgen.cli.common import run_each
from reportgen.cli.parser import Commands, add_command
from reportgen.errors import UsageError, meant, nearest

if TYPE_CHECKING:
    from reportgen.vocabulary.tags import Rule


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "utm",
        "write a tagged link, whose visits count for its channel",
        ["https://www.example.com/lamps --channel instagram --campaign spring_sale"],
    )
    parser.add_argument("url", metavar="URL", help="the page that the link leads to")
    parser.add_argument("--channel", required=True, help="where it is published: instagram, email …")
    parser.add_argument("--campaign", required=True, metavar="NAME", help="what it belongs to: spring_sale")
    parser.add_argument("--content", default="", metavar="NAME", help="which of several links: story_1")
    parser.add_argument(
        "--term", default="", metavar="NAME", help="the keyword or the target group of an advertisement"
    )
    parser.add_argument("--paid", action="store_true", help="the link stands in an advertisement")
    parser.add_argument("--config", metavar="CONFIG", help="a config whose own channel rules come first")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    return run_each([options.url], lambda url: _print(url, options))


def _print(url: str, options: argparse.Namespace) -> int:
    from reportgen.vocabulary.links import LinkError, older_tags, tagged
    from reportgen.vocabulary.tags import link_tags

    near = () if options.channel in link_tags() else _near(options.channel)
    if near:
        raise UsageError(f"--channel {options.channel}: not a channel.{meant(near)}")
    own = _own_rules(options.config)
    try:
        link = tagged(url, options.channel, options.campaign, options.content, options.term, options.paid, own)
    except LinkError as error:
        raise UsageError(f"{error}. {error.would_be_right}") from None
    if older := older_tags(url):
        print(f"warning: the address had tags already, which the new ones replace: {', '.join(older)}", file=sys.stderr)
    print(link)
    return 0


def _near(channel: str) -> tuple[str, ...]:
    from reportgen.vocabulary.channels import NAMES
    from reportgen.vocabulary.printed import ids_of
    from reportgen.vocabulary.tags import link_tags

    known = link_tags()
    return tuple(found for found in ids_of(channel, NAMES) if found in known) or nearest(channel, known)


def _own_rules(config: str | None) -> tuple[Rule, ...]:
    from reportgen.config.load import load_config

    return tuple(given.rule for given in load_config(config).config.channels if given.asks) if config else ()

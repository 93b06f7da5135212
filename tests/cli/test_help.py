"""The command line's own words: help with examples that work, and refusals in one line with the nearest name."""

from __future__ import annotations

import shlex

import pytest

from reportgen.cli import _parser, main
from reportgen.cli.parser import Parser

COMMANDS = sorted(_parser()[1].items())
Capture = pytest.CaptureFixture[str]


@pytest.mark.parametrize(("name", "command"), COMMANDS, ids=lambda part: part if isinstance(part, str) else "")
def test_help_says_what_a_command_does_and_its_examples_are_taken(name: str, command: Parser) -> None:
    head, _, examples = command.format_help().partition("\nexamples:\n")
    assert f"\n\n{command.description}\n\n" in head
    parser, _ = _parser()
    for line in examples.splitlines():
        program, *arguments = shlex.split(line)
        assert program == "reportgen"
        assert parser.parse_args(arguments).command == name


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_help_and_version_end_well(option: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main([option])
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(("usage: reportgen", "reportgen 0."))


@pytest.mark.parametrize(
    ("arguments", "told"),
    {
        "": "the following arguments are required: COMMAND. See reportgen --help.",
        "build": "the following arguments are required: CONFIG. See reportgen build --help.",
        "biuld a.yaml": "COMMAND: 'biuld' is not known. Did you mean 'build'? "
        "Write build, check, approve, send, history, schedule, sources, explain, kpis, utm.",
        "build a.yaml --formt pdf": "--formt: no option of reportgen build. Did you mean '--format'?",
        "check a.yaml --zzz=1": "--zzz: no option of reportgen check. See reportgen check --help.",
        "history a.yaml b.yaml": "'b.yaml': reportgen history takes no further argument. See reportgen history --help.",
        "kpis --format markdwn": "--format: 'markdwn' is not known. Did you mean 'markdown'? "
        "Write json, markdown, table.",
        "build a.yaml --as-of 5/11/2026": "--as-of: '5/11/2026' is not a date. Write it like 2026-11-05.",
        "check a.yaml --as-of 9999-12-31": "--as-of: "
        "'9999-12-31' is too far from any report. Write it like 2026-11-05.",
    }.items(),
)
def test_a_wrong_command_line_ends_with_two_and_one_line(arguments: str, told: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments.split())
    assert (ended.value.code, capsys.readouterr().err) == (2, f"error: {told}\n")


def test_arguments_stand_before_between_and_after_the_options() -> None:
    parser, _ = _parser()
    explain = parser.parse_args(["explain", "acme.yaml", "--client", "zoe", "cac"])
    assert (explain.config, explain.client, explain.subject) == ("acme.yaml", "zoe", "cac")
    build = parser.parse_args(["build", "a.yaml", "--out", "out", "b.yaml", "-q"])
    assert (build.configs, build.out, build.quiet) == (["a.yaml", "b.yaml"], "out", True)
    assert parser.parse_args(["explain", "--period", "2026-10", "acme.yaml"]).subject == ""

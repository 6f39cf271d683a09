"""Every command says what it does in Chinese and English, and shows an example that parses."""

from __future__ import annotations

import argparse
import re
import shlex

import pytest

from pipelines.cli import command_parser

(COMMANDS,) = (
    action for action in command_parser()._actions if isinstance(action, argparse._SubParsersAction)
)
HELP = {choice.dest: choice.help or "" for choice in COMMANDS._choices_actions}


@pytest.mark.parametrize("name", sorted(COMMANDS.choices))
def test_a_command_has_help_and_an_example(name: str) -> None:
    assert re.search(r"[\u4e00-\u9fff].* / .*[a-z]", HELP[name])
    epilog = COMMANDS.choices[name].epilog or ""
    assert epilog.startswith("例 / example: ")
    for example in epilog.removeprefix("例 / example: ").split(";"):
        program, *arguments = shlex.split(example.partition(">")[0])
        assert program == "juesuan"
        assert command_parser().parse_args(arguments).run is not None

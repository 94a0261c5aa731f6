"""What people read who mistype a command."""

from __future__ import annotations

import pytest

from helppanel.cli import main

SEND = ["send", "--server", "https://help.example.com", "--data", "d", "--text", "t"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([*SEND, "--wait", "soon"], "not a number of seconds from 0 to 86400: soon"),
        ([*SEND, "--wait", "-1"], "not a number of seconds from 0 to 86400: -1"),
        ([*SEND, "--wait", "nan"], "not a number of seconds from 0 to 86400: nan"),
        (["serve", "--data", "d", "--port", "http"], "not a port from 0 to 65535: http"),
        (["serve", "--data", "d", "--port", "65536"], "not a port from 0 to 65535: 65536"),
        (["articles", "search", "p", "q", "--limit", "few"], "must be a whole number of at least 1"),
        (["articles", "search", "p", "q", "--locale", "?"], "not a locale: ?"),
    ],
)
def test_a_wrong_value_is_explained(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The message says what the value must be, and never a name from inside the program."""
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert said in error
    assert "invalid _" not in error

"""`service.toml`: every flaw with its line, and the older file taken over."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from helppanel import assets
from helppanel.contract.service_info import decode
from helppanel.server import toml_lines, toml_writing
from helppanel.server.service_file import open_service
from helppanel.server.setup_flaws import FlawCode, sentence, sentences
from helppanel.server.setup_reading import read_setup
from tests.server_process import helppanel

FULL = """name = { en = "Ours" }
retention_days = 30
[[hours]]
days = [1, 2]
start = 09:00:00
end = 17:00:00
[[teams]]
id = "hotline"
name = { en = "Hotline" }
[[channels]]
id = "a"
kind = "phone"
value = "1"
team = "hotline"
link = "https://a.example"
[[tiers]]
id = "gold"
title = { en = "Gold" }
[mail]
host = "localhost"
security = "none"
sender = "a@b.example"
[members]
keys = [{ algorithm = "HS256", secret = "0123456789abcdef0123456789abcdef" }]
"""


def flaws(folder: Path, text: str) -> list[tuple[int, str]]:
    """Line and code of each."""
    file = folder / "service.toml"
    file.write_text(text, encoding="utf-8")
    return [(flaw.line, flaw.code.value) for flaw in read_setup(file).flaws]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ('"Ours" }', '"Ours"', (1, FlawCode.NOT_TOML)),
        ("retention_days", "retention_day", (2, FlawCode.UNKNOWN_KEY_NEAR)),
        ("= 30", '= "30"', (2, FlawCode.WRONG_TYPE)),
        ("= 30", "= 0", (2, FlawCode.TOO_SMALL)),
        ("= 30", '= 30\ntime_zone = "Mars/Olympus"', (3, FlawCode.BAD_ZONE)),
        ("[1, 2]", "[1, 8]", (4, FlawCode.BAD_DAY)),
        ("[1, 2]", "[1, 1]", (3, FlawCode.OVERLAP)),
        ('"phone"', '"fax"', (12, FlawCode.NOT_ONE_OF)),
        ('team = "hotline"', 'team = "nobody"', (14, FlawCode.UNKNOWN_TEAM)),
        ("https://a", "javascript://a", (15, FlawCode.UNSAFE_LINK)),
        ('id = "gold"', "", (16, FlawCode.MISSING_KEY)),
        ('host = "localhost"', 'host = "mail.example"', (21, FlawCode.MAIL_IN_THE_CLEAR)),
        ("0123456789abcdef0123456789abcdef", "short", (24, FlawCode.SECRET_SHORT)),
    ],
)
def test_a_flaw_is_named_with_its_line(
    tmp_path: Path, old: str, new: str, found: tuple[int, FlawCode]
) -> None:
    """Each kind of mistake is found, alone, at the line it stands in."""
    assert flaws(tmp_path, FULL) == []
    assert flaws(tmp_path, FULL.replace(old, new, 1)) == [found]


def test_several_flaws_are_named_at_once(tmp_path: Path) -> None:
    """A wrong type, a bad zone and an unsafe link are told together, in the order of their lines."""
    text = FULL.replace("= 30", '= "x"\ntime_zone = "Mars"').replace("https:", "file:")
    assert flaws(tmp_path, text) == [(2, "wrong_type"), (3, "bad_zone"), (16, "unsafe_link")]


def places(value: object, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place in a document."""
    parts: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        parts = list(value.items())
    elif isinstance(value, list):
        parts = list(enumerate(value))
    return [path, *(place for key, part in parts for place in places(part, (*path, key)))]


WRONG = st.one_of(
    st.booleans(), st.integers(-5, 100_000), st.text(max_size=20), st.just([]), st.just({}), st.just([{}])
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(places(tomllib.loads(FULL))[1:]), value=WRONG)
def test_no_single_change_gives_a_traceback(tmp_path: Path, place: tuple[Any, ...], value: object) -> None:
    """Whatever one value is replaced with, the file is taken, or refused with sentences in both languages."""
    document: Any = tomllib.loads(FULL)
    inner = document
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = value
    file = tmp_path / "service.toml"
    file.write_text(toml_writing.document(document), encoding="utf-8")
    reading = read_setup(file)
    assert (reading.setup is None) == bool(reading.flaws)
    for flaw in (*reading.flaws, *reading.warnings):
        assert flaw.line >= 1
        assert all(sentence(flaw, locale) for locale in ("zh-CN", "en"))


def test_no_password_is_told(tmp_path: Path) -> None:
    """A password or secret of the wrong type, alone or in what holds it, is told to no log."""
    text = FULL.replace("[mail]", "[mail]\npassword = 987654\nuser = [987654]\nsender_name = { a = 987654 }")
    file = tmp_path / "service.toml"
    file.write_text(
        text.replace('secret = "', 'secret = 987654 }, { algorithm = "HS256", secret = "'), "utf-8"
    )
    told = sentences(read_setup(file).flaws, "en")
    assert "mail.password: *** is of the wrong type" in told
    assert "members.keys[1].secret: ***" in told
    assert "987654" not in told


VALUES = st.sampled_from(
    [
        "1",
        "true",
        "09:00:00",
        "2026-01-01 09:00:00",
        '"a # ] } b"',
        "'\\'",
        '""',
        '"\\""',
        '"""a\nb""""',
        "'''\n'x\n'''",
    ]
)
GAPS = st.sampled_from(["", " ", "\n", " # ] c\n", "\n\n\t"])


@st.composite
def written(draw: st.DrawFn) -> str:
    """A document in which every key is `kN`, N counting up, so that each is found by its name."""
    count = iter(range(1000))

    def value(depth: int) -> str:
        kind = draw(st.integers(0, 5)) if depth < 3 else 5
        if kind == 0:
            items = [value(depth + 1) for _ in range(draw(st.integers(0, 3)))]
            return "[" + "".join(f"{draw(GAPS)}{item}{draw(GAPS)}," for item in items) + draw(GAPS) + "]"
        if kind == 1:
            return "{ " + ", ".join(pair(depth + 1) for _ in range(draw(st.integers(0, 3)))) + " }"
        return draw(VALUES)

    def key() -> str:
        return draw(st.sampled_from(["{}", '"{}"', "'{}'"])).format(f"k{next(count)}k")

    def pair(depth: int) -> str:
        dotted = " . ".join(key() for _ in range(draw(st.integers(1, 3))))
        return f"{dotted} = {value(depth)}"

    parts = []
    for _ in range(draw(st.integers(0, 6))):
        head = draw(
            st.sampled_from(["{0} = 1", "[{0}]", "[{0}.{1}]", "[[{0}]]", "[[again]]", "[[again.more]]", ""])
        )
        parts.append(head.format(key(), key()) if head else pair(0))
        parts.append(draw(GAPS).replace(" #", "#"))
    return "\n".join(parts)


@settings(max_examples=150, deadline=None)
@given(written())
def test_every_place_of_any_document_has_its_line(text: str) -> None:
    """In any document all of tomllib's values have a line, and each key's is the one its name stands in."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        reject()
    lines = toml_lines.lines_of(text)
    assert set(lines) == set(places(document))
    for path, line in lines.items():
        if path and str(path[-1]).startswith("k"):
            assert line == text.count("\n", 0, text.index(str(path[-1]))) + 1


def test_every_place_of_the_shipped_file_has_a_line() -> None:
    """The lines are those of tomllib's values, no more and no fewer."""
    text = assets.path("service/service.toml").read_text("utf-8")
    assert set(toml_lines.lines_of(text)) == set(places(tomllib.loads(text)))


def test_the_shipped_file_says_what_the_demo_is_told() -> None:
    """The panel's first service info, without a network, is what a new server publishes."""
    setup = read_setup(assets.path("service/service.toml")).setup
    assert setup is not None
    assert setup.info == decode(assets.path("service/demo.json").read_bytes())


def test_an_older_file_is_taken_over_once(tmp_path: Path) -> None:
    """service.json becomes a service.toml that says the same, and stays aside under another name."""
    old = assets.path("service/demo.json").read_bytes()
    (tmp_path / "service.json").write_bytes(old)
    assert open_service(tmp_path).info == decode(old)
    assert (tmp_path / "service.json.old").read_bytes() == old
    assert not (tmp_path / "service.json").exists()
    assert msgspec.toml.decode((tmp_path / "service.toml").read_bytes())["holidays"] == "CN"


def test_check_says_all_and_fails_or_what_is_set(tmp_path: Path) -> None:
    """`serve --check` exits with 1 and names the lines, or with 0 and a summary."""
    (tmp_path / "service.toml").write_text(FULL.replace("= 30", "= 0"), encoding="utf-8")
    done = helppanel("serve", "--check", "--data", str(tmp_path))
    assert done.returncode == 1
    assert "service.toml:2: retention_days" in done.stderr
    (tmp_path / "service.toml").write_text(FULL, encoding="utf-8")
    done = helppanel("serve", "--check", "--data", str(tmp_path))
    assert (done.returncode, "Hotline" in done.stdout, "a@b.example" in done.stdout) == (0, True, True)
    assert sentences((), "en") == ""


@pytest.mark.parametrize("words", [("serve", "--check"), ("serve", "--port", "0")])
def test_a_folder_in_its_place_is_called_one(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Neither the check nor a start says that the data folder cannot be written to: it can."""
    (tmp_path / "service.toml").mkdir()
    done = helppanel(*words, "--data", str(tmp_path))
    assert done.returncode == 1
    assert f"{tmp_path / 'service.toml'}: this is a folder" in done.stderr
    assert "written" not in done.stderr

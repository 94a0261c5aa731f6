"""Names and home paths leave the text."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helppanel import assets
from helppanel.report.privacy.identity import Identity, this_machine
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.own import COMMON
from helppanel.report.privacy.scrub import Scrubber, scrub

LINUX = Identity(
    homes=frozenset({"/home/lin"}),
    users=frozenset({"lin"}),
    hosts=frozenset({"lin-laptop", "lin-laptop.lan"}),
)
CHINESE = Identity(homes=frozenset({"/home/林晓"}), users=frozenset({"林晓"}), hosts=frozenset({"QJ-PC01"}))
WINDOWS = Identity(
    homes=frozenset({"C:\\Users\\Lin Xiao"}), users=frozenset({"Lin Xiao"}), hosts=frozenset({"DESKTOP-7A1B"})
)


@pytest.mark.parametrize(
    ("identity", "text", "scrubbed"),
    [
        (LINUX, "open /home/lin/文档/a.odt", "open ~/文档/a.odt"),
        (LINUX, "/HOME/Lin", "~"),
        (LINUX, "see /home/lin.", "see ~."),
        (LINUX, "文件在/home/lin下", "文件在~下"),
        (LINUX, "file:///home/lin/a", "file://~/a"),
        (LINUX, "%2Fhome%2Flin%2Fa", "~%2Fa"),
        (LINUX, "/home/linda/a", "‹home_path›/a"),
        (LINUX, "/home/lin-old/a", "‹home_path›/a"),
        (LINUX, "lin@lin-laptop.lan: Lin, LIN_x", "‹email›: ‹username›, ‹username›_x"),
        (LINUX, "linear berlin lin2 online", "linear berlin lin2 online"),
        (CHINESE, "/home/%e6%9e%97%E6%99%93/a", "~/a"),
        (CHINESE, '{"path": "/home/\\u6797\\u6653/a"}', '{"path": "~/a"}'),
        (CHINESE, "由林晓创建于 qj-pc01", "由‹username›创建于 ‹hostname›"),
        (WINDOWS, r"C:\Users\Lin Xiao\AppData", r"~\AppData"),
        (WINDOWS, r'"C:\\Users\\Lin Xiao\\AppData"', r'"~\\AppData"'),
        (WINDOWS, "c:/users/lin xiao/a", "~/a"),
        (WINDOWS, "file:///C:/Users/Lin%20Xiao/a", "file:///~/a"),
        (WINDOWS, "file:///C%3A%5CUsers%5CLin%20Xiao", "file:///~"),
        (WINDOWS, "/mnt/c/Users/Lin Xiao/a /c/Users/Lin Xiao", "~/a ~"),
        (WINDOWS, r"D:\Users\Lin Xiao\a", r"‹home_path›\a"),
        (WINDOWS, r"C:\Users\LINXIA~1\Temp", r"~\Temp"),
        (WINDOWS, "\\\\DESKTOP-7A1B\\share", "\\\\‹hostname›\\share"),
    ],
)
def test_every_spelling_is_found(identity: Identity, text: str, scrubbed: str) -> None:
    """Home paths become ~ and whole-word names their marks, in each notation, and look-alikes stay."""
    assert Scrubber(identity).clean(text).text == scrubbed


@pytest.mark.parametrize("name", ["root", "Admin", "user", "ab", "林", "x"])
def test_common_and_short_names_go_only_in_paths(name: str) -> None:
    """A name that is common or too short is left alone in text, but its home path still goes."""
    scrubber = Scrubber(Identity(homes=frozenset({f"/home/{name}"}), users=frozenset({name})))
    assert scrubber.clean(f"{name} did it in /home/{name}/a").text == f"{name} did it in ~/a"


STRANGER = Scrubber(Identity())
SHORT = Identity(homes=frozenset({"/srv/x"}), users=frozenset({"li"}), hosts=frozenset({"pc"}))


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("li", "‹username›"),
        (" LI\n", " ‹username›\n"),
        ("pc", "‹hostname›"),
        ("PC.local", "‹hostname›.local"),
        ("user=li;", "user=‹username›;"),
        ("user: li", "user: ‹username›"),
        ("{'USER': 'li', 'x': 1}", "{'USER': '‹username›', 'x': 1}"),
        ("D:\\li\\doc", "D:\\‹username›\\doc"),
        ("file:///data%2Fli/x", "file:///data%2F‹username›/x"),
        ("../li/x", "../‹username›/x"),
        ("a:li,pc:b", "a:‹username›,pc:b"),
        ("http://pc:80/", "http://‹hostname›:80/"),
        ("li said", "li said"),
        ("/lib /line a.li", "/lib /line a.li"),
    ],
)
def test_short_names_go_where_a_name_stands(text: str, scrubbed: str) -> None:
    """A short name goes where it is the whole text or stands behind `=`, `:` or a slash, and only there."""
    assert Scrubber(SHORT).clean(text).text == scrubbed


@pytest.mark.skipif(sys.platform == "win32", reason="no account database to ask")
def test_the_accounts_home_is_known_whatever_home_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """With $HOME set to another place the account's own home and name are still hidden."""
    if sys.platform != "win32":
        import pwd

        account = pwd.struct_passwd(("wang", "x", 1, 1, "", "/home/wang", "/bin/sh"))
        monkeypatch.setattr(pwd, "getpwuid", lambda _uid: account)
    monkeypatch.setenv("HOME", "/home/li")
    own = this_machine()
    assert {"/home/li", "/home/wang"} <= own.homes
    assert "wang" in own.users


def test_nothing_known_changes_nothing() -> None:
    """Without any name to hide, text passes unchanged."""
    assert Scrubber(Identity()).clean("/srv/lin").text == "/srv/lin"


def test_this_machine_is_hidden() -> None:
    """What the system itself calls home and host does not survive the scrubber this process uses."""
    own = this_machine()
    text = " ".join([*(f"{home}/x" for home in own.homes), *own.hosts, *own.users])
    left = scrub(text)
    assert all(home not in left for home in own.homes)
    telling = [n for n in own.hosts | own.users if len(n) > 2 and n.casefold() not in COMMON]
    assert not [name for name in telling if re.search(rf"\b{re.escape(name)}\b", left)]


NAME = st.text(st.sampled_from("abcXYZ0189-林晓东éñ"), min_size=3, max_size=10).filter(
    lambda name: name.casefold() not in COMMON and name.strip("-") == name
)
AROUND = st.text(st.sampled_from("/\\ .,:%-_ab林é\n\"'~"), max_size=12)


@settings(deadline=None)  # each example compiles patterns
@given(NAME, NAME, NAME, AROUND, AROUND, st.sampled_from(["plain", "windows", "url", "json", "upper"]))
def test_no_spelling_leaks(folder: str, user: str, host: str, before: str, after: str, how: str) -> None:
    """Whatever stands around it, a home path in any spelling never leaves the user's name behind a slash."""
    home = f"C:\\{folder}\\{user}" if how == "windows" else f"/{folder}/{user}"
    identity = Identity(homes=frozenset({home}), users=frozenset({user}), hosts=frozenset({host}))
    spelt = {"url": quote(home), "json": json.dumps(home)[1:-1], "upper": home.upper()}.get(how, home)
    left = Scrubber(identity).clean(f"{before} {spelt}/{after}").text
    assert spelt not in left


@settings(deadline=None)
@given(NAME, NAME, AROUND, AROUND)
def test_scrubbing_twice_changes_nothing_more(user: str, host: str, before: str, after: str) -> None:
    """Scrubbed text holds nothing more to scrub."""
    scrubber = Scrubber(
        Identity(homes=frozenset({f"/home/{user}"}), users=frozenset({user}), hosts=frozenset({host}))
    )
    once = scrubber.clean(f"{before}{user}{after} {host} /home/{user}{after}").text
    assert scrubber.clean(once).text == once


@given(st.text())
def test_any_text_passes(text: str) -> None:
    """No text makes the scrubber raise, and text without names is unchanged."""
    assert Scrubber(LINUX).clean(text).text == text or "lin" in text.casefold()


def test_one_pass_counts_and_marks() -> None:
    """Own home, own names and what any text gives away go together, are counted, and marked as told."""
    text = "lin: mail lin@example.com from /home/lin/a or /home/eve/b"
    cleaned = Scrubber(LINUX).clean(text, lambda kind: f"<{kind}>")
    assert cleaned.text == "‹<username>›: mail ‹<email>› from ~/a or ‹<home_path>›/b"
    assert cleaned.counts == {"username": 1, "email": 1, "home_path": 2}


def test_kinds_to_be_shown_stay() -> None:
    """What the user wants to be readable is neither taken out nor counted."""
    text = "lin@example.com at 192.168.3.4"
    cleaned = Scrubber(LINUX).clean(text, shown=frozenset({"ipv4"}))
    assert cleaned == ("‹email› at 192.168.3.4", {"email": 1})


@pytest.mark.parametrize(
    ("text", "scrubbed"),
    [
        ("‹13912345678›", "‹‹phone››"),
        ("password: ‹hunter2secret›", "password: ‹‹token››"),
        ("password=‹token›hunter2secret", "password=‹token›‹token›"),
        ("‹a@example.com› ‹‹13912345678››", "‹‹email›› ‹‹‹phone›››"),
        ("password: ‹secret› ‹邮箱› ‹e-mail›", "password: ‹secret› ‹邮箱› ‹e-mail›"),
    ],
)
def test_only_marks_pass(text: str, scrubbed: str) -> None:
    """What stands in a mark's brackets and is no mark of any language is searched; marks stay."""
    assert STRANGER.clean(text).text == scrubbed


def test_every_kind_has_a_label() -> None:
    """Each kind has a word for its mark in each language."""
    for locale in ("zh-CN", "en"):
        words = tomllib.loads(assets.path(f"i18n/{locale}/privacy.toml").read_text("utf-8"))
        assert {kind.value for kind in PrivateKind} <= words.keys()

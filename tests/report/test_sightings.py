"""What is private in the facts, with the words around it."""

from __future__ import annotations

from collections import Counter

from helppanel.contract.report import AppInfo, Fact, FactGroup
from helppanel.report.facts import FromHost, collect
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.scrubbing import Scrubbing
from helppanel.report.sightings import AROUND, LONGEST, Sighting, sightings


def group(*values: str) -> tuple[FactGroup, ...]:
    """One group of facts with these values."""
    facts = tuple(Fact(id=str(number), label="登录", value=value) for number, value in enumerate(values))
    return (FactGroup(id="app", label="应用", facts=facts),)


def test_each_is_seen_where_it_stands() -> None:
    """Every finding comes with its fact and the words around it on its line."""
    found = sightings(group("first\nfrom lin@example.com to you\nlast", "nothing", "a@example.org"))
    assert found == (
        Sighting(PrivateKind.EMAIL, "登录", "from ", "lin@example.com", " to you"),
        Sighting(PrivateKind.EMAIL, "登录", "", "a@example.org", ""),
    )


def test_long_surroundings_are_cut() -> None:
    """Only a few characters around are shown, and that there is more."""
    (one,) = sightings(group("很" * 99 + " lin@example.com " + "长" * 99))
    assert one.before == "…" + ("很" * 99 + " ")[-AROUND:]
    assert one.after == (" " + "长" * 99)[:AROUND] + "…"


def test_a_long_finding_is_cut() -> None:
    """A key of many lines is shown by its beginning, on one line."""
    body = "\n".join(["MIIEpAIBAAKCAQEA" * 4] * 20)
    pem = f"-----BEGIN RSA PRIVATE KEY-----\n{body}\n-----END RSA PRIVATE KEY-----"
    for one in sightings(group(pem)):
        assert len(one.words) <= LONGEST + 1
        assert "\n" not in one.words


def test_as_much_is_counted_as_can_be_looked_at() -> None:
    """The report counts what is in names and values, each once; what a fact is called inside is nobody's."""
    asks = {"hang2": lambda: "2", "phone 13800138000": lambda: "joe@example.com"}
    host = FromHost(facts=asks, groups={"call 13900139000": asks})
    groups = collect(AppInfo(id="a", name="a", version="1"), host, {}, str)
    groups = tuple(group for group in groups if group.id == "app" or group.id.startswith("host:"))
    scrubbing = Scrubbing(str)
    [app, other] = scrubbing.groups(groups)
    assert scrubbing.counts == Counter(str(sighting.kind) for sighting in sightings(groups))
    assert scrubbing.counts == {"email": 2, "phone": 3}
    assert "host:hang2" in [fact.id for fact in app.facts]
    assert "13800138000" not in repr((app, other))

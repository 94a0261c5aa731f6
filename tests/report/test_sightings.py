"""What is private in the facts, with the words around it."""

from __future__ import annotations

from helppanel.contract.report import Fact, FactGroup
from helppanel.report.privacy.kinds import PrivateKind
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

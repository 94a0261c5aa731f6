"""Who the user is, as a signed token says: what is not signed, or too late, gives nothing."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from hypothesis import given
from hypothesis import strategies as st

from helppanel.contract.problems import HelpError, Problem
from helppanel.contract.service_info import Account, ServiceInfo
from helppanel.server.accounts import verify
from helppanel.server.setup import Algorithm, MemberKey, MembersSetup, Setup, Tier

Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey

SECRET, OTHER_SECRET = "a secret of the host's own service", "a secret of somebody else's service"
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())
ED = ed25519.Ed25519PrivateKey.generate()
GOLD = Tier(id="gold", title={"zh-CN": "金牌会员"}, rank=5)
NOW = datetime.now(UTC).replace(microsecond=0)


def public(key: Private) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()


def setup(*keys: MemberKey, **members: Any) -> Setup:
    keys = keys or (MemberKey(key=SECRET, algorithm=Algorithm.HS256),)
    return Setup(info=ServiceInfo(name={}), tiers=(GOLD,), members=MembersSetup(keys=keys, **members))


def claims(**changes: Any) -> dict[str, Any]:
    said = {"name": "林女士", "tier": "gold", "exp": NOW + timedelta(hours=1), **changes}
    return {name: value for name, value in said.items() if value is not None}


def signed(key: Any = SECRET, algorithm: str = "HS256", kid: str | None = None, **changes: Any) -> str:
    return jwt.encode(claims(**changes), key, algorithm, headers=None if kid is None else {"kid": kid})


def refused(token: str, where: Setup) -> bool:
    """Whether it is, as what it is."""
    try:
        verify(token, where)
    except HelpError as error:
        return error.code is Problem.ACCOUNT_TOKEN_INVALID
    return False


@pytest.mark.parametrize(("key", "algorithm"), [(RSA, "RS256"), (EC, "ES256"), (ED, "EdDSA")])
def test_every_algorithm_is_verified(key: Private, algorithm: str) -> None:
    """What the private key signed is believed by the public one; what another signed is not."""
    where = setup(MemberKey(key=public(key), algorithm=Algorithm(algorithm)))

    account = verify(signed(key, algorithm), where)

    assert account == Account(name="林女士", tier="gold", title=GOLD.title, until=NOW + timedelta(hours=1))
    assert refused(signed(ec.generate_private_key(ec.SECP256R1()), "ES256"), where)


def test_what_nobody_signed_is_refused() -> None:
    """Neither "none", nor another's secret, nor a public key taken for a secret gets anything."""
    unsigned = jwt.encode(claims(), "", "none")
    head = base64.urlsafe_b64encode(json.dumps({"alg": "HS256", "typ": "JWT"}).encode()).rstrip(b"=")
    body = signed().split(".")[1]
    where = setup(MemberKey(key=public(RSA), algorithm=Algorithm.RS256))

    assert refused(unsigned, setup())
    assert refused(signed(OTHER_SECRET), setup())
    assert refused(f"{head.decode()}.{body}.", setup())
    assert refused(f"{signed().rsplit('.', 1)[0]}.{signed(OTHER_SECRET).rsplit('.', 1)[1]}", setup())
    assert refused(signed(public(RSA).replace("-----", "=====") + " " * 9), where)
    assert refused(signed(), where)


def test_a_token_ends() -> None:
    """One without an end, or past it, is refused; two clocks may differ by a minute."""
    assert refused(signed(exp=None), setup())
    assert refused(signed(exp=datetime.now(UTC) - timedelta(minutes=2)), setup())
    assert not refused(signed(exp=datetime.now(UTC) - timedelta(seconds=20)), setup())
    assert refused(signed(nbf=NOW + timedelta(hours=1)), setup())
    assert refused(signed(exp=10**30), setup())


def test_issuer_and_audience_are_asked_for() -> None:
    """Where the setup names them, a token of others, or without them, is refused."""
    where = setup(issuer="https://id.example", audience="helppanel")
    good = {"iss": "https://id.example", "aud": "helppanel"}

    assert not refused(signed(**good), where)
    assert refused(signed(**{**good, "iss": "https://evil.example"}), where)
    assert refused(signed(**{**good, "aud": "shop"}), where)
    assert refused(signed(), where)
    assert not refused(signed(aud="shop"), setup())


def test_keys_rotate_by_their_kid() -> None:
    """While a key is changed both are believed, each under its name; afterwards only the new one."""
    old = MemberKey(key=SECRET, kid="2025", algorithm=Algorithm.HS256)
    new = MemberKey(key=public(ED), kid="2026", algorithm=Algorithm.EDDSA)

    for where, believed in ((setup(old, new), [True, True]), (setup(new), [False, True])):
        tokens = [signed(kid="2025"), signed(ED, "EdDSA", kid="2026")]
        assert [not refused(token, where) for token in tokens] == believed
        assert refused(signed(kid="2026"), where)
        assert refused(signed(), where)


def test_two_keys_without_a_name() -> None:
    """Keys without a kid are tried one after the other."""
    keys = (
        MemberKey(key=public(RSA), algorithm=Algorithm.RS256),
        MemberKey(key=OTHER_SECRET, algorithm=Algorithm.HS256),
        MemberKey(key=SECRET, algorithm=Algorithm.HS256),
    )

    assert not refused(signed(), setup(*keys))
    assert not refused(signed(RSA, "RS256"), setup(*keys))


@pytest.mark.parametrize("tier", ["platinum", "", None, 5, ["gold"]])
def test_an_unknown_tier_makes_no_member(tier: object) -> None:
    """A tier the setup does not know is no reason to refuse the name."""
    account = verify(signed(tier=tier), setup())

    assert (account.name, account.tier, account.title) == ("林女士", "", {})


@pytest.mark.parametrize("name", [None, "", "  ", 5, "x" * 256, "a\nb"])
def test_a_name_can_be_shown(name: object) -> None:
    """A token without a name to show is refused."""
    assert refused(signed(name=name), setup())


def test_claims_have_the_names_the_setup_says() -> None:
    """The host's own names for name and tier."""
    where = setup(name_claim="nick", tier_claim="level")

    account = verify(signed(nick="阿林", level="gold"), where)

    assert (account.name, account.tier) == ("阿林", "gold")


def test_a_server_without_members_believes_nobody() -> None:
    """Where the setup says nothing of members every token is refused."""
    assert refused(signed(), Setup(info=ServiceInfo(name={})))


@given(st.one_of(st.text(max_size=200), st.builds("{}.{}.{}".format, *[st.text(max_size=40)] * 3)))
def test_no_text_is_a_token(text: str) -> None:
    """Whatever is sent instead of a token is refused as one."""
    assert refused(text, setup())


@given(st.integers(min_value=0), st.integers(min_value=0, max_value=255))
def test_a_changed_token_is_refused(place: int, value: int) -> None:
    """A token of which one byte was changed is refused, or is the same token still."""
    token = signed()
    parts = token.split(".")
    raw = [bytearray(base64.urlsafe_b64decode(part + "==")) for part in parts]
    whole = [(part, index) for part in range(3) for index in range(len(raw[part]))]
    part, index = whole[place % len(whole)]
    same = raw[part][index] == value
    raw[part][index] = value
    changed = ".".join(base64.urlsafe_b64encode(bytes(one)).rstrip(b"=").decode() for one in raw)

    assert refused(changed, setup()) is not same

"""Fictional people, firms and machines, and what their accounts and folders are called."""

from __future__ import annotations

from random import Random

from tests.privacy_set.words import WORDS

SURNAMES = WORDS["surnames"]
GIVEN = WORDS["given"]
FIRST = WORDS["first"]
LAST = WORDS["last"]
DOMAINS = WORDS["domains"]
MAILBOXES = WORDS["mailboxes"]
FIRMS_ZH = WORDS["firms_zh"]


def _pair(rng: Random, pairs: list[str]) -> tuple[str, str]:
    roman, _, han = rng.choice(pairs).partition(":")
    return roman, han


def name_zh(rng: Random) -> str:
    """A Chinese name in characters."""
    return _pair(rng, SURNAMES)[1] + _pair(rng, GIVEN)[1]


def name_en(rng: Random) -> str:
    """An English full name."""
    return f"{rng.choice(FIRST).title()} {rng.choice(LAST).title()}"


def firm_zh(rng: Random) -> str:
    """A firm that does not exist."""
    return rng.choice(FIRMS_ZH)


def account(rng: Random) -> str:
    """A login: letters first, of 3 to about 18 characters, as people and administrators choose them."""
    surname, given = _pair(rng, SURNAMES)[0], _pair(rng, GIVEN)[0]
    first, last = rng.choice(FIRST), rng.choice(LAST).replace("'", "")
    return rng.choice(
        [
            surname + given,
            f"{given}.{surname}",
            f"{surname}_{given}",
            f"{surname}{given}{rng.randint(1, 99):02}",
            surname[0] + given + str(rng.randint(1980, 2005)),
            first,
            first + last[0],
            f"{first}.{last}",
            f"{first[0]}{last}",
            f"{first}_{last}{rng.randint(1, 99)}",
            f"{last}-{first[0]}",
            f"{first}{rng.randint(100, 999)}",
        ]
    )


def account_plain(rng: Random) -> str:
    """A login of letters and digits only, as folders are named after."""
    return account(rng).replace(".", "").replace("-", "").replace("_", "")


def domain(rng: Random) -> str:
    """A domain of a firm."""
    return rng.choice(DOMAINS)


def machine(rng: Random) -> str:
    """A computer's name that tells whose or where it is."""
    roman, first = _pair(rng, SURNAMES)[0], rng.choice(FIRST)
    sites, places = ["db", "web", "build", "print"], ["sh", "bj", "ber"]
    mark = "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", k=7))
    return rng.choice(
        [
            f"DESKTOP-{mark}",
            f"LAPTOP-{mark[:4]}{rng.randint(1000, 9999)}",
            f"WIN-{mark}{rng.choice('ABCXYZ')}{rng.randint(100, 999)}",
            f"{first}-laptop",
            f"{roman}-thinkpad",
            f"{first}s-MacBook-Pro",
            f"{first.title()}s-MacBook-Air.local",
            f"{roman}-pc",
            f"{roman.upper()}-PC{rng.randint(1, 40):02}",
            f"FIN-WS{rng.randint(1, 99):03}",
            f"srv-{rng.choice(['db', 'app', 'file', 'mail'])}{rng.randint(1, 24):02}",
            f"{rng.choice(sites)}{rng.randint(1, 24):02}.{rng.choice(places)}.corp.local",
            f"ip-10-{rng.randint(0, 255)}-{rng.randint(0, 255)}-{rng.randint(1, 254)}.ec2.internal",
        ]
    )


def machine_short(rng: Random) -> str:
    """A computer's name without a domain."""
    return machine(rng).split(".")[0]


def wechat_id(rng: Random) -> str:
    """A WeChat id: a letter first, 6 to 20 letters, digits, _ and -."""
    surname, given, first = _pair(rng, SURNAMES)[0], _pair(rng, GIVEN)[0], rng.choice(FIRST)
    return rng.choice(
        [
            f"{surname}_{given}{rng.randint(80, 99)}",
            f"{first}-{rng.randint(1000, 99999)}",
            f"{surname}{given}{rng.randint(100, 9999)}",
            f"{first}{surname}{rng.randint(10, 99)}",
            f"{surname.title()}{rng.randint(100000, 999999)}",
            f"a{rng.randint(10_000_000, 999_999_999)}",
            f"{first}_{surname}_{rng.choice(['wx', 'cn', 'work'])}",
        ]
    )


def wxid(rng: Random) -> str:
    """The id WeChat gives before one is chosen."""
    return "wxid_" + "".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=14))


def qq_number(rng: Random) -> str:
    """A QQ number: 5 to 11 digits, the first not 0."""
    return str(rng.randint(1, 9)) + "".join(rng.choices("0123456789", k=rng.choice([5, 6, 7, 8, 8, 9, 9, 9])))

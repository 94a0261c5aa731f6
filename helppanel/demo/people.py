"""The people the editor knows: who signs the sample document, and the customers in the list."""

from __future__ import annotations

from dataclasses import dataclass

from helppanel.ui.texts import Texts

REACHED_AT = (
    ("139 1234 5601", "chen.yh@example.com"),
    ("138 1234 5602", "liu.sy@example.com"),
    ("137 1234 5603", "zhao.jn@example.com"),
    ("136 1234 5604", "sun.wt@example.com"),
    ("135 1234 5605", "he.xq@example.com"),
)


@dataclass(frozen=True)
class Person:
    """Somebody who can be reached."""

    name: str
    company: str
    phone: str
    email: str


@dataclass(frozen=True)
class People:
    """`owner` is in charge of the sample document."""

    owner: Person
    customers: tuple[Person, ...]


@dataclass(frozen=True)
class User:
    """Who sits before the editor. `token` is what the host's own account service gave out for them."""

    name: str
    account: str
    email: str = ""
    token: str = ""


def sample_user(texts: Texts) -> User:
    """A made-up one."""
    return User(texts.t("demo.user_name"), texts.t("demo.user_account"))


def sample_people(texts: Texts) -> People:
    """Made-up ones."""

    def person(number: int, phone: str, email: str) -> Person:
        return Person(
            texts.t(f"demo.person{number}_name"), texts.t(f"demo.person{number}_company"), phone, email
        )

    owner = person(0, "139 1234 5600", "zhou.my@example.com")
    return People(owner, tuple(person(n, *reached) for n, reached in enumerate(REACHED_AT, 1)))

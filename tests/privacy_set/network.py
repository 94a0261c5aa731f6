"""Addresses of people, machines and folders: e-mail, IPv4, RFC 4291 and RFC 5952 IPv6, MAC, home folders."""

from __future__ import annotations

import ipaddress
from functools import partial
from random import Random

from tests.privacy_set import people


def email(rng: Random) -> str:
    """An e-mail address of a person."""
    local = people.account(rng) + rng.choice(["", "", "", f"+{rng.choice(['invoice', 'help', 'test'])}"])
    return f"{local}@{people.domain(rng)}"


def email_box(rng: Random) -> str:
    """An address with one of the big mailbox providers; QQ's and NetEase's are often digits."""
    local = rng.choice([people.account(rng), people.account(rng), people.qq_number(rng)])
    return f"{local}@{rng.choice(people.MAILBOXES)}"


def email_odd(rng: Random) -> str:
    """An address as written by the shy or with a Chinese keyboard."""
    local, place = people.account(rng), rng.choice([people.domain(rng), rng.choice(people.MAILBOXES)])
    return rng.choice(
        [
            f"{local}＠{place}",
            f"{local} @ {place}",
            f"{local}(at){place}",
            f"{local} [at] {place}",
            f"{local.upper()}@{place.upper()}",
        ]
    )


def ipv4_private(rng: Random) -> str:
    """An address of RFC 1918."""
    b = partial(rng.randint, 0, 255)
    last = rng.randint(1, 254)
    return rng.choice(
        [
            f"10.{b()}.{b()}.{last}",
            f"192.168.{rng.randint(0, 60)}.{last}",
            f"172.{rng.randint(16, 31)}.{b()}.{last}",
        ]
    )


def ipv4_public(rng: Random) -> str:
    """A global unicast address, or one of the blocks for documentation."""
    first, last = rng.choice([36, 58, 61, 101, 112, 120, 183, 218, 221, 223]), rng.randint(1, 254)
    return rng.choice(
        [
            f"203.0.113.{last}",
            f"198.51.100.{last}",
            f"{first}.{rng.randint(1, 254)}.{rng.randint(0, 254)}.{last}",
        ]
    )


def ipv4(rng: Random) -> str:
    """Any address of a machine."""
    return rng.choice([ipv4_private, ipv4_public])(rng)


def ipv6(rng: Random) -> str:
    """An address in one of the three textual forms: full, compressed, upper case."""
    head = rng.choice(
        [
            "2001:db8",
            f"240{rng.choice('89e')}:8{rng.randint(100, 999)}",
            "fd00:" + f"{rng.randint(1, 0xFFFF):x}",
            f"2a02:{rng.randint(1, 0xFFFF):x}",
            "2001:da8",
        ]
    )
    groups = head.split(":") + [
        f"{rng.randint(0, 0xFFFF):x}" if rng.random() < 0.6 else "0" for _ in range(6)
    ]
    groups[7] = f"{rng.randint(1, 0xFFFF):x}"
    address = ipaddress.IPv6Address(":".join(groups))
    return rng.choice([address.compressed, address.compressed, address.exploded, address.compressed.upper()])


def ipv6_short(rng: Random) -> str:
    """A compressed address with few groups."""
    return rng.choice(
        [
            f"2001:db8::{rng.randint(1, 0xFFFF):x}",
            f"fd{rng.randint(0, 255):02x}::{rng.randint(1, 0xFF):x}",
            f"240e:{rng.randint(0x100, 0xFFF):x}::{rng.randint(1, 0xFFFF):x}",
        ]
    )


def ipv6_link(rng: Random) -> str:
    """A link-local address (it holds the MAC), perhaps with its zone."""
    first, last = rng.randint(0x100, 0xFFFF), rng.randint(0x100, 0xFFFF)
    return f"fe80::{first:x}:{rng.randint(0, 255):x}ff:fe{rng.randint(0, 255):02x}:{last:x}" + rng.choice(
        ["", "%eth0", "%12", "%en0"]
    )


def ipv6_mapped(rng: Random) -> str:
    """An IPv4 address mapped into IPv6."""
    return "::ffff:" + ipv4(rng)


def _octets(rng: Random) -> list[str]:
    return [
        f"{rng.choice([0x00, 0x08, 0x3C, 0x52, 0x8C, 0xA4, 0xF0, 0xDC]):02x}",
        *(f"{rng.randint(1, 255):02x}" for _ in range(5)),
    ]


def mac(rng: Random) -> str:
    """A MAC address with colons or dashes."""
    text = rng.choice([":", ":", "-"]).join(_octets(rng))
    return text.upper() if rng.random() < 0.5 else text


def mac_colon(rng: Random) -> str:
    """A MAC address as kernels log it."""
    return ":".join(_octets(rng))


def mac_dotted(rng: Random) -> str:
    """A MAC address as Cisco writes it."""
    bare = "".join(_octets(rng))
    return f"{bare[:4]}.{bare[4:8]}.{bare[8:]}"


def mac_bare(rng: Random) -> str:
    """A MAC address without signs."""
    bare = "".join(_octets(rng))
    return bare.upper() if rng.random() < 0.6 else bare


def _folder_zh(rng: Random) -> str:
    return rng.choice([people.name_zh(rng), people.name_zh(rng), f"{people.name_zh(rng)}的电脑"])


def home_linux(rng: Random) -> str:
    """A home on Linux, down to the name of its owner."""
    owner = rng.choice([people.account, people.account, people.account, _folder_zh])(rng)
    return rng.choice(["/home/"] * 9 + ["/home/CORP/"]) + owner


def home_mac(rng: Random) -> str:
    """A home on macOS."""
    return "/Users/" + rng.choice([people.account, people.account_plain, _folder_zh])(rng)


def home_windows(rng: Random) -> str:
    """A home on Windows without blanks."""
    owner = rng.choice([people.account, people.account_plain, _folder_zh, _short])(rng)
    return rng.choice("CCCDE") + ":\\Users\\" + owner


def _short(rng: Random) -> str:
    return people.account_plain(rng).upper()[:6] + "~1"


def home_windows_blank(rng: Random) -> str:
    """A home on Windows whose owner's name holds a blank."""
    zh = people.name_zh(rng)
    return "C:\\Users\\" + rng.choice([people.name_en(rng), people.name_en(rng), f"{zh[0]} {zh[1:]}"])


def home_windows_old(rng: Random) -> str:
    """A home on Windows XP, or with forward slashes."""
    return rng.choice(
        [
            "C:\\Documents and Settings\\" + people.account_plain(rng),
            "C:/Users/" + people.account_plain(rng),
            "c:\\users\\" + people.account_plain(rng),
        ]
    )


def home_unc(rng: Random) -> str:
    """A home on a file server, down to its owner; the server's name is part of it."""
    server = rng.choice([people.machine_short(rng), "nas", "fileserver", "filesrv01.corp.local"])
    return f"\\\\{server}\\{rng.choice(['Users', 'home', 'homes', 'Users$', 'profiles'])}\\" + rng.choice(
        [people.account, _folder_zh]
    )(rng)

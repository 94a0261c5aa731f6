"""What looks like a secret and is none: versions, hashes, ids, times, paths of the system, hotlines, code."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

from tests.privacy_set.keys import ALNUM, LOWER, pick
from tests.privacy_set.numbering import card, card_wrong, cn_id_wrong, digits, luhn, mobile
from tests.privacy_set.words import WORDS

HEX = "0123456789abcdef"


def _word(name: str) -> Callable[[Random], str]:
    return lambda rng: rng.choice(WORDS[name])


def _moment(rng: Random) -> datetime:
    return datetime.fromtimestamp(rng.randint(1_640_000_000, 1_790_000_000), UTC)


def _version4(rng: Random) -> str:
    r = rng.randint
    return rng.choice(
        [
            f"{r(1, 12)}.{r(0, 20)}.{r(0, 99)}.{r(0, 255)}",
            f"10.0.{r(10240, 26100)}.{r(1, 250)}",
            f"{r(2, 25)}.{r(1, 9)}.{r(0, 30)}.{r(1, 99)}",
            f"1.{r(0, 9)}.{r(0, 9)}.{r(1, 20)}",
        ]
    )


def _version4_long(rng: Random) -> str:
    r = rng.randint
    return rng.choice(
        [
            f"{r(90, 140)}.0.{r(4000, 6900)}.{r(10, 250)}",
            f"10.0.{r(17763, 26100)}.{r(1, 5000)}",
            f"16.0.{r(10000, 18000)}.{r(20000, 20600)}",
        ]
    )


def _uuid(rng: Random) -> str:
    return str(uuids.UUID(int=rng.getrandbits(128), version=4))


def _fingerprint(rng: Random) -> str:
    text = ":".join(pick(rng, HEX, 2) for _ in range(rng.choice([16, 20, 32])))
    return text.upper() if rng.random() < 0.5 else text


def _order_no(rng: Random) -> str:
    stamp = f"{_moment(rng):%Y%m%d%H%M%S}"
    return rng.choice(
        [
            stamp + digits(rng, 4),
            "DD" + stamp + digits(rng, 3),
            stamp + digits(rng, 6),
            f"SO-{stamp[:8]}-{digits(rng, 4)}",
            cn_id_wrong(rng),
            "1" + digits(rng, 18),
        ]
    )


def _not_luhn(rng: Random, size: int) -> str:
    body = str(rng.randint(1, 9)) + digits(rng, size - 2)
    return body + str((int(luhn(body)) + rng.randint(1, 9)) % 10)


def _tracking(rng: Random) -> str:
    return rng.choice(
        [
            "SF" + digits(rng, 13),
            "YT" + digits(rng, 13),
            "JD" + digits(rng, 13),
            "7" + digits(rng, 14),
            "1Z" + pick(rng, "ABCDEFGHJK0123456789", 16),
            "EA" + digits(rng, 9) + "CN",
        ]
    )


def _public_block(rng: Random) -> str:
    kind = rng.choice(["CERTIFICATE", "PUBLIC KEY"])
    body = f"MII{pick(rng, ALNUM + '+/', 61)}\\n{pick(rng, ALNUM + '+/', 40)}"
    return f"-----BEGIN {kind}-----\\n{body}\\n-----END {kind}-----"


def _at(rng: Random) -> str:
    r = rng.randint
    return rng.choice(
        [
            "icon@2x.png",
            "logo@3x.png",
            "toolbar-print@2x.webp",
            "git@github.com:acme/office.git",
            "git@gitlab.example.com:team/app.git",
            f"lodash@4.17.{r(1, 30)}",
            f"@babel/core@7.{r(1, 26)}.{r(0, 9)}",
            f"react@18.{r(0, 3)}.{r(0, 9)}",
            "getty@tty1.service",
            "user@1000.service",
            "@Override",
            "@app.route",
            "@pytest.fixture",
            f"java.lang.Object@{pick(rng, HEX, 8)}",
            f"com.acme.office.PrintJob@{pick(rng, HEX, 7)}",
            f"nginx@sha256:{pick(rng, HEX, 64)}",
            "webpack-dev-server@4.15.1",
            "systemd-cryptsetup@luks.service",
            f"@types/node@20.{r(1, 12)}.{r(0, 9)}",
            "ssh://git@bitbucket.org/acme/x.git",
        ]
    )


def _epoch_ms(rng: Random) -> str:
    return str(rng.randint(1_640_000_000_000, 1_790_000_000_000))


def _isbn(rng: Random) -> str:
    body = "9787" + digits(rng, 8)
    check = -sum(int(c) * (3 if i % 2 else 1) for i, c in enumerate(body)) % 10
    return rng.choice([f"{body}{check}", f"978-7-{body[4:7]}-{body[7:12]}-{check}"])


def _credit_code(rng: Random) -> str:
    return (
        "91"
        + rng.choice(["110108", "310115", "440300", "330106"])
        + "MA"
        + pick(rng, "0123456789ABCDEFGHJKLMNPQRTUWXY", 8)
    )


LOOKALIKES: dict[str, Callable[[Random], str]] = {
    "version3": lambda r: f"{r.randint(1, 12)}.{r.randint(0, 30)}.{r.randint(0, 99)}",
    "version4": _version4,
    "version4_long": _version4_long,
    "section_no": lambda r: ".".join(str(r.randint(1, 12)) for _ in range(4)),
    "oid": lambda r: f"1.3.6.1.4.1.{r.randint(1, 60000)}.{r.randint(1, 9)}",
    "loopback": lambda r: r.choice(["127.0.0.1", "127.0.0.1", "0.0.0.0", "127.0.1.1", "localhost"]),
    "loopback6": lambda r: r.choice(["::1", "[::1]", "::"]),
    "netmask": lambda r: r.choice(["255.255.255.0", "255.255.0.0", "255.255.255.255", "255.255.252.0"]),
    "uuid": _uuid,
    "uuid_upper": lambda r: "{" + _uuid(r).upper() + "}",
    "sha1": lambda r: pick(r, HEX, 40),
    "sha256": lambda r: pick(r, HEX, 64),
    "md5": lambda r: pick(r, HEX, 32),
    "git_sha": lambda r: pick(r, HEX, r.choice([7, 8, 10, 12])),
    "fingerprint": _fingerprint,
    "order_no": _order_no,
    "order_like_mobile": mobile,
    "order_like_card": card,
    "order_15": lambda r: f"{_moment(r):%Y%m%d}{digits(r, 7)}",
    "digits16": lambda r: _not_luhn(r, 16),
    "digits19": lambda r: _not_luhn(r, 19),
    "snowflake": lambda r: _not_luhn(r, r.choice([17, 18, 19])),
    "id_wrong": cn_id_wrong,
    "card_wrong": card_wrong,
    "card_masked": lambda r: f"6222 **** **** {digits(r, 4)}",
    "mobile_masked": lambda r: f"1{r.choice('3589')}{digits(r, 1)}****{digits(r, 4)}",
    "email_masked": lambda r: f"{r.choice(LOWER)}***@{r.choice(['qq.com', '163.com', 'example.com'])}",
    "digits11": lambda r: r.choice("2456789") + digits(r, 10),
    "tracking_no": _tracking,
    "epoch_s": lambda r: str(r.randint(1_640_000_000, 1_790_000_000)),
    "epoch_ms": _epoch_ms,
    "epoch_us": lambda r: _epoch_ms(r) + digits(r, 3),
    "date": lambda r: r.choice(
        [f"{_moment(r):%Y-%m-%d}", f"{_moment(r):%Y/%m/%d}", f"{_moment(r):%Y.%m.%d}", f"{_moment(r):%Y%m%d}"]
    ),
    "iso": lambda r: f"{_moment(r):%Y-%m-%dT%H:%M:%S}.{digits(r, 3)}Z",
    "stamp": lambda r: f"{_moment(r):%Y-%m-%d %H:%M:%S},{digits(r, 3)}",
    "time_hms": lambda r: f"{_moment(r):%H:%M:%S}",
    "syslog_time": lambda r: f"{_moment(r):%b %e %H:%M:%S}",
    "clf_time": lambda r: f"{_moment(r):%d/%b/%Y:%H:%M:%S} +0800",
    "mail_date": lambda r: f"{_moment(r):%a, %d %b %Y %H:%M:%S} +0800",
    "price": lambda r: f"{r.randint(1, 99999):,}.{digits(r, 2)}",
    "error_code": lambda r: r.choice(
        [
            f"0x{digits(r, 8)}",
            f"0x8007{digits(r, 4)}",
            f"E{digits(r, 8)}",
            f"E{digits(r, 5)}",
            f"G{digits(r, 8)}",
            f"ORA-{digits(r, 5)}",
            f"-{digits(r, 4)}",
        ]
    ),
    "mem_addr": lambda r: "0x" + pick(r, HEX, r.choice([8, 12, 16])),
    "build": lambda r: r.choice(
        [f"{_moment(r):%Y%m%d}.{r.randint(1, 40)}", digits(r, 5), f"{_moment(r):%y%m%d%H%M%S}"]
    ),
    "hotline": _word("hotlines"),
    "isbn": _isbn,
    "coordinates": lambda r: f"{r.randint(20, 49)}.{digits(r, 6)}, {r.randint(80, 130)}.{digits(r, 6)}",
    "cpp_scope": _word("scopes"),
    "at_name": _at,
    "home_like": _word("home_like"),
    "placeholder": _word("placeholders"),
    "public_block": _public_block,
    "message_id": lambda r: f"<{pick(r, ALNUM, 12)}.{digits(r, 10)}@mail.gmail.com>",
    "icp": lambda r: f"{r.choice('京沪粤浙')}ICP备{digits(r, 8)}号",
    "icp_b2": lambda r: f"{r.choice('京沪粤浙')}B2-{r.randint(2001, 2023)}{digits(r, 4)}",
    "credit_code": _credit_code,
    "pod": lambda r: f"{r.choice(['print', 'api', 'web'])}-{pick(r, HEX, 9)}-{pick(r, LOWER, 5)}",
    "system_user": lambda r: r.choice(["root", "SYSTEM", "nobody", "www-data", "LocalService", "postgres"]),
    "mac_none": lambda r: r.choice(["ff:ff:ff:ff:ff:ff", "00:00:00:00:00:00", "FF-FF-FF-FF-FF-FF"]),
    "hex_bytes": lambda r: " ".join(pick(r, HEX, 2) for _ in range(r.choice([8, 16]))),
    "imei": lambda r: "86" + digits(r, 4) + "0" + digits(r, 2) + r.choice("6789") + digits(r, 5),
    "base64": lambda r: pick(r, ALNUM + "+/", r.choice([44, 60, 88])) + "=",
    "etag": lambda r: f'"{pick(r, HEX, r.choice([8, 16, 32]))}"',
    "part_no": lambda r: (
        f"{pick(r, 'ABCDEFGHJKLMNPQRSTUVWXYZ', r.choice([1, 2, 3]))}{digits(r, r.choice([5, 7, 8]))}"
    ),
    "size": lambda r: r.choice(
        [
            f"{r.randint(1, 4000)}x{r.randint(1, 3000)}",
            f"{r.randint(100, 99999999)}",
            f"{r.randint(1, 900)}.{r.randint(1, 9)} MB",
        ]
    ),
    "pid": lambda r: str(r.randint(100, 99999)),
    "line": lambda r: str(r.randint(2, 3000)),
    "amount": lambda r: str(r.randint(1, 9999)),
}

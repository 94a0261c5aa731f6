"""What a template may ask for: `«slot»`, `«slot|json»`, `«?one/another»`, `«~what only looks secret»`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random
from urllib.parse import quote

from helppanel.report.privacy.kinds import PrivateKind as Kind
from tests.privacy_set import keys, network, numbering, people
from tests.privacy_set.lookalikes import LOOKALIKES

Maker = Callable[[Random], str]


def _one_of(*makers: Maker) -> Maker:
    return lambda rng: rng.choice(makers)(rng)


SECRETS: dict[str, tuple[Kind, Maker]] = {
    "phone": (
        Kind.PHONE,
        _one_of(numbering.mobile, numbering.mobile, numbering.mobile_spaced, numbering.mobile_country),
    ),
    "mobile": (Kind.PHONE, numbering.mobile),
    "phone_spaced": (Kind.PHONE, numbering.mobile_spaced),
    "phone_odd": (Kind.PHONE, numbering.mobile_odd),
    "phone_country": (Kind.PHONE, numbering.mobile_country),
    "phone_wide": (Kind.PHONE, numbering.mobile_wide),
    "landline": (Kind.PHONE, numbering.landline),
    "landline_bare": (Kind.PHONE, numbering.landline_bare),
    "phone_intl": (Kind.PHONE, numbering.international),
    "phone_us": (Kind.PHONE, numbering.us_national),
    "email": (Kind.EMAIL, network.email),
    "email_box": (Kind.EMAIL, network.email_box),
    "email_odd": (Kind.EMAIL, network.email_odd),
    "cn_id": (Kind.CN_ID, _one_of(numbering.cn_id, numbering.cn_id, numbering.cn_id_x)),
    "cn_id_spaced": (Kind.CN_ID, numbering.cn_id_spaced),
    "cn_id_old": (Kind.CN_ID, numbering.cn_id_old),
    "card": (Kind.BANK_CARD, numbering.card),
    "card_grouped": (Kind.BANK_CARD, numbering.card_grouped),
    "passport": (Kind.PASSPORT, numbering.passport_cn),
    "passport_other": (Kind.PASSPORT, numbering.passport_other),
    "plate": (Kind.PLATE, numbering.plate),
    "wechat": (Kind.WECHAT, people.wechat_id),
    "wxid": (Kind.WECHAT, people.wxid),
    "qq": (Kind.QQ, people.qq_number),
    "ipv4": (Kind.IPV4, network.ipv4),
    "ipv4_private": (Kind.IPV4, network.ipv4_private),
    "ipv4_public": (Kind.IPV4, network.ipv4_public),
    "ipv6": (Kind.IPV6, network.ipv6),
    "ipv6_short": (Kind.IPV6, network.ipv6_short),
    "ipv6_link": (Kind.IPV6, network.ipv6_link),
    "ipv6_mapped": (Kind.IPV6, network.ipv6_mapped),
    "mac": (Kind.MAC, network.mac),
    "mac_colon": (Kind.MAC, network.mac_colon),
    "mac_dotted": (Kind.MAC, network.mac_dotted),
    "mac_bare": (Kind.MAC, network.mac_bare),
    "key": (Kind.TOKEN, keys.key),
    "jwt": (Kind.TOKEN, keys.jwt),
    "opaque": (Kind.TOKEN, keys.opaque),
    "hex_key": (Kind.TOKEN, keys.hexadecimal),
    "base64_key": (Kind.TOKEN, keys.base64_text),
    "basic": (Kind.TOKEN, keys.basic),
    "password": (Kind.TOKEN, keys.password),
    "password_url": (Kind.TOKEN, keys.password_url),
    "session": (Kind.TOKEN, keys.session),
    "pem": (Kind.TOKEN, keys.pem),
    "account": (Kind.USERNAME, people.account),
    "account_plain": (Kind.USERNAME, people.account_plain),
    "machine": (Kind.HOSTNAME, people.machine),
    "machine_short": (Kind.HOSTNAME, people.machine_short),
    "machine_mac": (Kind.HOSTNAME, lambda rng: people.name_en(rng) + "'s Mac"),
    "home_linux": (Kind.HOME_PATH, network.home_linux),
    "home_mac": (Kind.HOME_PATH, network.home_mac),
    "home_win": (Kind.HOME_PATH, network.home_windows),
    "home_blank": (Kind.HOME_PATH, network.home_windows_blank),
    "home_old": (Kind.HOME_PATH, network.home_windows_old),
    "home_unc": (Kind.HOME_PATH, network.home_unc),
}
WORDS: dict[str, Maker] = {
    "name_zh": people.name_zh,
    "name_en": people.name_en,
    "firm_zh": people.firm_zh,
    "domain": people.domain,
}
MODIFIERS: dict[str, Callable[[str], str]] = {
    "json": lambda text: text.replace("\\", "\\\\"),
    "url": lambda text: quote(text.replace("\\", "/"), safe="/:"),
    "percent": lambda text: quote(text, safe=""),
    "slash": lambda text: text.replace("\\", "/"),
    "lower": str.lower,
}
SLOT = re.compile("«(.*?)»")


@dataclass(frozen=True)
class Filled:
    """A line made of a template; spans are (start, end, kind) in code points, `traps` its look-alikes."""

    text: str
    spans: tuple[tuple[int, int, Kind], ...]
    traps: int


def fill(template: str, rng: Random) -> Filled:
    """Put a value into every slot. Raises KeyError for a slot or modifier that is not there."""
    text, spans, traps, at = "", [], 0, 0
    for match in SLOT.finditer(template):
        text += template[at : match.start()]
        at = match.end()
        if match[1].startswith("?"):
            text += rng.choice(match[1][1:].split("/"))
            continue
        if match[1].startswith("~"):
            traps += 1
            text += match[1][1:]
            continue
        name, *modifiers = match[1].split("|")
        kind, maker = SECRETS[name] if name in SECRETS else (None, LOOKALIKES.get(name) or WORDS[name])
        value = maker(rng)
        for modifier in modifiers:
            value = MODIFIERS[modifier](value)
        if kind:
            spans.append((len(text), len(text) + len(value), kind))
        traps += name in LOOKALIKES
        text += value
    return Filled(text + template[at:], tuple(spans), traps)

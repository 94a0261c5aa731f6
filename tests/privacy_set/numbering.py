"""Numbers by the rules of those who issue them: telephones, ID cards, bank cards, passports, plates."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from random import Random

from tests.privacy_set.words import WORDS

# MIIT's numbering plan: mobile prefixes in use, of operators and of virtual operators.
MOBILE = WORDS["mobile"]
# Area codes with eight and with seven digits behind them.
AREA8 = WORDS["area8"]
AREA7 = WORDS["area7"]
# GB/T 2260 divisions.
DIVISIONS = WORDS["divisions"]
# GB 11643: weights and check characters (ISO 7064 MOD 11-2).
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"


def digits(rng: Random, count: int) -> str:
    """`count` digits."""
    return "".join(rng.choices("0123456789", k=count))


def mobile(rng: Random) -> str:
    """A mainland mobile number, 11 digits."""
    return rng.choice(MOBILE) + digits(rng, 8)


def mobile_spaced(rng: Random) -> str:
    """A mobile number in groups, as people write it."""
    n = mobile(rng)
    cut = rng.choice([(3, 7), (3, 7), (3, 7), (3, 6, 9), (4, 7), (7,)])
    sign = rng.choice([" ", " ", "-", "-", ".", "\u3000"])
    bounds = [0, *cut, 11]
    return sign.join(n[a:b] for a, b in pairwise(bounds))


def mobile_odd(rng: Random) -> str:
    """A mobile number written carelessly: mixed signs, double blanks, a dash in one place."""
    n = mobile(rng)
    return rng.choice(
        [
            f"{n[:7]}-{n[7:]}",
            f"{n[:3]} {n[3:]}",
            f"{n[:3]}-{n[3:7]} {n[7:]}",
            f"{n[:3]}  {n[3:7]}  {n[7:]}",
            f"{n[:3]}—{n[3:7]}—{n[7:]}",
            f"{n[:3]}·{n[3:7]}·{n[7:]}",
            " ".join(n),
            f"{n[:4]} {n[4:8]} {n[8:]}",
        ]
    )


def mobile_country(rng: Random) -> str:
    """A mobile number with the country's code."""
    n = mobile(rng)
    spaced = f"{n[:3]}{rng.choice(' -')}{n[3:7]}{rng.choice(' -')}{n[7:]}"
    return rng.choice(
        [
            f"+86{n}",
            f"+86 {n}",
            f"+86-{n}",
            f"0086{n}",
            f"(+86){n}",
            f"+86 {spaced}",
            f"(+86) {spaced}",
            f"86-{n}",
            f"0086 {spaced}",
        ]
    )


def mobile_wide(rng: Random) -> str:
    """A mobile number in full-width digits."""
    return mobile(rng).translate({ord(str(d)): 0xFF10 + d for d in range(10)})


def landline(rng: Random) -> str:
    """A mainland landline with its area code, perhaps with an extension."""
    area, size = (rng.choice(AREA8), 8) if rng.random() < 0.8 else (rng.choice(AREA7), 7)
    n = str(rng.randint(2, 8)) + digits(rng, size - 1)
    text = rng.choice(
        [
            f"{area}-{n}",
            f"({area}){n}",
            f"{area} {n}",
            f"（{area}）{n}",
            f"{area}-{n[:-4]}-{n[-4:]}",
            f"+86 {area[1:]} {n[:-4]} {n[-4:]}",
            f"+86-{area[1:]}-{n}",
        ]
    )
    extension = rng.choice(["", "", "", f"-{rng.randint(800, 8999)}"])
    return text + extension


def landline_bare(rng: Random) -> str:
    """A landline written without any sign."""
    return rng.choice(AREA8) + str(rng.randint(5, 8)) + digits(rng, 7)


def international(rng: Random) -> str:
    """A number in E.164's international form, with the grouping of its country."""
    d = partial(digits, rng)
    return rng.choice(
        [
            f"+1 ({rng.choice(['201', '415', '646', '312'])}) 555-01{d(2)}",
            f"+1-{rng.choice(['201', '415', '646', '312'])}-555-01{d(2)}",
            f"+1{rng.choice(['201', '415', '646', '312'])}55501{d(2)}",
            f"+44 20 7946 0{d(3)}",
            f"+44 7700 900{d(3)}",
            f"+44 (0)20 7946 0{d(3)}",
            f"+49 30 23125 {d(3)}",
            f"+49 171 3920{d(4)}",
            f"+33 6 39 98 {d(2)} {d(2)}",
            f"+81 90-{rng.randint(1000, 9999)}-{d(4)}",
            f"+81-3-{rng.randint(3000, 6999)}-{d(4)}",
            f"+82 10-{rng.randint(2000, 9999)}-{d(4)}",
            f"+852 {rng.choice('569')}{d(3)} {d(4)}",
            f"+886 9{d(2)} {d(3)} {d(3)}",
            f"+65 {rng.choice('89')}{rng.randint(100, 999)} {d(4)}",
            f"+61 491 570 {rng.randint(100, 999)}",
            f"+7 916 {rng.randint(100, 999)}-{d(2)}-{d(2)}",
            f"+91 98{d(3)} {d(5)}",
            f"+55 11 9{rng.randint(6000, 9999)}-{d(4)}",
        ]
    )


def us_national(rng: Random) -> str:
    """A number in the North American national form."""
    area, last = rng.choice(["201", "415", "646", "312", "206"]), f"01{digits(rng, 2)}"
    return rng.choice(
        [f"({area}) 555-{last}", f"{area}-555-{last}", f"{area}.555.{last}", f"1-{area}-555-{last}"]
    )


def birthday(rng: Random) -> date:
    """A day on which a working person may have been born."""
    return date(1950, 1, 1) + timedelta(days=rng.randint(0, 20_000))


def check_character(first17: str) -> str:
    """GB 11643's check character of the first 17 digits."""
    return CHECKS[sum(int(c) * w for c, w in zip(first17, WEIGHTS, strict=True)) % 11]


def cn_id(rng: Random) -> str:
    """An ID card's number of 18 characters."""
    first17 = rng.choice(DIVISIONS) + f"{birthday(rng):%Y%m%d}" + digits(rng, 3)
    return first17 + check_character(first17)


def cn_id_x(rng: Random) -> str:
    """An ID card's number that ends in X or x."""
    while not (number := cn_id(rng)).endswith("X"):
        pass
    return number if rng.random() < 0.5 else number.lower()


def cn_id_spaced(rng: Random) -> str:
    """An ID card's number in groups of 6, 8 and 4."""
    n, sign = cn_id(rng), rng.choice([" ", " ", "-"])
    return f"{n[:6]}{sign}{n[6:14]}{sign}{n[14:]}"


def cn_id_old(rng: Random) -> str:
    """An old ID card's number: 15 digits, two of them for the year."""
    return rng.choice(DIVISIONS) + f"{birthday(rng):%y%m%d}" + digits(rng, 3)


def cn_id_wrong(rng: Random) -> str:
    """18 digits whose check character is wrong."""
    n = cn_id(rng)
    return n[:17] + rng.choice([c for c in "0123456789" if c != n[17]])


def luhn(body: str) -> str:
    """The check digit behind `body`."""
    total = 0
    for i, c in enumerate(reversed(body)):
        n = int(c) * (2 if i % 2 == 0 else 1)
        total += n - 9 if n > 9 else n
    return str(-total % 10)


def card(rng: Random) -> str:
    """A bank card's number, mostly UnionPay of 16 or 19 digits."""
    prefix, size = rng.choice(
        [
            ("622202", 19),
            ("621700", 19),
            ("622848", 19),
            ("621226", 19),
            ("622588", 16),
            ("625965", 16),
            ("4", 16),
            ("51", 16),
            ("54", 16),
            ("37", 15),
            ("3528", 16),
        ]
    )
    body = prefix + digits(rng, size - 1 - len(prefix))
    return body + luhn(body)


def card_grouped(rng: Random) -> str:
    """A bank card's number as it is printed: groups of four (of 4, 6, 5 with 15 digits)."""
    n, sign = card(rng), rng.choice([" ", " ", " ", "-", "  "])
    parts = [n[:4], n[4:10], n[10:]] if len(n) == 15 else [n[i : i + 4] for i in range(0, len(n), 4)]
    return sign.join(parts)


def card_wrong(rng: Random) -> str:
    """16 to 19 digits that fail the Luhn check."""
    n = card(rng)
    return n[:-1] + str((int(n[-1]) + rng.randint(1, 9)) % 10)


def passport_cn(rng: Random) -> str:
    """A Chinese ordinary passport: G or E and 8 digits, or E, a letter without I and O, and 7 digits."""
    return rng.choice(
        ["E" + digits(rng, 8), "G" + digits(rng, 8), "E" + rng.choice("ABCDEFGHJKLM") + digits(rng, 7)]
    )


def passport_other(rng: Random) -> str:
    """A passport of another country."""
    return rng.choice(
        [
            digits(rng, 9),
            rng.choice("ABCXZ") + digits(rng, 8),
            f"C{digits(rng, 2)}{rng.choice('FGHJKLMNPRTVWXYZ')}{digits(rng, 4)}{rng.choice('FGHJK')}",
            rng.choice("MTZ") + rng.choice("ABKLRS") + digits(rng, 7),
            digits(rng, 2) + rng.choice(["AA", "AB", "CV"]) + digits(rng, 5),
        ]
    )


def plate(rng: Random) -> str:
    """A mainland number plate of seven or (new energy) eight characters, written in one of the usual ways."""
    place = rng.choice(PROVINCES) + rng.choice("ABCDEFGHJK")
    while True:
        serial = "".join(rng.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789999", k=5))
        if sum(c.isdigit() for c in serial) >= 3:
            break
    serial = rng.choice(
        [
            serial,
            serial,
            digits(rng, 5),
            rng.choice("DF") + digits(rng, 5),
            digits(rng, 4) + rng.choice("警学"),
        ]
    )
    return place + rng.choice(["", "", "·", "·", " ", "-", "•"]) + serial

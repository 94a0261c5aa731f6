"""A stream that is cleaned block by block comes out as the whole does."""

from __future__ import annotations

import io

import pytest

from helppanel.report.privacy.blocks import BLOCK, blocks, cleaned
from helppanel.report.privacy.kinds import PrivateKind
from helppanel.report.privacy.scrub import clean

LABELS = {kind: str(kind) for kind in PrivateKind}
FILLER = "2026-11-23 12:00:00 INFO com.acme.Invoice : Processing took a while and was done\n"
KEY = "-----BEGIN RSA PRIVATE KEY-----\n" + "MIIEowIBAAKCAQEA1234567890abcdefMIIEowIBAAKCAQEA1234\n" * 40
TOLD = "$ whoami\nwangxiaoming\n"


@pytest.mark.parametrize("before", [0, 5, 9, 14, 30])
@pytest.mark.parametrize("told", [TOLD, KEY + "-----END RSA PRIVATE KEY-----\n"])
def test_what_lies_across_a_cut_is_found(told: str, before: int) -> None:
    """A name told by the line before and a private key are found wherever reading stops."""
    start = BLOCK - len(told) + len(told) * before // 30
    text = FILLER * (start // len(FILLER))
    text += "x" * (start - len(text) - 1) + "\n" + told + FILLER * 4000
    got = list(blocks(io.BytesIO(text.encode())))
    assert len(got) > 1
    assert b"".join(got) == text.encode()
    assert b"".join(cleaned(block, LABELS) for block in got).decode() == clean(text).text


def test_little_is_not_held_back() -> None:
    """Lines that arrive slowly come out at once, all but one that has no end yet."""
    stream = Slow([b"one\ntwo\nth", b"ree\n", b"four"])
    assert list(blocks(stream)) == [b"one\ntwo\n", b"three\n", b"four"]


class Slow(io.BytesIO):
    """Bytes that arrive a few at a time."""

    def __init__(self, arriving: list[bytes]) -> None:
        super().__init__()
        self._arriving = arriving

    def read1(self, _size: int | None = -1, /) -> bytes:
        """The next of them."""
        return self._arriving.pop(0) if self._arriving else b""

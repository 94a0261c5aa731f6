"""Pictures of articles: which are taken, how large they are, and what they are called in the pack.

Sizes come from the files' headers; nothing is decoded here.
"""

from __future__ import annotations

import hashlib
import struct

from helppanel.articles import svg
from helppanel.articles.addresses import Files, inside, target
from helppanel.articles.page import Picture

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 20_000_000  # 80 MB once shown

_JPEG_SIZES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}  # the markers of frames
_Size = tuple[int, int]


class References:
    """What the addresses in one page refer to. `images` are the bytes of its pictures, by name."""

    def __init__(self, files: Files | None = None, page: str = "") -> None:
        self.images: dict[str, bytes] = {}
        self._files = files
        self._page = page
        self._seen: dict[str, Picture | str] = {}

    def link(self, address: str) -> str | None:
        """Where a link to `address` leads, as articles write it; None if nowhere for readers."""
        return target(address, self._page, self._files)

    def picture(self, address: str) -> Picture | str:
        """The picture at `address`, or why there is none to show."""
        if address not in self._seen:
            self._seen[address] = self._find(address)
        return self._seen[address]

    def _find(self, address: str) -> Picture | str:
        path = inside(self._page, address)
        if path is None:
            return f"picture {_short(address)!r} does not lie in the source"
        data = self._files.read(path, MAX_BYTES + 1) if self._files is not None else None
        if data is None:
            return f"picture {_short(address)!r} does not exist"
        found = picture(data)
        if isinstance(found, str):
            return f"picture {_short(address)!r} {found}"
        self.images[found.name] = data
        return found


def picture(data: bytes) -> Picture | str:
    """The picture whose file holds `data`, or what is wrong with it."""
    if len(data) > MAX_BYTES:
        return f"is larger than {MAX_BYTES // 1024 // 1024} MB"
    kind, size = _measured(data)
    if not kind:
        return "is none of PNG, JPEG, GIF, WebP and SVG"
    if isinstance(size, str):
        return size
    if size is None or min(size) < 1:
        return "is damaged"
    if size[0] * size[1] > MAX_PIXELS:
        return f"has more than {MAX_PIXELS // 1_000_000} million pixels"
    return Picture(f"{hashlib.sha256(data).hexdigest()[:32]}.{kind}", *size)


def _measured(data: bytes) -> tuple[str, _Size | str | None]:
    """The kind of `data` ("" if unknown), and its size or what is wrong."""
    try:
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return "png", struct.unpack_from(">II", data, 16) if data[12:16] == b"IHDR" else None
        if data.startswith((b"GIF87a", b"GIF89a")):
            return "gif", struct.unpack_from("<HH", data, 6)
        if data.startswith(b"\xff\xd8\xff"):
            return "jpg", _jpeg(data)
        if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
            return "webp", _webp(data)
    except (struct.error, IndexError):
        return "png", None
    return ("svg", svg.checked(data)) if svg.is_svg(data) else ("", None)


def _jpeg(data: bytes) -> _Size | None:
    place = 2
    while data[place] == 0xFF:
        marker = data[place + 1]
        if marker == 0xFF:  # filling
            place += 1
        elif marker in _JPEG_SIZES:
            height, width = struct.unpack_from(">HH", data, place + 5)
            return width, height
        else:
            place += 2 + max(2, struct.unpack_from(">H", data, place + 2)[0])
    return None


def _webp(data: bytes) -> _Size | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return 1 + int.from_bytes(data[24:27], "little"), 1 + int.from_bytes(data[27:30], "little")
    if kind == b"VP8L" and data[20] == 0x2F:
        bits = int.from_bytes(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    if kind == b"VP8 " and data[23:26] == b"\x9d\x01\x2a":
        width, height = struct.unpack_from("<HH", data, 26)
        return width & 0x3FFF, height & 0x3FFF
    return None


def _short(address: str) -> str:
    return address if len(address) <= 100 else address[:100] + "…"

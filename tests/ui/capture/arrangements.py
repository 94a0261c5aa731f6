"""Desktops as they stand on tables: what Qt says of them, what the system says, and where places are."""

from __future__ import annotations

from typing import NamedTuple

from helppanel.ui.capture.mapping import Place, Rect, Screen, Seen
from helppanel.ui.capture.matching import places


class Spot(NamedTuple):
    """A place of a window of the screen `number`: as Qt says it, and its pixels on the screens with it."""

    number: int
    logical: Rect
    pixels: dict[int, Rect]


class Arrangement(NamedTuple):
    """`monitors` in the order the system tells them, which need not be Qt's; `density` is 2 for points."""

    name: str
    seen: tuple[tuple[Rect, float], ...]
    monitors: tuple[Rect, ...]
    density: tuple[float, ...]
    spots: tuple[Spot, ...]

    def places(self) -> tuple[Place, ...]:
        """Where its screens are found."""
        return places([Seen(*screen) for screen in self.seen], self.monitors)

    def screens(self) -> tuple[Screen, ...]:
        """Its screens, as they are after a picture of each was taken."""
        return tuple(
            Screen(place.native, round(place.native.width * density), round(place.native.height * density))
            for place, density in zip(self.places(), self.density, strict=True)
        )


HD, UHD = (1920, 1080), (3840, 2160)

ARRANGEMENTS = (
    Arrangement(
        "one screen",
        ((Rect(0, 0, *HD), 1),),
        (Rect(0, 0, *HD),),
        (1,),
        (Spot(0, Rect(10, 20, 30, 40), {0: Rect(10, 20, 30, 40)}),),
    ),
    Arrangement(
        "one 4K screen at 200 %",
        ((Rect(0, 0, *HD), 2),),
        (Rect(0, 0, *UHD),),
        (1,),
        (Spot(0, Rect(10, 20, 30, 40), {0: Rect(20, 40, 60, 80)}),),
    ),
    Arrangement(
        "one 4K screen at 150 %",
        ((Rect(0, 0, 2560, 1440), 1.5),),
        (Rect(0, 0, *UHD),),
        (1,),
        (Spot(0, Rect(11, 20, 30, 41), {0: Rect(16, 30, 46, 62)}),),
    ),
    Arrangement(
        "125 % of a width that does not divide",
        ((Rect(0, 0, 1093, 614), 1.25),),
        (Rect(0, 0, 1366, 768),),
        (1,),
        (Spot(0, Rect(0, 0, 1093, 614), {0: Rect(0, 0, 1366, 768)}),),
    ),
    Arrangement(
        "two alike, side by side",
        ((Rect(0, 0, *HD), 1), (Rect(1920, 0, *HD), 1)),
        (Rect(0, 0, *HD), Rect(1920, 0, *HD)),
        (1, 1),
        (Spot(0, Rect(1900, 5, 40, 10), {0: Rect(1900, 5, 20, 10), 1: Rect(0, 5, 20, 10)}),),
    ),
    Arrangement(
        "the second to the left, told first",
        ((Rect(0, 0, *HD), 1), (Rect(-1920, 0, *HD), 1)),
        (Rect(-1920, 0, *HD), Rect(0, 0, *HD)),
        (1, 1),
        (Spot(1, Rect(-1910, 7, 20, 20), {1: Rect(10, 7, 20, 20)}),),
    ),
    Arrangement(
        "the second above",
        ((Rect(0, 0, *HD), 1), (Rect(0, -1080, *HD), 1)),
        (Rect(0, 0, *HD), Rect(0, -1080, *HD)),
        (1, 1),
        (Spot(1, Rect(5, -10, 10, 20), {1: Rect(5, 1070, 10, 10), 0: Rect(5, 0, 10, 10)}),),
    ),
    Arrangement(
        "the second diagonally above to the left",
        ((Rect(0, 0, *HD), 1), (Rect(-1280, -1024, 1280, 1024), 1)),
        (Rect(0, 0, *HD), Rect(-1280, -1024, 1280, 1024)),
        (1, 1),
        (Spot(1, Rect(-5, -5, 10, 10), {1: Rect(1275, 1019, 5, 5), 0: Rect(0, 0, 5, 5)}),),
    ),
    Arrangement(
        "Windows: 200 % left of 100 %, corners in pixels",
        ((Rect(0, 0, *HD), 2), (Rect(3840, 0, *HD), 1)),
        (Rect(0, 0, *UHD), Rect(3840, 0, *HD)),
        (1, 1),
        (
            Spot(0, Rect(1910, 10, 20, 10), {0: Rect(3820, 20, 20, 20), 1: Rect(0, 20, 20, 20)}),
            Spot(1, Rect(3850, 10, 20, 10), {1: Rect(10, 10, 20, 10)}),
        ),
    ),
    Arrangement(
        "Windows: 150 % to the left of 100 %, negative",
        ((Rect(0, 0, *HD), 1), (Rect(-2560, -200, 1707, 960), 1.5)),
        (Rect(0, 0, *HD), Rect(-2560, -200, 2560, 1440)),
        (1, 1),
        (Spot(1, Rect(-2550, -190, 10, 10), {1: Rect(15, 15, 15, 15)}),),
    ),
    Arrangement(
        "Windows: 100 % over 175 %, shifted",
        ((Rect(0, 0, 2194, 1234), 1.75), (Rect(900, -1080, *HD), 1)),
        (Rect(900, -1080, *HD), Rect(0, 0, *UHD)),
        (1, 1),
        (
            Spot(0, Rect(0, 0, 4, 4), {0: Rect(0, 0, 7, 7)}),
            Spot(1, Rect(910, -10, 10, 20), {1: Rect(10, 1070, 10, 10), 0: Rect(910, 0, 10, 10)}),
        ),
    ),
    Arrangement(
        "Windows: three, the middle one upright",
        ((Rect(0, 0, 540, 960), 2), (Rect(-1920, 0, *HD), 1), (Rect(1080, 300, 1280, 720), 1.5)),
        (Rect(0, 0, 1080, 1920), Rect(-1920, 0, *HD), Rect(1080, 300, *HD)),
        (1, 1, 1),
        (
            Spot(2, Rect(1082, 302, 10, 10), {2: Rect(3, 3, 15, 15)}),
            Spot(0, Rect(530, 500, 20, 10), {0: Rect(1060, 1000, 20, 20), 2: Rect(0, 700, 20, 20)}),
        ),
    ),
    Arrangement(
        "X11: QT_SCALE_FACTOR=2 on both",
        ((Rect(0, 0, 960, 540), 2), (Rect(1920, 0, 960, 540), 2)),
        (Rect(0, 0, *HD), Rect(1920, 0, *HD)),
        (1, 1),
        (Spot(1, Rect(1930, 10, 10, 10), {1: Rect(20, 20, 20, 20)}),),
    ),
    Arrangement(
        "X11: QT_SCREEN_SCALE_FACTORS, the small one below",
        ((Rect(0, 0, *HD), 2), (Rect(0, 2160, 1280, 800), 1)),
        (Rect(0, 0, *UHD), Rect(0, 2160, 1280, 800)),
        (1, 1),
        (Spot(0, Rect(0, 1075, 10, 10), {0: Rect(0, 2150, 20, 10), 1: Rect(0, 0, 20, 10)}),),
    ),
    Arrangement(
        "X11 without RandR: the system tells of no single monitor",
        ((Rect(0, 0, 960, 540), 2),),
        (),
        (1,),
        (Spot(0, Rect(1, 1, 2, 2), {0: Rect(2, 2, 4, 4)}),),
    ),
    Arrangement(
        "macOS: one Retina screen, in points",
        ((Rect(0, 0, 1440, 900), 2),),
        (Rect(0, 0, 1440, 900),),
        (2,),
        (Spot(0, Rect(10, 20, 30, 40), {0: Rect(20, 40, 60, 80)}),),
    ),
    Arrangement(
        "macOS: Retina and a plain one to the right",
        ((Rect(0, 0, 1440, 900), 2), (Rect(1440, 0, *HD), 1)),
        (Rect(0, 0, 1440, 900), Rect(1440, 0, *HD)),
        (2, 1),
        (Spot(0, Rect(1430, 10, 20, 10), {0: Rect(2860, 20, 20, 20), 1: Rect(0, 10, 10, 10)}),),
    ),
    Arrangement(
        "macOS: a plain one above to the left of Retina",
        ((Rect(0, 0, 1512, 982), 2), (Rect(-1000, -1080, *HD), 1)),
        (Rect(0, 0, 1512, 982), Rect(-1000, -1080, *HD)),
        (2, 1),
        (Spot(1, Rect(-10, -10, 20, 20), {1: Rect(990, 1070, 20, 10), 0: Rect(0, 0, 20, 20)}),),
    ),
)

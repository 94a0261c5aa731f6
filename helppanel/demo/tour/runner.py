"""Runs a story step by step, and writes down what happened."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import msgspec

from helppanel.demo.tour.camera import blank, flaw
from helppanel.demo.tour.hidden import hidden_errors
from helppanel.demo.tour.patience import rest
from helppanel.demo.tour.stage import Cast, Secret, Stage
from helppanel.demo.tour.stall import StallWatch
from helppanel.demo.tour.story import Step, StoryMaker

SETTLE_S = 0.25  # fades and folds end before the picture is taken
RESULT = "tour.json"
RECEIVED = "received"


class StepResult(msgspec.Struct):
    """One line of `tour.json`: `ms` the step took, `stall_ms` the UI thread's longest silence during it.

    `beside` are pictures of what others see then: the desk's page, a mail.
    """

    step: str
    ok: bool
    ms: float
    picture: str | None
    stall_ms: float
    detail: str
    beside: list[str] = []


class Result(msgspec.Struct):
    """`tour.json`.

    `private` must not be in `received/`; `differs` are the places in its manifest (by key and, for facts,
    by group and fact) that are other at each telling, while the rest stays the same byte for byte.
    """

    story: str
    steps: list[StepResult]
    private: list[Secret] = []
    differs: list[str] = []


def run_tour(
    out: Path,
    story: str,
    make: StoryMaker,
    *,
    locale: str = "zh-CN",
    theme: str | None = "light",
    cast: Cast | None = None,
    say: Callable[[str], None] = lambda line: None,
) -> int:
    """Tells `story` and writes pictures, `tour.json` and `received/` into `out`.

    Returns 0 if every step truly happened, else 1: after the first that did not, the others are not tried.
    """
    _clear(out)
    with TemporaryDirectory(prefix="helppanel-tour-", ignore_cleanup_errors=True) as work:
        stage = Stage(out, Path(work), locale, theme, cast or Cast())
        results: list[StepResult] = []
        try:
            for number, step in enumerate(make(stage).steps(), 1):
                if results and not results[-1].ok:
                    results.append(StepResult(step.name, False, 0.0, None, 0.0, "not run"))
                else:
                    results.append(_play(stage, number, step))
                say(_line(number, results[-1]))
        finally:
            stage.close()
            log = Path(work) / "server" / "server.log"
            if log.is_file() and not all(result.ok for result in results):
                shutil.copyfile(log, out / "server.log")
    told = Result(story, results, stage.private, stage.differs)
    (out / RESULT).write_bytes(msgspec.json.format(msgspec.json.encode(told), indent=2))
    return 0 if results and all(result.ok for result in results) else 1


def _play(stage: Stage, number: int, step: Step) -> StepResult:
    watch = StallWatch()
    with hidden_errors() as errors:
        stage.errors = errors
        stage.beside.clear()
        watch.start()
        begun = perf_counter()
        ok, detail = True, ""
        try:
            detail = step.act()
        except Exception as error:
            ok, detail = False, f"{type(error).__name__}: {error}"
        ms = (perf_counter() - begun) * 1000
        stall = watch.stop()
        picture = None
        window = stage.window()
        if window is not None:
            rest(SETTLE_S)
            picture = f"{number:02d}_{step.name}.png"
            stage.cast.camera.take(window).save(str(stage.out / picture))
            wrong = flaw(stage.out / picture, window)
            if wrong and ok:
                ok, detail = False, wrong
    beside = []
    for name, image in stage.beside.items():
        beside.append(f"{number:02d}_{step.name}-{name}.png")
        image.save(str(stage.out / beside[-1]))
        if ok and blank(image):
            ok, detail = False, f"{beside[-1]} is blank"
    if errors and ok:
        ok, detail = False, f"an error inside the program: {errors[0]}"
    return StepResult(step.name, ok, round(ms, 1), picture, round(stall, 1), detail, beside)


def _clear(out: Path) -> None:
    """Makes room for a new tour: removes what an earlier one has left, and nothing else."""
    out.mkdir(parents=True, exist_ok=True)
    earlier = out / RESULT
    if not earlier.is_file():
        return
    with contextlib.suppress(msgspec.DecodeError):
        for step in msgspec.json.decode(earlier.read_bytes(), type=Result).steps:
            for picture in filter(None, (step.picture, *step.beside)):
                (out / Path(picture).name).unlink(missing_ok=True)
        shutil.rmtree(out / RECEIVED, ignore_errors=True)
    earlier.unlink()


def _line(number: int, result: StepResult) -> str:
    mark = "ok  " if result.ok else "FAIL"
    times = f"{result.ms:7.0f} ms, stall {result.stall_ms:4.0f} ms"
    return f"{mark} {number:02d} {result.step:<16} {times}  {result.detail}"

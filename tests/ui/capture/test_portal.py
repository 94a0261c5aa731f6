"""The desktop portal, against a service of the test's own on a bus of its own."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from helppanel.contract.problems import HelpError, Problem
from helppanel.ui.capture.covering import STAGE
from helppanel.ui.capture.mapping import Rect, Seen
from helppanel.ui.capture.pixels import encode
from helppanel.ui.capture.portal import SERVICE, PortalRequest
from helppanel.ui.capture.portal_camera import PortalCamera, cut
from helppanel.ui.capture.portal_offer import is_offered
from helppanel.ui.capture.taken import Taken
from tests.ui.capture.buses import portal, private_bus
from tests.ui.fake_service import FakeService

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the portal is Linux's")


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Where the portal finds its mood and its picture; a short path, as sockets need."""
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A bus without any service."""
    with private_bus(folder) as found:
        yield found


@pytest.fixture
def bus(address: str) -> Iterator[QDBusConnection]:
    """A connection to it."""
    name = str(uuid4())
    yield QDBusConnection.connectToBus(address, name)
    QDBusConnection.disconnectFromBus(name)


@pytest.fixture(scope="module")
def service(address: str, folder: Path) -> Iterator[None]:
    """The portal on that bus."""
    with portal(address, folder):
        yield


@pytest.fixture
def feel(folder: Path, service: None) -> Callable[[str], None]:
    """Set the portal's mood, with a good picture to hand over."""

    def be(mood: str) -> None:
        (folder / "mood").write_text(mood)
        (folder / "asked").write_text("")
        (folder / "picture.png").write_bytes(encode(painted(800, 800)))

    return be


def painted(width: int, height: int) -> QImage:
    """Blue, with a red corner."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("#0000ff"))
    image.setPixelColor(0, 0, QColor("#ff0000"))
    return image


def asked(folder: Path) -> list[dict[str, object]]:
    """What the portal was asked."""
    return [json.loads(line) for line in (folder / "asked").read_text().splitlines()]


def outcome(qtbot: QtBot, request: PortalRequest, interactive: bool = False, patience: int = 20_000) -> str:
    """The uri, or the code of the problem."""
    ends: list[str] = []
    request.answered.connect(ends.append)
    request.failed.connect(lambda error: ends.append(str(error.code)))
    request.ask(interactive=interactive, patience=patience)
    assert not ends
    qtbot.waitUntil(lambda: bool(ends))
    QApplication.processEvents()
    assert len(ends) == 1
    return ends[0]


@pytest.fixture
def request_(qapp: QApplication, bus: QDBusConnection) -> Iterator[PortalRequest]:
    """A request that goes with the test."""
    parent = QObject()
    yield PortalRequest(parent, bus)
    parent.deleteLater()


@pytest.mark.parametrize("mood", ["success", "hasty", "old"])
def test_the_portal_answers(
    qtbot: QtBot, feel: Callable[[str], None], folder: Path, request_: PortalRequest, mood: str
) -> None:
    """The answer is heard, before the call returns too, and of a portal too old to use our token."""
    feel(mood)
    assert outcome(qtbot, request_) == (folder / "picture.png").as_uri()
    (question,) = asked(folder)
    assert isinstance(question["options"], dict)
    assert question["options"]["interactive"] is False


@pytest.mark.parametrize(
    ("mood", "code"),
    [
        ("cancelled", Problem.CAPTURE_CANCELLED),
        ("refused", Problem.CAPTURE_REFUSED),
        ("strange", Problem.CAPTURE_REFUSED),
        ("nothing", Problem.CAPTURE_REFUSED),
    ],
)
def test_a_no_has_its_code(
    qtbot: QtBot, feel: Callable[[str], None], request_: PortalRequest, mood: str, code: Problem
) -> None:
    """Cancelled by its user, refused, and an answer without a picture each say what happened."""
    feel(mood)
    assert outcome(qtbot, request_) == code


def test_who_leaves_the_choice_of_a_region_has_cancelled(
    qtbot: QtBot, feel: Callable[[str], None], request_: PortalRequest
) -> None:
    """A desktop that answers Esc in its choice of a region as it answers a refusal has not refused."""
    feel("refused")
    assert outcome(qtbot, request_, interactive=True) == Problem.CAPTURE_CANCELLED


def test_no_answer_ends_the_request(
    qtbot: QtBot, feel: Callable[[str], None], folder: Path, request_: PortalRequest
) -> None:
    """A portal that never answers is CAPTURE_NO_ANSWER in the end, and is told that nobody waits."""
    feel("silent")
    assert outcome(qtbot, request_, patience=400) == Problem.CAPTURE_NO_ANSWER
    qtbot.waitUntil(lambda: len(asked(folder)) == 2)
    assert "closed" in asked(folder)[1]


def test_stopping_withdraws_the_request(
    qtbot: QtBot, feel: Callable[[str], None], folder: Path, request_: PortalRequest
) -> None:
    """After `stop` nothing comes, and the portal is told."""
    feel("silent")
    ends: list[object] = []
    request_.answered.connect(ends.append)
    request_.failed.connect(ends.append)
    request_.ask(interactive=True)
    qtbot.waitUntil(lambda: len(asked(folder)) == 1)
    request_.stop()
    qtbot.waitUntil(lambda: len(asked(folder)) == 2)
    assert ends == []


def test_a_portal_that_dies_is_noticed(qtbot: QtBot) -> None:
    """A service that ends before it has answered is CAPTURE_REFUSED at once, not after a minute."""
    with tempfile.TemporaryDirectory() as name, private_bus(Path(name)) as address:
        (Path(name) / "mood").write_text("dying")
        with portal(address, Path(name)):
            other = QDBusConnection.connectToBus(address, "dying")
            parent = QObject()
            assert outcome(qtbot, PortalRequest(parent, other)) == Problem.CAPTURE_REFUSED
            parent.deleteLater()
            QDBusConnection.disconnectFromBus("dying")


def test_a_portal_that_ends_afterwards_is_no_failure(qtbot: QtBot) -> None:
    """A service that ends once it has answered takes nothing back."""
    with tempfile.TemporaryDirectory() as name, private_bus(Path(name)) as address:
        (Path(name) / "mood").write_text("success")
        (Path(name) / "picture.png").write_bytes(encode(painted(8, 8)))
        other = QDBusConnection.connectToBus(address, "ending")
        parent = QObject()
        failures: list[HelpError] = []
        with portal(address, Path(name)):
            request = PortalRequest(parent, other)
            request.failed.connect(failures.append)
            assert outcome(qtbot, request).startswith("file:")
            watcher = QDBusServiceWatcher(
                SERVICE, other, QDBusServiceWatcher.WatchModeFlag.WatchForUnregistration, parent
            )
            gone = qtbot.waitSignal(watcher.serviceUnregistered)
        with gone:
            pass
        assert failures == []
        parent.deleteLater()
        QDBusConnection.disconnectFromBus("ending")


def test_whether_a_portal_offers_pictures(bus: QDBusConnection, service: None) -> None:
    """One that has pictures of the screen does; a bus without one, or no bus, does not."""
    assert is_offered(bus)
    with tempfile.TemporaryDirectory() as name, private_bus(Path(name)) as address:
        assert not is_offered(QDBusConnection.connectToBus(address, "empty"))
        QDBusConnection.disconnectFromBus("empty")
    assert not is_offered(QDBusConnection("nobody made it"))


def test_no_portal_is_said(qtbot: QtBot) -> None:
    """On a bus without a portal, and without a bus, the code is CAPTURE_NO_PORTAL."""
    parent = QObject()
    with tempfile.TemporaryDirectory() as name, private_bus(Path(name)) as address:
        empty = QDBusConnection.connectToBus(address, "empty")
        assert outcome(qtbot, PortalRequest(parent, empty)) == Problem.CAPTURE_NO_PORTAL
        QDBusConnection.disconnectFromBus("empty")
    nowhere = QDBusConnection.connectToBus("unix:path=/nowhere", "nowhere")
    assert outcome(qtbot, PortalRequest(parent, nowhere)) == Problem.CAPTURE_NO_PORTAL
    parent.deleteLater()


class Ends:
    """What a camera came to."""

    def __init__(self, qtbot: QtBot, camera: PortalCamera) -> None:
        self._qtbot, self.found = qtbot, list[Taken | HelpError]()
        camera.picked.connect(self.found.append)
        camera.failed.connect(self.found.append)

    def taken(self) -> Taken:
        """The picture."""
        self._qtbot.waitUntil(lambda: bool(self.found))
        (found,) = self.found
        assert isinstance(found, Taken), found
        return found

    def code(self) -> Problem:
        """The problem."""
        self._qtbot.waitUntil(lambda: bool(self.found))
        (found,) = self.found
        assert isinstance(found, HelpError)
        return found.code


@pytest.fixture
def camera(bus: QDBusConnection, tmp_path: Path, qapp: QApplication) -> Iterator[PortalCamera]:
    """A camera that asks the portal of the test."""
    parent, workers = QObject(), FakeService(tmp_path)
    yield PortalCamera(workers, None, parent, bus)
    workers.close()
    parent.deleteLater()


def test_a_picture_is_taken_and_its_file_deleted(
    qtbot: QtBot, feel: Callable[[str], None], folder: Path, camera: PortalCamera
) -> None:
    """The portal's picture arrives with all its pixels, and nothing of it is left in the temporary folder."""
    feel("success")
    ends = Ends(qtbot, camera)
    camera.take("screen", 0)
    taken = ends.taken()
    assert taken.image.convertToFormat(QImage.Format.Format_RGB32) == painted(800, 800)
    assert (taken.source, taken.covered) == ("screen", 0)
    assert not (folder / "picture.png").exists()


def test_a_region_is_chosen_in_the_desktops_own_way(
    qtbot: QtBot, feel: Callable[[str], None], folder: Path, camera: PortalCamera
) -> None:
    """For a region the portal is asked to let its user choose, and any shape is taken as it comes."""
    feel("success")
    (folder / "picture.png").write_bytes(encode(painted(33, 44)))
    ends = Ends(qtbot, camera)
    camera.take("region", None)
    assert ends.taken().source == "region"
    assert (ends.taken().image.width(), ends.taken().image.height()) == (33, 44)
    (question,) = asked(folder)
    assert isinstance(question["options"], dict)
    assert question["options"]["interactive"] is True


def test_where_no_screen_was_nothing_is_see_through(
    qtbot: QtBot, feel: Callable[[str], None], folder: Path, camera: PortalCamera
) -> None:
    """The clear corner that screens of unlike size leave is filled, as in every other picture of screens."""
    feel("success")
    image = painted(800, 800).convertToFormat(QImage.Format.Format_ARGB32)
    image.setPixelColor(799, 799, QColor(0, 0, 0, 0))
    (folder / "picture.png").write_bytes(encode(image))
    ends = Ends(qtbot, camera)
    camera.take("screen", None)
    taken = ends.taken().image
    assert not taken.hasAlphaChannel()
    assert (taken.pixelColor(799, 799), taken.pixelColor(798, 799)) == (STAGE, QColor("#0000ff"))


def test_one_screen_is_cut_out_of_all() -> None:
    """Of a picture of two screens one is its own; of a shape that is not theirs it is none, and not all."""
    seen = (Seen(Rect(0, 0, 20, 10), 2), Seen(Rect(20, 0, 10, 10), 1))
    image = QImage(60, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("#0000ff"))
    for x in range(40, 60):
        for y in range(20):
            image.setPixelColor(x, y, QColor("#ff0000"))
    left, right = cut(image, seen, 0), cut(image, seen, 1)
    assert ((left.width(), left.height()), (right.width(), right.height())) == ((40, 20), (20, 20))
    assert (left.pixelColor(39, 19), right.pixelColor(0, 0)) == (QColor("#0000ff"), QColor("#ff0000"))
    with pytest.raises(HelpError) as caught:
        cut(image.copy(0, 0, 50, 20), seen, 0)
    assert caught.value.code is Problem.CAPTURE_FAILED
    assert cut(image.copy(0, 0, 50, 20), seen[:1], 0).width() == 50


@pytest.mark.parametrize("what", ["garbage", "drawing", "missing", "folder", "blank"])
def test_a_file_without_a_picture_is_never_attached(
    qtbot: QtBot, feel: Callable[[str], None], folder: Path, camera: PortalCamera, what: str
) -> None:
    """Garbage, a drawing, a folder and nothing are CAPTURE_FAILED, one colour is CAPTURE_BLANK."""
    feel("success")
    file = folder / "picture.png"
    flat = QImage(800, 800, QImage.Format.Format_RGB32)
    flat.fill(QColor("black"))
    if what in ("missing", "folder"):
        file.unlink()
        if what == "folder":
            file.mkdir()
    else:
        drawing = b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
        file.write_bytes({"garbage": b"\x89PNG\r\n\x1a\nno", "drawing": drawing, "blank": encode(flat)}[what])
    ends = Ends(qtbot, camera)
    camera.take("screen", None)
    code = ends.code()
    if what == "folder":
        file.rmdir()
    assert code is (Problem.CAPTURE_BLANK if what == "blank" else Problem.CAPTURE_FAILED)
    assert not file.exists()


def test_a_picture_elsewhere_is_not_fetched(
    qtbot: QtBot, feel: Callable[[str], None], camera: PortalCamera
) -> None:
    """An address that is no file of this machine is CAPTURE_FAILED."""
    feel("remote")
    ends = Ends(qtbot, camera)
    camera.take("screen", None)
    assert ends.code() is Problem.CAPTURE_FAILED


def test_covers_do_not_outlive_the_page(
    qtbot: QtBot, feel: Callable[[str], None], bus: QDBusConnection, tmp_path: Path
) -> None:
    """When the camera goes while the portal is silent, the host's widgets are as they were."""
    feel("silent")
    window = QWidget()
    field = QLineEdit("secret", window)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a cursor that blinks is no cover
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    before = window.grab().toImage()
    parent, workers = QObject(), FakeService(tmp_path)
    PortalCamera(workers, None, parent, bus).take("screen", None)
    assert window.grab().toImage() != before
    parent.deleteLater()
    qtbot.waitUntil(lambda: window.grab().toImage() == before)
    workers.close()


def test_what_is_private_is_covered_while_the_portal_looks(
    qtbot: QtBot, feel: Callable[[str], None], folder: Path, camera: PortalCamera
) -> None:
    """Covers are counted in the picture and lifted after it; what moved meanwhile costs the picture."""
    window = QWidget()
    field = QLineEdit("secret", window)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # a cursor that blinks is no cover
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    before = window.grab().toImage()
    feel("success")
    ends = Ends(qtbot, camera)
    camera.take("screen", None)
    assert ends.taken().covered == 1
    assert window.grab().toImage() == before
    feel("success")
    camera.take("screen", None)
    field.move(5, 5)
    qtbot.waitUntil(lambda: len(ends.found) == 2)
    assert isinstance(ends.found[1], HelpError)
    assert ends.found[1].code is Problem.CAPTURE_FAILED
    assert not (folder / "picture.png").exists()

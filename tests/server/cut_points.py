"""`python -m tests.server.cut_points FOLDER`: kill -9 before each line of the taking in of an upload.

For each line of the server's own code on the way of the last bytes a copy of the data is made, a child
process dies there, and the upload is gone on with by another. Prints how many lines there were; raises where
an upload could not be brought to its end, or was not what it should be.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import signal
import sys
import threading
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import Any
from uuid import uuid4

from helppanel.contract.limits import Limits
from helppanel.contract.report import encode
from helppanel.contract.ticket import InstallationRequest
from helppanel.server import arrivals, blob_rights
from helppanel.server.installations import add_installation
from helppanel.server.intake import accept_report
from helppanel.server.store import Store, open_store
from helppanel.server.uploads import Upload, find_upload, open_upload
from tests.server.callers import attachment, report

assert sys.platform != "win32"

CONTENT = uuid4().bytes * 100
HALF = len(CONTENT) // 2
SERVER = str(Path(arrivals.__file__).parent)


def main(folder: Path) -> int:
    """Returns how many lines there were."""
    before = folder / "before"
    owner, upload_id = asyncio.run(_prepare(before))
    for step in range(1, 2000):
        data = folder / str(step)
        shutil.copytree(before, data)
        child = os.fork()
        if child == 0:
            asyncio.run(_bring(data, owner, upload_id, step))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        asyncio.run(_bring(data, owner, upload_id))
        if os.WIFEXITED(status):
            return step
        shutil.rmtree(data)
    raise RuntimeError("the way has no end")


async def _prepare(folder: Path) -> tuple[str, str]:
    """Half of an upload has arrived; whose it is, and its id."""
    file = attachment(CONTENT)
    made = report("x", file)
    with closing(open_store(folder)) as store:
        request = InstallationRequest(app_id="app", app_version="1", locale="en")
        owner = (await store.write(lambda write: add_installation(write, request))).id
        await store.write(lambda write: accept_report(write, owner, made.uuid, encode(made), Limits()))
        upload = await store.write(lambda write: open_upload(write, owner, file.sha256, file.size, ""))
        async with store.partials.turn(upload.id) as turn:
            await store.partials.receive(turn, upload.id, _stream(CONTENT[:HALF]), len(CONTENT), None)
    return owner, upload.id


async def _bring(folder: Path, owner: str, upload_id: str, steps: int = 0) -> None:
    """Go on from where it is, to the end, or until the step to die at."""
    with closing(open_store(folder)) as store:
        _arm(steps)
        upload = await store.read(lambda connection: find_upload(connection, owner, upload_id))
        offset = await arrivals.offset_of(store, upload)
        part = store.partials.path(upload_id)
        assert HALF <= offset <= len(CONTENT)
        assert upload.proven or part.read_bytes() == CONTENT[:offset]
        async with store.partials.turn(upload_id) as turn:
            if offset < upload.size:
                rest, room = _stream(CONTENT[offset:]), upload.size - offset
                offset = await store.partials.receive(turn, upload_id, rest, room, None)
            assert offset == upload.size
            if not await _has_arrived(store, upload):
                await arrivals.finish(store, upload)
        assert await _has_arrived(store, upload)
        assert store.blobs.path(upload.sha256).read_bytes() == CONTENT
        assert not part.exists()


async def _has_arrived(store: Store, upload: Upload) -> bool:
    return await store.read(
        lambda connection: blob_rights.has_arrived(connection, upload.installation_id, upload.sha256)
    )


async def _stream(content: bytes) -> AsyncIterator[bytes]:
    yield content[:100]
    yield content[100:]


def _arm(steps: int) -> None:
    """Die before the `steps`-th line of the server's own code, on whatever thread; 0: live."""
    if steps == 0:
        return
    left = [steps]

    def trace(frame: FrameType, event: str, _: object) -> Any:
        if not frame.f_code.co_filename.startswith(SERVER):
            return None
        if event == "line":
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    threading.settrace(trace)
    sys.settrace(trace)


if __name__ == "__main__":
    print(main(Path(sys.argv[1])))

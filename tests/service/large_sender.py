"""One user who sends one file: `python -m tests.service.large_sender URL FOLDER FILE`; prints what it took.

A process of its own, so that what it prints, its largest memory in MB, is of nothing else.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from helppanel.config import HelpConfig
from helppanel.contract.parcel_state import ParcelState
from helppanel.report.draft import Draft
from helppanel.service import HelpService

PATIENCE = 600.0


def most_memory(process: int) -> int:
    """The most memory a process ever had, in MB. Linux only."""
    status = Path(f"/proc/{process}/status").read_text("utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM:")) // 1024


def main() -> None:
    url, folder, file = sys.argv[1:]
    service = HelpService(HelpConfig(app_name="App", app_version="1.0", server=url, data_dir=Path(folder)))
    service.start()
    carrier = service._carrier
    assert carrier is not None
    carrier.sync_now()  # the server's limits
    assert carrier.wait(lambda: service.service_info() is not None, PATIENCE)
    kept = service.keep_file(Path(file))
    parcel = service.prepare(Draft(text="一个大文件", files=(kept,)), (), "zh-CN")
    service.submit(parcel)

    def delivered() -> bool:
        found = service.conversation(parcel.uuid)
        return found.state is ParcelState.DELIVERED and not found.uploading

    assert carrier.wait(delivered, PATIENCE)
    assert service.close()
    print(most_memory(os.getpid()))


if __name__ == "__main__":
    main()

"""The file that tells a script where the server answers."""

from __future__ import annotations

import json
import os
from pathlib import Path

from helppanel.contract.problems import HelpError, Problem


class ReadyFile:
    """{"url": …} in `file` once the server answers; at first there is no file.

    All may raise HelpError(BAD_SETTING): it cannot be written there.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._part = file.with_name(f"{file.name}.{os.getpid()}.part")
        try:
            file.unlink(missing_ok=True)  # of a start before this one
        except OSError as error:
            raise self._problem(error) from error

    def check(self) -> None:
        """See that it can be written."""
        try:
            self._part.touch()
            self._part.unlink()
        except OSError as error:
            raise self._problem(error) from error

    def write(self, url: str) -> None:
        """Tell `url`, whole or not at all."""
        try:
            self._part.write_text(json.dumps({"url": url}) + "\n", encoding="utf-8")
            self._part.replace(self._file)
        except OSError as error:
            raise self._problem(error) from error

    def _problem(self, error: OSError) -> HelpError:
        return HelpError(Problem.BAD_SETTING, f"--ready-file {self._file}: {error.strerror or error}")

"""Certificates of an authority that the test makes and nobody else knows."""

from __future__ import annotations

import ssl
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

_CONFIG = """\
[ca]
default_ca = ours
[ours]
new_certs_dir = {folder}
database = {folder}/index.txt
rand_serial = yes
default_md = sha256
policy = anything
copy_extensions = copy
unique_subject = no
[anything]
commonName = supplied
"""
_CURVE = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes")


@dataclass(frozen=True)
class Authority:
    """Signs in `folder`; `certificate` is what one trusts to trust it."""

    folder: Path

    @classmethod
    def make(cls, folder: Path) -> Authority:
        """A new one, valid from today."""
        (folder / "index.txt").touch()
        (folder / "ca.cnf").write_text(_CONFIG.format(folder=folder.as_posix()))
        made = cls(folder)
        made._openssl(
            *("req", "-x509", *_CURVE, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2"),
            *("-subj", "/CN=Test Authority", "-addext", "keyUsage=critical,keyCertSign"),
        )
        return made

    @property
    def certificate(self) -> Path:
        """Of the authority itself."""
        return self.folder / "ca.pem"

    def context(self, name: str, *, days: tuple[int, int] = (-1, 1)) -> ssl.SSLContext:
        """What a server called `name` shows, valid between these `days` from now."""
        alternative = ("IP" if name[0].isdigit() else "DNS") + f":{name}"
        self._openssl(
            *("req", "-new", *_CURVE, "-keyout", "leaf.key", "-out", "leaf.csr"),
            *("-subj", "/CN=leaf", "-addext", f"subjectAltName={alternative}"),
        )
        begin, end = (f"{datetime.now(UTC) + timedelta(days=day):%Y%m%d%H%M%SZ}" for day in days)
        self._openssl(
            *("ca", "-batch", "-notext", "-config", "ca.cnf", "-cert", "ca.pem", "-keyfile", "ca.key"),
            *("-startdate", begin, "-enddate", end, "-in", "leaf.csr", "-out", "leaf.pem"),
        )
        return self._server("leaf")

    def self_signed(self, name: str) -> ssl.SSLContext:
        """What somebody between shows who signs for themselves."""
        alternative = ("IP" if name[0].isdigit() else "DNS") + f":{name}"
        self._openssl(
            *("req", "-x509", *_CURVE, "-keyout", "self.key", "-out", "self.pem", "-days", "2"),
            *("-subj", "/CN=self", "-addext", f"subjectAltName={alternative}"),
        )
        return self._server("self")

    def _server(self, name: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.folder / f"{name}.pem", self.folder / f"{name}.key")
        return context

    def _openssl(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], cwd=self.folder, check=True, capture_output=True)

"""Whom our own session trusts: the certificates of the system, which its administrator keeps."""

from __future__ import annotations

import ssl

from truststore import SSLContext


def system_context() -> ssl.SSLContext:
    """Verifies as the system does. For our session alone: the host's `ssl` stays as it is."""
    return SSLContext(ssl.PROTOCOL_TLS_CLIENT)

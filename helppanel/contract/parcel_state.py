"""Where a parcel stands on its way out."""

from __future__ import annotations

from enum import StrEnum


class ParcelState(StrEnum):
    """`sending` is a lease that falls back to `queued`; `delivered` = receipt and no blob missing."""

    QUEUED = "queued"
    SENDING = "sending"
    RETRYING = "retrying"
    REFUSED = "refused"
    DELIVERED = "delivered"

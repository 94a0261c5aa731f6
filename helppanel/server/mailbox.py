"""Which e-mail addresses mail is sent to."""

from __future__ import annotations

import re

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
# Nothing that a mail's head would take for an encoded word.
_MAILBOX = re.compile(
    rf"(?=[^@]{{1,64}}@)(?!.*=\?){_ATOM}(?:\.{_ATOM})*"
    r"@([^\s@\x00-\x20\x7f()<>\[\],;:\\\"]{1,190})"
)
_LABEL = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)")


def mailbox(address: str) -> str | None:
    """`address` as the envelope takes it, an international domain in its ASCII form; None if it is none.

    Never more than one address, never a line break: what it gives may stand in a header.

    >>> mailbox("lin@例子.cn"), mailbox("a@b.c\\r\\nBcc: d@e.f")
    ('lin@xn--fsqu00a.cn', None)
    """
    found = _MAILBOX.fullmatch(address.strip())
    if found is None:
        return None
    try:
        domain = found[1].encode("idna").decode("ascii")
    except UnicodeError:
        return None
    if "." not in domain or not all(_LABEL.fullmatch(label) for label in domain.split(".")):
        return None
    return f"{address.strip()[: found.start(1)]}{domain}"

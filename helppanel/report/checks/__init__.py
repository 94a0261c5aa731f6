"""Checks before sending: what may be wrong on this machine that the user could mend at once."""

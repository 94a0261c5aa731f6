"""The fault suite: what was stored arrives exactly once, through every fault: `python -m tests.faults`."""

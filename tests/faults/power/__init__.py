"""Power loss: what a process wrote is cut anywhere and reopened without what was not yet durable."""

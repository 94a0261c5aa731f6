"""The support side: intake, sync and the desk. Needs the extra `server`."""

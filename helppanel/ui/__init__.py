"""The panel: the only room, beside the demo, that knows PySide6."""

"""Context help: the article of the widget that has the keyboard, or that the user points at."""

"""The desk: the web pages on which support staff answer. Plain HTML forms, no script."""

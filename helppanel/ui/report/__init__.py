"""Parts of the feedback form."""

"""Parts of the settings page: choices, what is collected, the local data."""

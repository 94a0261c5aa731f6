"""What each word of the command line does; `helppanel.cli` joins them."""

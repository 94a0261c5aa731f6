"""Parts of the help page: the list of hits, the chips of the sections, the way out."""

"""The annotator: marks on pictures."""

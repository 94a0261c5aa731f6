"""Labelled lines to measure finders of private data with; made by the standards, not by the finders."""

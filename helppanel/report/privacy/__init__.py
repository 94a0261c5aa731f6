"""Finds what is private in text, and takes it out."""

"""Widgets that more than one page is made of; each file names what it holds."""

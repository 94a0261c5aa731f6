"""The tour: drives the real program offscreen by clicks and keys, and checks each step at its far end."""

"""Pictures of the real program, for the README and to be compared with the designs."""

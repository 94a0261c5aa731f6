"""Pictures of the host's windows, of screens and of regions."""

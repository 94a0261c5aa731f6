"""People and hours: the service calendar and the channels."""

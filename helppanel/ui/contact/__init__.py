"""Parts of the contact page: the service's state, the channels, what to have ready."""

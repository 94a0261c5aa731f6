"""Keep and carry: the outbox, the courier and the client."""

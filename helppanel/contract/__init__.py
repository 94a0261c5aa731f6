"""What client and server agree on: manifests, tickets, service info, problem codes, the wire's version."""

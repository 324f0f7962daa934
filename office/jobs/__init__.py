"""What runs after the commit: keeps the promises of the outbox, again if need be."""

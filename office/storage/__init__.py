"""Attachments kept by the digest of their content; rows hold only the digest."""

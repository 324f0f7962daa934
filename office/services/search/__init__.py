"""Finding: words, fields, excerpts, saved searches, the index."""

"""Finding documents by their words: one index, on SQLite (FTS5) or PostgreSQL (tsvector).

The index narrows; it decides nothing.  Who may see what is asked of `services.access`.
"""

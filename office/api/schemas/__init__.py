"""The shapes of what the API is sent and what it answers; no rules, no rows."""

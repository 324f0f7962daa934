"""A clerk's hours: one item on one screen, many at once, suggestions."""

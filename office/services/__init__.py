"""Use cases: short functions that are handed a `Work` and change rows; none of them commits."""

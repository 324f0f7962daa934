"""The rules of the office as plain values and functions: standard library only."""

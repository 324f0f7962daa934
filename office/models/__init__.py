"""The rows of the office: tables and their invariants, no rules."""

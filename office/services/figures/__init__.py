"""Counting: paper, recounting."""

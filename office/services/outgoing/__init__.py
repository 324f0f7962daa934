"""From a draft to its issue."""

"""Why an action is closed, who can take it, and what was tried."""

"""What people write: kept texts, phrases, proposals from a directive's words."""

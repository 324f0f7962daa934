"""The electronic office: routes official documents and measures the paper they replace."""

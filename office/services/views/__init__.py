"""What people look at: folders, a document, who holds what, deadlines."""

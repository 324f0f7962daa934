"""The registers: books, numbers, what a book shows."""

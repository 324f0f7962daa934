"""HTML pages: one module a screen.  They ask the services and never touch rows."""

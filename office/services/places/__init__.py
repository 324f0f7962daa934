"""Where: units with their names and identifiers, correspondents, the working calendar."""

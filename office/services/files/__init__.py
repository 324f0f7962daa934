"""Files of a document: coming in, looked at, printed, their words."""

"""Rows → figures.  Every figure is a query whose documents can be listed."""

"""Signing as people do it: the very file is shown, then the press of one button signs it."""

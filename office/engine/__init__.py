"""Reads procedures and decides by them; changes nothing."""

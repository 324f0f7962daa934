"""Checks a bundle of evidence without the office: only Python's own library is needed.

    python -m office_verify FILE

Whoever gets a bundle may take this folder anywhere: it imports nothing of the office that
made the bundle, and computes every seal by itself.
"""

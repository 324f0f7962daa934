"""Signatures in PDF files: made and verified. The only importer of pyHanko; no database, no HTTP.

`make.sign` adds a signature and never rewrites what is there; `verify.verify` opens strangers'
files in a child process with hard limits.
"""

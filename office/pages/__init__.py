"""Pages as pictures, words and working copies.  The only importer of pdfium and Pillow.

Strangers' files are opened in a child process with hard limits, never in the server.
"""

"""The log for those who check it: search, the past, exceptions, bundles, verification."""

"""Documents and figures as pages: values in, PDF bytes out; no rows, no clock."""

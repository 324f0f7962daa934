"""The same use cases as the pages, as JSON under /api/v1; described at /api/openapi.json."""

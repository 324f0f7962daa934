"""The demonstration: Ninh Thuận on Friday 8 November 2019, played through the real services."""

"""Between offices: packets, reports of status, what arrives, what is recalled."""

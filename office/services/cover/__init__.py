"""Who stands in for whom: absences and mandates."""

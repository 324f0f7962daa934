"""The commands of the house, one module a group; each begins its own work."""

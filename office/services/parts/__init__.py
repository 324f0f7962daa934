"""Who does what in an item: parts, more time, chases, opinions, directives."""

"""Reports of figures: asked for, counted, made, kept, and mailed to those who have them."""

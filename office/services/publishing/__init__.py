"""What anybody may read without signing in: switched on, marked, and then shown."""

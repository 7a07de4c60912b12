"""The mentors' weekly log: what is read of it."""

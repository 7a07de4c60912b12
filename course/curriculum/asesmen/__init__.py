"""The needs assessment: what is read of it."""

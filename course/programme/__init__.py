"""The programme: its stages, its people, and where it stands."""

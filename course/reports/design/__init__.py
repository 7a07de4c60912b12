"""What two forms and a third point in time say, in tables and a figure."""

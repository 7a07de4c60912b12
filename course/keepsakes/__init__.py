"""Files a participant takes home, made from the answers to the lessons."""

"""Agreement of the grader with people, and what a person should look at."""

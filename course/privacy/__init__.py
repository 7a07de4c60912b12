"""What Law 27/2022 (UU PDP) asks of a course: take out, hand out, and keep no longer than said."""

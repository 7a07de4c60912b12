"""What a journal asks for: the replication bundle, and its texts in two languages."""

"""What the test itself is worth: content, reliability, fairness, and whom its marks agree with."""

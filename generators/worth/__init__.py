"""What a sample is worth: tests that say, by reading the sample itself, why not to train on it."""

"""Records in, the same records out in a later run."""

"""A claim and passages in, a verdict with its evidence out."""

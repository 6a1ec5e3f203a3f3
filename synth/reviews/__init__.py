"""A draft in, reviewers' scores with reasons out."""

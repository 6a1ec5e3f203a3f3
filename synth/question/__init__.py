"""A question in, a search plan out."""

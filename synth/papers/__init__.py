"""A search plan in, papers and their documents out."""

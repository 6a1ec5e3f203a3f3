"""A document's file in, its text as passages with exact places out; and search among them."""

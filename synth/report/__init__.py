"""Records in, a report in every format out."""

"""Passages in, numeric claims with typed quantities out."""

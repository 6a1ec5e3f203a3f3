"""Synth: a research question in, a report out in which every number is verified."""

__version__ = "0.1.0"

"""Stand-ins for the services that Synth talks to; for tests and benchmarks only."""

"""The pages of the exchange desk, one module for each thing that is said."""

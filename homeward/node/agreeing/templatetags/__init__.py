"""Filters of the exchange desk's templates."""

"""Words of the crossing in templates."""

"""What the office and the phone see of a crossing."""

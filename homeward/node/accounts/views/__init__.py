"""Pages of the office that belong to no other room."""

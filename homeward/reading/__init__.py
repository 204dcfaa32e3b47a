"""Reading: a document becomes claims, each with its quotation."""

"""Counted people: which number counts whom, what happened to them, which way they went, and of what they are a part."""

"""Pairs of names: learning what spellings cost, and quality and time beside the peers."""

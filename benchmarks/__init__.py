"""Figures beside the last accepted ones: quality and speed, never part of the tests."""

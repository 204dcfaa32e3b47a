"""Dates and numbers as each language writes them on these pages: the day first, thousands apart, no time of day."""

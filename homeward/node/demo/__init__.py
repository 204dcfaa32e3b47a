"""One invented exchange, for the demonstration, the tests, the documentation and its pictures.

It plays the public course of the exchange of May 2025 (1,000 for 1,000 on three days) with participants, keys and
logs made for the occasion. What is hard is to be both real and harmless: every message goes through the real rules and
the real logs, troubles included, while every person is invented and every page says that this is an exercise.
"""

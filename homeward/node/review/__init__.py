"""Review: people judge what was read, and what readers say is wrong; what they decided is kept.

Reviewers sign in with a name and a password, on pages that exist only where the operator opens them; sessions live
under ``/review`` alone, so that the public record stays without accounts and cookies.
"""

"""Sentences with everything a rule may ask of them: tokens, forms, numbers, dates, and what the words mean."""

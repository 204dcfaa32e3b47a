"""Operating: what the node says of itself to whoever keeps it running.

What is hard is to say only what somebody can act on, and nothing of the people: so every finding has what to do, and is
made of numbers, times and names of participants.
"""

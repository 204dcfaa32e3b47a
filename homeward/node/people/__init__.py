"""People: the registry of a party, whom it seeks and whom it holds, and who is behind the commitments of the logs.

What is hard is that the same man comes from a capture card, a family, three lists and a photograph, each with another
spelling and some of it wrong, and that all of it is secret. So a person is what sources say: nothing said is ever
edited, a correction is said later; a look is kept; two records become one in a way that can be taken back; and what is
erased is gone from the disk.
"""

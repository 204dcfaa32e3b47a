"""Crossing: the day people are handed over, at the point, by the officers of both sides, each for itself.

What is hard is the place: a car park at a border in February, a phone with one bar of signal, gloves, two hundred
people getting off buses, and a record that both ministries will be held to. So a tick is one press of a big row, the
same press twice is the same act, what the network does not take waits on the phone and arrives once, and nothing is
signed before an officer has counted heads separately and seen what is about to be said. Ticks, conditions and wishes
stay in the node; the log gets commitments, outcomes and totals.
"""

"""Journal: the participants' logs as this node holds them, and everything that is made from them again and again.

An entry's envelope is kept as it was appended; whether it stands, and under which rule it is void, is what the fold
says and can be made anew. Rooms above that show agreed facts hang their projections here (``projections``), because a
fact may have one home only and a journal must not know who reads it.
"""

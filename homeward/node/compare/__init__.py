"""Compare and judge: who of a list that arrived is who in the registry.

What is hard is that the engine is nearly always right, and people soon stop looking. So people see why, part by part;
two judges never work on one pair unknowingly, and some pairs are judged twice without either knowing of the other, so
that agreement can be measured; what looks certain is confirmed in bulk only after a sample was looked at, and one error
in it ends that. What was judged is added to, never edited.
"""

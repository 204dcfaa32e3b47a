"""How properties are tried, in every room.

How long an example takes says nothing of the code on a machine that others use: no deadline. Nor does how long the
first example is in the making: when its cache is empty, hypothesis first computes the categories of all characters,
more than a second under load, and its check for slow strategies then fails whatever the test.
"""

from hypothesis import HealthCheck, settings

settings.register_profile("homeward", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("homeward")

"""What is told without counting people: ordinals, mediators, places, plans, older exchanges, numbers withheld."""

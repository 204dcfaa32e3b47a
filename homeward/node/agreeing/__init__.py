"""The exchange desk: terms, lists, answers and manifests, said by people in a browser and signed by the desk.

What is hard is that nothing here can be taken back by a later click. So whatever is said is first shown as it will be
said, what binds the party takes two people, and a sending that is interrupted anywhere is finished once, never begun
twice. And no page keeps a truth of its own: every figure is asked of the state of the logs, and opens to its entries.
"""

"""A log that proves itself to somebody who has nothing but a checkpoint and a key. On the ledger alone.

Run it: ``python examples/keep_a_log.py``.
"""

import tempfile
from pathlib import Path

from homeward.ledger import Log, ProofError, SigningKey, leaf_hash, open_note, parse_checkpoint, seal, verify_inclusion

author, log_key = SigningKey.generate(), SigningKey.generate()
with (
    tempfile.TemporaryDirectory() as folder,
    Log.create(Path(folder) / "log.sqlite3", "example.org/log", log_key) as log,
):
    for number in range(5):
        log.append(seal(f'{{"said":{number}}}'.encode(), author))
    entry = next(log.entries(3, 4))
    proof, note, key = log.inclusion(3), log.checkpoint(), log.verifier

checkpoint = parse_checkpoint(open_note(note.encode(), [key]).text)  # all that the reader needs to trust is the key
verify_inclusion(leaf_hash(entry), 3, checkpoint.size, checkpoint.root, proof)
print(f"entry 3 is proved to be among the {checkpoint.size} entries, with {len(proof)} hashes")
try:
    verify_inclusion(leaf_hash(entry + b" "), 3, checkpoint.size, checkpoint.root, proof)
except ProofError as error:
    print(f"a changed entry is refused: {error}")

"""Files that prove something: a consent, a wish not to be called. Each content is kept once."""

from hashlib import sha256

from engine.adapters.firebird.connection import Connection


def keep(sql: Connection, content: bytes) -> int:
    """The number of the proof with that content."""
    digest = sha256(content).hexdigest()
    row = sql.row("SELECT id FROM consent_proofs WHERE digest = ?", (digest,))
    if row is not None:
        return int(row[0])
    (proof_id,) = sql.next_ids("consent_proof_ids", 1)
    sql.execute(
        "INSERT INTO consent_proofs (id, digest, size_bytes, content) VALUES (?, ?, ?, ?)",
        (proof_id, digest, len(content), content),
    )
    return proof_id

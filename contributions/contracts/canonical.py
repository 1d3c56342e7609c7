"""One way to write data, so that the same data has one fingerprint for ever."""

import hashlib
import json


def canonical(data):
    """JSON with sorted keys, without a space, in UTF-8 characters."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(data):
    """SHA-256 of its canonical JSON, in hexadecimal."""
    return hashlib.sha256(canonical(data).encode()).hexdigest()


def digest_of(clauses, facts):
    """The fingerprint of a version: its articles and its facts, and nothing else."""
    return digest({"clauses": clauses, "facts": facts})

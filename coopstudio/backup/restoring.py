"""An empty house takes back what a backup holds, and counts it before anybody enters."""

import hashlib
import json
import os
import tarfile
import tempfile
from pathlib import Path

from django.core.management import call_command

from coopstudio.backup import making, programs, proofs
from coopstudio.backup.sealing import Broken, Reader
from coopstudio.files import store


class NotEmpty(Broken):
    """This house holds something already: nothing is ever written over it."""


def restore(source, *, key):
    """Take back the backup at ``source`` (a path) into an empty base and an empty folder.

    Returns what the backup said of itself. Raises Broken with a French sentence: nothing was kept.
    """
    if proofs.counted():
        raise NotEmpty("Cette base n’est pas vide : une restauration se fait dans une base neuve.")
    if not store.is_empty():
        raise NotEmpty("La place des fichiers privés n’est pas vide.")
    with tempfile.TemporaryDirectory() as folder, Path(source).open("rb") as sealed:
        said = unpack(Reader(sealed, key), Path(folder))
        programs.run(
            "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error",
            "--single-transaction", str(Path(folder) / making.DUMP),
        )  # fmt: skip
    call_command("prepare", verbosity=0)
    if wrong := [*_miscounted(said), *_unproved(said)]:
        raise Broken(" ".join(wrong))
    call_command("replay_erasures")
    return said


def unpack(sealed, folder):
    """Write the dump aside and the files in their place, each proved as it comes."""
    said, found = {}, {}
    with tarfile.open(fileobj=sealed, mode="r|") as bundle:
        for member in bundle:
            content = bundle.extractfile(member)
            if member.name == making.MANIFEST:
                said = json.load(content)
            elif member.name == making.DUMP:
                found["dump"] = _copied(content, folder / making.DUMP)
            elif member.name == making.GONE:
                said["files"] = _left(said["files"], gone=json.load(content))
            else:
                name = member.name.removeprefix(making.PRIVATE)
                if name not in said["files"]:
                    raise Broken(f"Le fichier {name} n’est pas de cette sauvegarde.")
                found[name] = _kept(content, name, folder / "file")
    while sealed.read(1 << 20):  # the seal of the last chunk is looked at too
        pass
    if found != said["files"] | {"dump": said["dump"]}:
        raise Broken("Des fichiers de la sauvegarde manquent ou furent changés.")
    return said


def _left(files, *, gone):
    """Without those that somebody erased while the backup was being written."""
    return {name: digest for name, digest in files.items() if name not in gone}


def _kept(content, name, aside):
    """Put one private file back where such files stand now: a disk, or a bucket."""
    digest = _copied(content, aside)
    with aside.open("rb") as whole:
        store.place().keep(name, whole)
    aside.unlink()
    return digest


def _copied(content, path):
    digest = hashlib.sha256()
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while some := content.read(1 << 20):
            digest.update(some)
            out.write(some)
    return digest.hexdigest()


def _miscounted(said):
    """The tables that do not hold what they held. Rights and cache are ours to make again."""
    now = proofs.counted()
    for table, count in said["counts"].items():
        if now.get(table) != count and table not in {"django_migrations"}:
            yield f"La table {table} avait {count} lignes, elle en a {now.get(table)}."


def _unproved(said):
    for name, proof in proofs.PROOFS.items():
        if name in said["proofs"] and proof.said() != said["proofs"][name]:
            yield f"Ce que prouvait « {name} » n’est plus le même."
        yield from proof.wrong()

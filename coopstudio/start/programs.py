"""Where embedded programs stand, where they keep their state, and as whom they run.

A server never runs as root: started by root it becomes ``nobody``, who must be able to reach both
its programs and its state, even when the project lies in a closed home folder.
"""

import ctypes
import hashlib
import os
import pwd
import shutil
import sys
import tempfile
from functools import cache
from importlib.util import find_spec
from pathlib import Path

ASIDE = Path("/var/tmp/coop-studio")  # noqa: S108 - owned by root, checked before use
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
SOCKET_LIMIT = 78  # bytes of a state folder: a socket's whole path must stay below 108


def as_nobody():
    """Keyword arguments for ``Popen``: drop root's rights, if we have them."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def follow_parent(stop_signal):
    """For ``Popen(preexec_fn=…)``: the kernel sends ``stop_signal`` on the day our process dies."""
    return (lambda: LIBC.prctl(PR_SET_PDEATHSIG, stop_signal)) if LIBC else None


def hand_over(path):
    """Give ``path`` to whom the server runs as."""
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(path, nobody.pw_uid, nobody.pw_gid)


def state_folder(base, name):
    """The folder ``base / name`` of a server: made if need be, its own, with room for a socket.

    Its real path, when the server must live aside: the server cannot walk through a closed door.
    """
    folder = Path(base).absolute() / name
    if len(os.fsencode(folder)) > SOCKET_LIMIT:
        raise SystemExit(
            f"Le chemin {folder} est trop long pour un socket : "
            "choisissez un dossier plus court avec COOP_VAR=/tmp/coop."
        )
    folder.parent.mkdir(parents=True, exist_ok=True)
    if not folder.exists():
        _make(folder)
    hand_over(folder)
    return folder.resolve()


def _make(folder):
    if os.geteuid() != 0 or _open_to_all(folder.parent.resolve()):
        folder.mkdir(mode=0o755, exist_ok=True)
        return
    aside = _root_folder(ASIDE) / f"{_digest(str(folder))}-{folder.name}"
    aside.mkdir(mode=0o755, exist_ok=True)
    hand_over(aside)
    folder.unlink(missing_ok=True)
    folder.symlink_to(aside)


@cache
def reachable(package, *beside):
    """The folder of an installed package, copied aside when ``nobody`` could not reach it.

    ``beside`` names folders that must stand next to it (its shared libraries). The package is
    found without being imported.
    """
    spec = find_spec(package)
    if spec is None:
        raise SystemExit(f"Il manque le paquet {package} : make setup.")
    folder = Path(spec.submodule_search_locations[0])
    if os.geteuid() != 0 or _open_to_all(folder):
        return folder
    target = _root_folder(ASIDE) / _digest(f"{folder}{folder.stat().st_mtime_ns}")
    if not target.exists():
        _copy([folder, *(folder.parent / name for name in beside)], target)
    return target / folder.name


def _copy(folders, target):
    """Copy beside, then rename: two starts at once never see half a copy."""
    draft = Path(tempfile.mkdtemp(dir=target.parent))
    for folder in folders:
        shutil.copytree(folder, draft / folder.name)
    draft.chmod(0o755)
    try:
        draft.rename(target)
    except OSError:
        shutil.rmtree(draft)


def _root_folder(path):
    """A folder that only root may write: what root starts from it cannot have been planted."""
    path.mkdir(mode=0o755, exist_ok=True)
    facts = path.lstat()
    if path.is_symlink() or facts.st_uid != 0 or facts.st_mode & 0o022:
        raise SystemExit(f"{path} devrait n’appartenir qu’à root : supprimez ce dossier.")
    return path


def _open_to_all(path):
    return all(parent.stat().st_mode & 0o001 for parent in (path, *path.parents))


def _digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]

#!/bin/sh
# Run a Python that is young enough, with the words that follow: the house needs 3.12 at least.
#
# In order: the version of .python-version among pyenv's, the path, pyenv's others, uv's.
# A pyenv shim may exist and still refuse, so each candidate is asked before it is believed.

house=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
versions=${PYENV_ROOT:-$HOME/.pyenv}/versions
wanted=$(cat "$house/.python-version" 2>/dev/null)

serves() {
    "$1" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' >/dev/null 2>&1
}

candidates() {
    [ -n "$wanted" ] && ls -d "$versions/$wanted"/bin/python "$versions/$wanted".*/bin/python
    printf '%s\n' python3.13 python3.12 python3.14 python3
    ls -d "$versions"/3.13*/bin/python "$versions"/3.12*/bin/python "$versions"/3.14*/bin/python
    uv python find --no-project '>=3.12,<3.15'
}

found=$(candidates 2>/dev/null | while IFS= read -r candidate; do
    if serves "$candidate"; then
        printf '%s\n' "$candidate"
        break
    fi
done)

if [ -z "$found" ]; then
    echo "Il faut Python 3.12 ou plus récent, avec son module venv : par exemple « sudo apt install python3 python3-venv » sur Debian 13 ou Ubuntu 24.04, sinon « uv python install 3.13 » ou « pyenv install 3.13 »." >&2
    exit 1
fi
exec "$found" "$@"

"""Gunicorn's settings: two processes of four threads, told apart by the environment alone."""

import os
from pathlib import Path

from coopstudio import logs

HOUSE = Path(__file__).resolve().parents[2]

bind = os.environ.get("COOP_BIND") or f"127.0.0.1:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = int(os.environ.get("COOP_WEB_PROCESSES") or 2)
threads = int(os.environ.get("COOP_WEB_THREADS") or 4)
timeout = 30  # seconds
graceful_timeout = 20
max_requests = 5_000
max_requests_jitter = 500
keepalive = 5
loglevel = "warning"
logconfig_dict = logs.CONFIG
proc_name = "coopstudio"
control_socket = str(Path(os.environ.get("COOP_VAR") or HOUSE / "var") / "gunicorn.sock")
if Path("/dev/shm").is_dir():  # noqa: S108 - heartbeat files of the workers, kept off the disk
    worker_tmp_dir = "/dev/shm"  # noqa: S108

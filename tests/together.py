"""Several people act at the same second: threads, each with a connection of its own."""

import threading

from django.db import connection


def together(*acts):
    """Run every act at once, each in its thread; returns what they raised, in any order."""
    raised, gate = [], threading.Barrier(len(acts))

    def run(act):
        try:
            gate.wait(10)
            act()
        except Exception as error:  # noqa: BLE001 (what is raised is what is tested)
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return raised

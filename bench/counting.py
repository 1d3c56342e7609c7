"""Tell in a header what a page asked of the database; slow each statement down when asked to.

With ``BENCH_HIDDEN=1``, ``X-Hidden`` tells what no query shows: templates, cache, context, objects.
"""

import json
import os
import time
from collections import Counter
from functools import wraps

from django.core.cache.backends.db import DatabaseCache
from django.db import connection
from django.db.models.query import ModelIterable
from django.template.base import Template
from django.template.context import RequestContext

DELAY = float(os.environ.get("BENCH_SQL_DELAY_MS", 0)) / 1000
HIDDEN = os.environ.get("BENCH_HIDDEN")
hidden = Counter()


class CountQueries:
    """Middleware: ``X-Queries`` on every answer, ours and bare alike."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        count = 0

        def counting(execute, sql, params, many, context):
            nonlocal count
            count += 1
            if DELAY:
                time.sleep(DELAY)
            return execute(sql, params, many, context)

        hidden.clear()
        with connection.execute_wrapper(counting):
            response = self.get_response(request)
        response["X-Queries"] = str(count)
        if HIDDEN:
            response["X-Hidden"] = json.dumps(hidden)
        return response


def count_calls(owner, name, what):
    original = getattr(owner, name)

    @wraps(original)
    def counting(*args, **kwargs):
        hidden[what] += 1
        return original(*args, **kwargs)

    setattr(owner, name, counting)


def count_objects():
    original = ModelIterable.__iter__

    def counting(self):
        for loaded in original(self):
            hidden["objects"] += 1
            yield loaded

    ModelIterable.__iter__ = counting


if HIDDEN:
    count_objects()
    count_calls(Template, "_render", "templates")
    count_calls(RequestContext, "bind_template", "contexts")
    for command in ("get", "get_many", "set", "add", "delete", "touch", "has_key"):
        count_calls(DatabaseCache, command, "cache")

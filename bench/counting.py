"""Tell in a header what a page asked of the database; slow each statement down when asked to."""

import os
import time

from django.db import connection

DELAY = float(os.environ.get("BENCH_SQL_DELAY_MS", 0)) / 1000


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

        with connection.execute_wrapper(counting):
            response = self.get_response(request)
        response["X-Queries"] = str(count)
        return response

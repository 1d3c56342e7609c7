"""What may wait for a decision on a higher floor: an admission, a round of repayments.

A higher floor registers its kind in ``apps.ready()``:

    @decided("contributions.round")
    class RepaymentRound:
        def describe(key): …            # the words of what waits, or None when it waits no more
        def proceed(key, *, decision, at): …   # do it, in the transaction that marks it done

``governance.actions.decisions`` calls ``proceed`` once for each decision in force: it locks the
decision, looks at ``proceeded_at``, and writes it in the same transaction.
"""

KINDS = {}


def decided(kind):
    """Register what waits for decisions of this kind."""

    def keep(handler):
        KINDS[kind] = handler
        return handler

    return keep

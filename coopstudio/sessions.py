"""Django's sessions in the database; the question that each request asks is put into SQL once."""

from django.contrib.sessions.backends import db
from django.db.models import DateTimeField, TextField
from django.utils import timezone

from coopstudio.prepared import Given, prepared


class SessionStore(db.SessionStore):
    def _get_session_from_db(self):
        """The row of this key, if it has not slept too long; a lost key is forgotten."""
        found = _living(key=self.session_key, now=timezone.now())
        if not found:
            self._session_key = None
        return next(iter(found), None)


@prepared
def _living():
    sessions = SessionStore.get_model_class().objects
    now = Given("now", DateTimeField())
    return sessions.filter(session_key=Given("key", TextField()), expire_date__gt=now)

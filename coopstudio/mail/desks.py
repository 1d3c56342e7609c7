"""What whoever watches the post reads of it in the journal."""

from coopstudio.journal.desks import desk
from coopstudio.mail.events import Event
from coopstudio.mail.permissions import watches_post

desk("courrier", "Courrier", may=watches_post, events=Event)

"""A founder's home: today's meetings, what one owes and to whom, who waits since when.

Read in two minutes between two meetings. Whatever the size of the house, the same few questions.
"""

from datetime import datetime, time, timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from applications.actions.reserves import SPEAKING
from applications.conversations import LATE, waited, who_asks
from applications.desk.listing import Desk
from applications.models import Application, Conversation, Meeting, Reserve, Takeaway, Weather
from applications.rows import NEAR, PEARLS
from applications.states import TO_READ, State
from coopstudio.french.dates import day, near_day, short_day
from coopstudio.french.typography import de
from coopstudio.french.workdays import add_working_days
from members.models import DataRequest

TASKS_SHOWN, WAITS_SHOWN, HELD_SHOWN, ASKED, MEETINGS = 6, 8, 5, 5, 30
TASKS = {
    State.SUBMITTED: ("eye", "Écrire votre première lecture", ""),
    State.READING: ("eye", "Écrire votre première lecture", ""),
    State.CROSSED: ("speech", "Croiser vos lectures, puis proposer une rencontre", "lectures/"),
    State.MEETING_PROPOSED: ("calendar", "Proposer d’autres heures de rencontre", "rencontre/"),
    State.MEETING_SET: ("calendar", "Répondre sur l’heure de la rencontre", "rencontre/"),
    State.MET: ("consent", "Donner votre position", "position/"),
    State.DECIDED: ("letter", "Relire la lettre et l’envoyer", "position/"),
}
WAITS_FOR = {
    State.SUBMITTED: "attend une lecture",
    State.READING: "attend une lecture",
    State.COMPLETING: "complète sa candidature",
    State.CROSSED: "attend des créneaux",
    State.MEETING_PROPOSED: "choisit son heure",
    State.MEETING_SET: "attend la rencontre",
    State.MET: "attend notre décision",
    State.DECIDED: "attend notre lettre",
}
NUMBERS = ["Rien", "Une chose", "Deux choses", "Trois choses", "Quatre choses", "Cinq choses",
           "Six choses", "Sept choses", "Huit choses", "Neuf choses", "Dix choses"]  # fmt: skip


class Home:
    """What awaits ``founder`` at the moment ``now``; ``founders`` are those of that day."""

    def __init__(self, founder, founders, *, now):
        self.founder, self.now, self.today = founder, now, timezone.localdate(now)
        self.desk = Desk(founder, founders, {}, now=now)
        self.groups = {group["key"]: group for group in self.desk.groups}
        self.others = [one for one in founders if one.pk != founder.pk]

    # --- today ---

    @cached_property
    def days(self):
        """Today's meetings and tomorrow's, each day with its own: [(word, day, meetings)…]."""
        days = {self.today: ("Aujourd’hui", []), self._tomorrow: ("Demain", [])}
        coming = None
        for meeting in sorted(self._meetings, key=lambda one: one.at):
            its_day = timezone.localdate(meeting.at)
            meeting.is_past = meeting.at < self.now
            meeting.is_next = not meeting.is_past and coming is None
            if its_day in days:
                coming = coming or (None if meeting.is_past else meeting)
                days[its_day][1].append(meeting)
        return [(word, one, meetings) for one, (word, meetings) in days.items() if meetings]

    @cached_property
    def _meetings(self):
        """Today's and tomorrow's, and those that wait for their words: one question for both."""
        days = (self.today, self._tomorrow + timedelta(days=1))
        moments = [timezone.make_aware(datetime.combine(day, time.min)) for day in days]
        found = Meeting.objects.on_the_desk(*moments).exclude(application__person=self.founder)
        found = found.annotate(is_written=Exists(Takeaway.objects.filter(meeting=OuterRef("pk"))))
        return list(found.select_related("application")[:MEETINGS])

    @property
    def _tomorrow(self):
        return self.today + timedelta(days=1)

    # --- what one owes ---

    @cached_property
    def owed(self):
        """Every thing this founder owes, the oldest promise first."""
        rows = self.groups["moi"]["rows"]
        things = [*map(_task, rows), *self._questions(), *self._minutes(), *self._requests()]
        things += self._reserves()
        things.sort(key=lambda task: (task["due"], task["address"]))
        return [task | {"when": until(task["due"], self.today)} for task in things]

    @property
    def tasks(self):
        return self.owed[:TASKS_SHOWN]

    @property
    def more(self):
        """How many other things are owed, as far as they were counted."""
        return max(len(self.owed) - TASKS_SHOWN, 0)

    def _questions(self):
        """Threads in which somebody waits for an answer; a folded name stays folded there too."""
        theirs = Application.objects.readable().told_to(self.founder)
        known = theirs.filter(is_known=True, pk=OuterRef("application"))
        found = Conversation.objects.waiting(self.founder).annotate(is_known=Exists(known))
        for one in found.select_related("person", "application")[:ASKED]:
            has_sent = one.application and one.application.state != State.DRAFT
            name = who_asks(one, folded=bool(has_sent) and not one.is_known)
            since = timezone.localdate(one.waiting_since)
            yield _thing(
                "question",
                "Répondre à une question",
                one.get_absolute_url(),
                f"{name} attend depuis {_working_days(waited(one, self.today), 'aujourd’hui')}.",
                add_working_days(since, LATE),
            )

    def _minutes(self):
        """Meetings held of which nothing was written for both sides yet."""
        for one in self._meetings:
            if one.held_at and one.application.state == State.MET and not one.is_written:
                yield _thing(
                    "edit",
                    "Écrire ce que nous retenons ensemble",
                    reverse("applications:meeting", args=[one.application.number]),
                    f"Avec {one.application.full_name}.",
                    add_working_days(timezone.localdate(one.held_at), LATE),
                )

    def _reserves(self):
        """What holds somebody back, and waits for this founder's text or consent."""
        found = Reserve.objects.awaiting(self.founder, SPEAKING).select_related("application", "by")
        for one in found[:ASKED]:
            title = "Consentir à un texte amendé" if one.latest else "Répondre à ce qui retient"
            yield _thing(
                "objection",
                title,
                reverse("applications:reserve", args=[one.application.number, one.pk]),
                f"{one}. Candidature {de(one.application.full_name)}.",
                add_working_days(timezone.localdate(one.raised_at), LATE),
            )

    def _requests(self):
        """What people ask about their data, with the days left; nobody is named here: a name may
        still be folded."""
        found = DataRequest.objects.open().exclude(person=self.founder)
        for one in found.order_by("due_on", "pk")[:ASKED]:
            left = one.days_left(self.today)
            days = f"{left} jour{'s' if left > 1 else ''}"
            yield _thing(
                "lock",
                "Répondre à une demande sur des données",
                reverse("members:data_request", args=[one.pk]),
                f"La loi laisse un mois : il reste {days}." if left > 0 else "Le mois est passé.",
                one.due_on,
            )

    # --- who waits ---

    @cached_property
    def waits(self):
        """Those who wait, the oldest promise first, with what they chose to say of their wait."""
        every = sum((group["rows"] for group in self.groups.values()), [])
        rows = sorted(every, key=lambda row: (row["answer_by"], row["number"]))[:WAITS_SHOWN]
        shown = Weather.objects.shared().filter(application__in=[row["pk"] for row in rows])
        words = {one.application_id: one for one in shown.latest_of_each()} if rows else {}
        return [self._wait(row, words.get(row["pk"])) for row in rows]

    def _wait(self, row, weather):
        on_hold = self.others[0].first_name if row["turn"] == "autre" and self.others else ""
        left = PEARLS - row["days"]
        waits_for = WAITS_FOR[State(row["state"])]
        if row["is_past"]:
            waits_for = "rencontre passée : dire si elle a eu lieu"
        if row["state"] == State.MEETING_PROPOSED and row["turn"] == "moi":
            waits_for = "attend d’autres heures"
        if row["state"] == State.DECIDED and row["turn"] == "personne":
            waits_for = "n’a pas encore donné son consentement"
        return row | {
            "waits_for": waits_for,
            "weather": weather,
            "held_by": on_hold,
            "is_awaited": row["turn"] == "personne",
            "is_late": row["turn"] != "personne" and row["answer_by"] < self.today,
            "is_near": left <= NEAR,
        }

    @property
    def held(self):
        """What waits at another founder's: (who, rows, whether there are more)."""
        group = self.groups["autre"]
        if not (group["rows"] and self.others):
            return None
        names = " et ".join(one.first_name for one in self.others)
        return names, group["rows"][:HELD_SHOWN], len(group["rows"]) > HELD_SHOWN or group["more"]

    @property
    def lead(self):
        """How much awaits, and whether a promise is about to break."""
        count = len(self.owed)
        if not count:
            return "Aucune candidature ne dépend de vous en ce moment."
        things = NUMBERS[count] if count < len(NUMBERS) else "Plus de dix choses"
        return f"{things} vous attend{'ent' if count > 1 else ''}. {self._promise}"

    @property
    def _promise(self):
        first = next((row for row in self.waits if not row["is_awaited"]), None)
        if first and first["is_late"]:
            return "Une réponse au moins a dépassé les dix jours promis : commencez par elle."
        if self.owed[0]["due"] < self.today:
            return "Une réponse au moins est attendue depuis plus longtemps que prévu."
        if first is None or not first["is_near"]:
            return "Les réponses attendues aujourd’hui sont toutes dans les dix jours promis."
        return f"La plus ancienne attente a {first['days']} jours ouvrés ; nous en promettons dix."


def until(due, today):
    """« aujourd’hui », « avant jeudi » within a week, « d’ici le 3 décembre » ; « attendu le 3
    décembre » once it has passed."""
    word = short_day(due).removesuffix(f" {today.year}")
    if due < today:
        return f"attendu le {word}"
    days = (due - today).days
    if days < 2:
        return near_day(due, today=today)
    return f"avant {day(due).split()[0]}" if days < 7 else f"d’ici le {word}"


def _task(row):
    icon, title, place = TASKS[row["state"]]
    if row["is_past"]:
        title = "Dire si la rencontre a eu lieu"
    says_more = row["state"] in TO_READ or row["state"] == State.MEETING_SET
    who = f"{row['name']}, {row['town']}" if row["town"] else row["name"]
    note = f" : {row['gesture']}" if says_more and not row["is_past"] and row["gesture"] else ""
    return _thing(
        icon,
        title,
        f"/candidatures/{row['number']}/{place}",
        f"{who}. {_working_days(row['days'], 'Aucun jour ouvré')} depuis l’envoi{note}.",
        row["answer_by"],
        about=row["name"],
    )


def _thing(icon, title, address, why, due, about=""):
    return {
        "icon": icon, "title": title, "address": address, "why": why, "due": due, "about": about,
    }  # fmt: skip


def _working_days(days, none):
    return f"{days} jour{'s' if days > 1 else ''} ouvré{'s' if days > 1 else ''}" if days else none

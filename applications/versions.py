"""What became of passages and reactions from one version of the call to another."""

from applications.anchoring import Anchors
from applications.comparison import changed_words
from applications.models import CallVersion, Intention, Passage
from coopstudio.prepared import prepared

ANSWERABLE = (Passage.Kind.PARAGRAPH, Passage.Kind.LIST)


def read_today():
    """The version that visitors read today, with its call; None before the first."""
    return next(iter(_read_today()), None)


@prepared
def _read_today():
    return CallVersion.objects.read_today().select_related("call").defer("markdown")[:1]


def newer_than(draft):
    """The version that visitors read today, if it is not the one this draft answers."""
    newest = read_today()
    return newest if newest and newest.pk != draft.version_id else None


def texts_of(version_id):
    """The passages of a version that one may react to, as {uid: text}."""
    found = Passage.objects.filter(section__version=version_id, kind__in=ANSWERABLE)
    return dict(found.values_list("uid", "text"))


def stand(reactions, version_id):
    """Say of each reaction where it stands in a version; returns them as a list.

    ``reactions`` come with their passage and its section. Each receives ``place``, an
    ``anchoring.Place``, or None when its words changed since; ``here``, the identity of the passage
    beside which it is shown, or None when that one went; ``now``, what this passage says.
    """
    reactions, read = list(reactions), {}
    elsewhere = [one for one in reactions if one.passage.section.version_id != version_id]
    after = texts_of(version_id) if elsewhere else {}
    for one in reactions:
        one.place, one.here, one.now = one.where, one.passage.uid, one.passage.text
    for one in elsewhere:
        version = one.passage.section.version_id
        if version not in read:
            read[version] = Anchors(texts_of(version), after)
        one.place = read[version].find(one.where)
        uid = one.place.uid if one.place else one.passage.uid
        one.here, one.now = uid if uid in after else None, after.get(uid)
    return reactions


def changed_passages(old, new):
    """For each passage added, removed or reworded: its section and its stretches of text."""
    before = {passage["uid"]: passage for passage in _passages(old)}
    for passage in _passages(new):
        was = before.pop(passage["uid"], None)
        if was is None or was["text"] != passage["text"]:
            words = list(changed_words(was["text"] if was else "", passage["text"]))
            yield _change(passage, words) | {"is_new": was is None}
    for passage in before.values():
        yield _change(passage, [("removed", passage["text"])]) | {"is_gone": True}


def explained(old, new):
    """The changes of a version, each with the reasons that were noted for it."""
    reasons = {}
    for one in Intention.objects.filter(carried_out_in=new).select_related("passage"):
        reasons.setdefault(one.passage.uid, []).append(one.words)
    changes = changed_passages(old, new)
    return [change | {"reasons": reasons.get(change["uid"], [])} for change in changes]


def carried_out_by(version):
    """The open intentions whose passage reads otherwise in ``version``, or is gone from it."""
    after = texts_of(version.pk)
    noted = Intention.objects.open().of_call(version.call_id).select_related("passage")
    return [one for one in noted if after.get(one.passage.uid) != one.passage.text]


def _passages(version):
    found = Passage.objects.filter(section__version=version).order_by("section__ordinal", "ordinal")
    return found.values("uid", "text", "section__title")


def _change(passage, words):
    return {"uid": passage["uid"], "section": passage["section__title"], "words": words}

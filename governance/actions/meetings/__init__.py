"""A circle meets: it is prepared, convened, lived on several screens at once, and written down."""

from governance.actions.meetings.agreeing import (
    agree,
    ask_again,
    ask_agenda,
    ask_item,
    ask_minutes,
    ask_to_put_off,
    drop_question,
)
from governance.actions.meetings.convening import (
    answer,
    ask_guest,
    call_off,
    convene,
    let_guest_go,
    move,
)
from governance.actions.meetings.entrusting import designate
from governance.actions.meetings.items import (
    end_item,
    propose_item,
    put_off,
    set_aside,
    start_item,
    take_up,
)
from governance.actions.meetings.living import (
    arrive,
    close,
    leave,
    open_meeting,
    stir,
    tidy_basket,
)
from governance.actions.meetings.minutes import (
    ask_approval,
    let_stand,
    note,
    publish,
    say_of_minutes,
    write,
)
from governance.actions.meetings.preparing import (
    add_item,
    change_item,
    place_item,
    prepare,
    take_off,
)
from governance.actions.meetings.reminding import remind
from governance.actions.meetings.reports import report
from governance.actions.meetings.speaking import end_round, open_round, pass_floor

__all__ = [
    "add_item",
    "agree",
    "answer",
    "arrive",
    "ask_again",
    "ask_agenda",
    "ask_approval",
    "ask_guest",
    "ask_item",
    "ask_minutes",
    "ask_to_put_off",
    "call_off",
    "change_item",
    "close",
    "convene",
    "designate",
    "drop_question",
    "end_item",
    "end_round",
    "leave",
    "let_guest_go",
    "let_stand",
    "move",
    "note",
    "open_meeting",
    "open_round",
    "pass_floor",
    "place_item",
    "prepare",
    "propose_item",
    "publish",
    "put_off",
    "remind",
    "report",
    "say_of_minutes",
    "set_aside",
    "start_item",
    "stir",
    "take_off",
    "take_up",
    "tidy_basket",
    "write",
]

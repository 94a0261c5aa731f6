"""What an agent's forms do, seen at the far ends: the desk's API and the user's sync."""

from __future__ import annotations

from helppanel.contract.limits import Limits
from helppanel.contract.ticket import TicketStatus
from tests.desk.conftest import AGENT, COLLEAGUE
from tests.desk.visitor import Visitor, field
from tests.server.callers import DeskCaller, UserCaller, reply, report


def _reply(agent: Visitor, number: str, text: str, after: str = "pending") -> int:
    page = agent.get(f"/desk/tickets/{number}")
    values = {"csrf": field(page, "csrf"), "uuid": field(page, "uuid"), "text": text, "after": after}
    return agent.post(f"/desk/tickets/{number}/reply", **values).status_code


def test_a_reply_reaches_the_user(agent: Visitor, user: UserCaller, api: DeskCaller) -> None:
    """A reply and its status arrive together in the user's next sync, under the agent's name."""
    number = user.send(report("打印不了")).number
    cursor = user.sync().cursor
    assert _reply(agent, number, "请问是哪台打印机？\r\n谢谢") == 303
    [ticket] = user.sync(cursor).tickets
    assert ticket.status == TicketStatus.PENDING
    [message] = ticket.messages
    assert (message.author_name, message.text) == (AGENT, "请问是哪台打印机？\n谢谢")
    assert api.ticket(number)["status"] == "pending"


def test_a_reply_may_leave_the_status(agent: Visitor, user: UserCaller, api: DeskCaller) -> None:
    """With 不变 the reply itself only accepts a new ticket."""
    number = user.send(report()).number
    assert _reply(agent, number, "收到", after="") == 303
    assert api.ticket(number)["status"] == "acknowledged"


def test_pressing_send_twice_is_one_reply(agent: Visitor, user: UserCaller, api: DeskCaller) -> None:
    """The same form sent twice writes one message."""
    number = user.send(report()).number
    page = agent.get(f"/desk/tickets/{number}")
    fields = {"csrf": field(page, "csrf"), "uuid": field(page, "uuid"), "text": "收到", "after": ""}
    for _ in range(2):
        assert agent.post(f"/desk/tickets/{number}/reply", **fields).status_code == 303
    assert [message["text"] for message in api.ticket(number)["messages"]].count("收到") == 1


def test_the_same_words_again_are_one_reply(agent: Visitor, user: UserCaller, api: DeskCaller) -> None:
    """Sent from a form read anew, as after the browser's Back, they are one until others have written."""
    number = user.send(report()).number
    for text in ("收到", "收到", "请稍候", "收到"):
        assert _reply(agent, number, text, after="") == 303
    assert "已经发送过" in agent.get(f"/desk/tickets/{number}?view=all&again").text
    assert [message["text"] for message in api.ticket(number)["messages"][1:]] == ["收到", "请稍候"]
    user.send_reply(number, reply("还是不行"))
    assert _reply(agent, number, "收到", after="") == 303
    assert [message["text"] for message in api.ticket(number)["messages"][3:]] == ["还是不行", "收到"]


def test_two_agents_may_say_the_same(agent: Visitor, user: UserCaller, api: DeskCaller) -> None:
    """One agent's words do not swallow another's."""
    number = user.send(report()).number
    colleague = Visitor(agent.url)
    colleague.log_in(COLLEAGUE)
    for visitor in (agent, colleague):
        assert _reply(visitor, number, "收到") == 303
    colleague.session.close()
    assert [message["author_name"] for message in api.ticket(number)["messages"][1:]] == [AGENT, COLLEAGUE]


def test_a_refused_reply_comes_back_with_its_text(agent: Visitor, user: UserCaller, api: DeskCaller) -> None:
    """A reply that is empty or too long is not sent, says why, and loses none of its text."""
    number = user.send(report()).number
    page = agent.get(f"/desk/tickets/{number}")
    fields = {"csrf": field(page, "csrf"), "uuid": field(page, "uuid"), "after": "solved"}
    empty = agent.post(f"/desk/tickets/{number}/reply", text=" \n", **fields)
    assert empty.status_code == 422
    assert "请先写下回复内容" in empty.text
    long = agent.post(f"/desk/tickets/{number}/reply", text="长" * (Limits().text + 1), **fields)
    assert long.status_code == 422
    assert "长" * (Limits().text + 1) in long.text
    assert '<option value="solved" selected>' in long.text
    assert field(long, "uuid") == fields["uuid"]
    assert len(api.ticket(number)["messages"]) == 1


def test_handling_is_kept(agent: Visitor, user: UserCaller, api: DeskCaller) -> None:
    """Status, assignee and priority are saved, and the assignee can be taken off again."""
    number = user.send(report()).number
    token = agent.token(f"/desk/tickets/{number}")
    form = f"/desk/tickets/{number}/handling"
    answer = agent.post(form, csrf=token, status="in_progress", assignee=COLLEAGUE, priority="urgent")
    assert answer.status_code == 303
    seen = api.ticket(number)
    assert (seen["status"], seen["assignee"], seen["priority"]) == ("in_progress", COLLEAGUE, "urgent")
    agent.post(form, csrf=token, assignee="", was_assignee=COLLEAGUE)
    assert api.ticket(number)["assignee"] is None


def test_an_old_form_undoes_nothing(agent: Visitor, user: UserCaller, api: DeskCaller) -> None:
    """A form opened before a colleague's change saves only the field that was changed in it."""
    number = user.send(report()).number
    page = agent.get(f"/desk/tickets/{number}")
    api.edit(number, status="in_progress", assignee=COLLEAGUE)
    before = {f"was_{name}": field(page, f"was_{name}") for name in ("status", "assignee", "priority")}
    agent.post(
        f"/desk/tickets/{number}/handling",
        csrf=field(page, "csrf"), status="new", assignee="", priority="high", **before,
    )  # fmt: skip
    seen = api.ticket(number)
    assert (seen["status"], seen["assignee"], seen["priority"]) == ("in_progress", COLLEAGUE, "high")


def test_nonsense_is_refused(agent: Visitor, user: UserCaller, api: DeskCaller) -> None:
    """Values no form offers, unknown agents and unknown tickets are refused in words and change nothing."""
    number = user.send(report()).number
    token = agent.token(f"/desk/tickets/{number}")
    for field_name, value in (("status", "gone"), ("status", "merged"), ("assignee", "nobody")):
        answer = agent.post(f"/desk/tickets/{number}/handling", csrf=token, **{field_name: value})
        assert answer.status_code == 422, value
        assert "无法识别" in answer.text
    assert agent.post("/desk/tickets/HP-0/handling", csrf=token, status="closed").status_code == 404
    answer = agent.post(f"/desk/tickets/{number}/reply", csrf=token, uuid="x", text="a", after="")
    assert answer.status_code == 422
    assert api.ticket(number)["status"] == "new"


def test_a_forms_address_opens_its_ticket(agent: Visitor, user: UserCaller) -> None:
    """Reloading after a refused form, which is a GET of the form's address, shows the ticket."""
    number = user.send(report()).number
    answer = agent.get(f"/desk/tickets/{number}/reply?view=mine")
    assert answer.headers["Location"] == f"/desk/tickets/{number}?view=mine"


def test_an_expired_login_returns_to_the_ticket(visitor: Visitor, user: UserCaller) -> None:
    """A form sent without a session leads through the login to its ticket, not to the form's address."""
    number = user.send(report()).number
    answer = visitor.post(f"/desk/tickets/{number}/reply?view=mine", text="a")
    assert answer.status_code == 303
    back = visitor.get(answer.headers["Location"])
    assert field(back, "next") == f"/desk/tickets/{number}?view=mine"

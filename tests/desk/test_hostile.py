"""Whatever users write is shown as text, with JavaScript switched on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from helppanel.contract.report import AppInfo, Attachment, Fact, FactGroup
from tests.server.callers import UserCaller, reply, report

pytestmark = pytest.mark.browser

HOSTILE = [
    "<script>document.title='taken'</script>",
    '"><img src=x onerror="document.title=\'taken\'">',
    "'><svg onload=document.title='taken'>",
    "{{ 7 * 7 }}{% raw %}",
    "javascript:document.title='taken'",
    "\u202e\u2066tfel ot thgir",
    "</textarea></title></style><h1>taken",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_text(agent_page: Callable[..., Page], user: UserCaller, text: str) -> None:
    """In every field a user fills, hostile text is shown letter for letter, and nothing of it runs."""
    file = Attachment(sha256="0" * 64, name=text, media_type=text, size=1)
    made = report(
        text,
        file,
        email=text,
        locale=text,
        query=text,
        article=text,
        app=AppInfo(id=text, name=text, version=text),
        facts=(FactGroup(id=text, label=text, facts=(Fact(id=text, label=text, value=text),)),),
    )
    number = user.send(made).number
    assert user.send_reply(number, reply(text)).status_code < 300

    page = agent_page(script=True)
    alarms: list[str] = []
    page.on("dialog", lambda dialog: alarms.append(dialog.message))
    page.on("request", lambda request: alarms.append(request.url) if request.url.endswith("/x") else None)
    page.goto("/desk/tickets?view=unassigned&order=updated")  # others may fill the first page
    expect(page.get_by_role("row").filter(has_text=number)).to_have_count(1)
    page.goto(f"/desk/tickets/{number}?view=unassigned")
    expect(page.locator(".words")).to_have_text([text, text])
    page.wait_for_load_state("networkidle")
    assert number in page.title()
    assert (
        page.locator(
            "script:not([src^='/desk/desk.js?']), main svg[onload], main img, h1 + h1, [onerror]"
        ).count()
        == 0
    )
    assert not alarms


def test_no_script_can_run(agent_page: Callable[..., Page]) -> None:
    """Even a script that got into a page would be refused by the policy, and so would a foreign picture."""
    page = agent_page(script=True)
    became = page.evaluate(
        """() => new Promise((became) => {
            const script = document.createElement("script");
            script.textContent = "document.title = 'taken'";
            document.body.append(script);
            const picture = document.createElement("img");
            picture.onload = () => became("shown");
            picture.onerror = () => became("refused");
            picture.src = "data:image/gif;base64,R0lGODlhAQABAAAAACw=";
            document.body.append(picture);
        })"""
    )
    assert page.title() != "taken"
    assert became == "refused"

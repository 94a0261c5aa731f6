"""Who may enter the desk, and how a form proves where it comes from."""

from __future__ import annotations

import pytest

from tests.desk.conftest import AGENT
from tests.desk.visitor import PASSWORD, Visitor, field
from tests.server.callers import UserCaller, report

STRICT = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def test_strangers_are_sent_to_the_login_and_back(visitor: Visitor) -> None:
    """A page asked for without a session is shown right after the login, its query included."""
    answer = visitor.get("/desk/tickets?view=pending&page=2")
    assert answer.status_code == 303
    form = visitor.get(answer.headers["Location"])
    back = visitor.post(
        "/desk/login",
        csrf=field(form, "csrf"), next=field(form, "next"), name=AGENT, password=PASSWORD,
    )  # fmt: skip
    assert back.status_code == 303
    assert back.headers["Location"] == "/desk/tickets?view=pending&page=2"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/desk/", "/api/v1/service"])
def test_a_login_leads_nowhere_else(visitor: Visitor, target: str) -> None:
    """A login link that names another site or room leads to the list."""
    assert visitor.log_in(AGENT, back=target).headers["Location"] == "/desk/tickets"


def test_a_wrong_password_says_so_and_keeps_the_name(visitor: Visitor) -> None:
    """A wrong password and an unknown name get the same sentence, and no session."""
    for name in (AGENT, "nobody"):
        answer = visitor.log_in(name, "wrong")
        assert answer.status_code == 401
        assert "姓名或密码不正确" in answer.text
        assert f'name="name" value="{name}"' in answer.text
    assert visitor.get("/desk/tickets").status_code == 303


def test_guessing_is_slowed(visitor: Visitor) -> None:
    """After five wrong passwords even the right one has to wait, and the page says how long."""
    answers = [visitor.log_in("guessed", f"wrong {number}") for number in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert "15 分钟" in answers[-1].text


def test_the_session_cookie_is_the_browsers_alone(visitor: Visitor) -> None:
    """The cookie is HttpOnly and SameSite=Lax, and new at login, so that nobody can plant one."""
    before = visitor.get("/desk/login").headers["Set-Cookie"]
    answer = visitor.log_in(AGENT)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("helppanel_desk=")
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert cookie.split("=")[1] != before.split("=")[1]


def test_logging_out_ends_the_session_on_the_server(agent: Visitor) -> None:
    """The old cookie opens nothing after a logout."""
    kept = dict(agent.session.cookies)
    answer = agent.post("/desk/logout", csrf=agent.token("/desk/tickets"))
    assert answer.headers["Location"] == "/desk/login"
    agent.session.cookies.update(kept)
    assert agent.get("/desk/tickets").headers["Location"].startswith("/desk/login")


def test_a_link_logs_nobody_out(agent: Visitor) -> None:
    """GET changes nothing."""
    assert agent.get("/desk/logout").status_code == 303
    assert agent.get("/desk/tickets").status_code == 200


@pytest.mark.parametrize("path", ["/desk/logout", "/desk/tickets/{}/reply", "/desk/tickets/{}/handling"])
@pytest.mark.parametrize("token", ["", "0" * 64, "ü"])
def test_a_form_without_its_token_is_refused(agent: Visitor, user: UserCaller, path: str, token: str) -> None:
    """A form that does not carry this session's token does nothing and gets 403."""
    number = user.send(report()).number
    fields = {"text": "forged", "status": "closed"} | ({"csrf": token} if token else {})
    answer = agent.post(path.format(number), **fields)
    assert answer.status_code == 403
    assert "已过期" in answer.text
    page = agent.get(f"/desk/tickets/{number}")
    assert page.status_code == 200
    assert "forged" not in page.text


def test_a_login_form_belongs_to_its_browser(visitor: Visitor) -> None:
    """A login form filled in on another site carries no token of this browser and is refused."""
    answer = visitor.post("/desk/login", name=AGENT, password=PASSWORD, csrf="0" * 64)
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "path", ["/desk/login", "/desk/tickets", "/desk/nothing", "/desk/", "/desk/desk.css"]
)
def test_every_answer_is_strict(agent: Visitor, path: str) -> None:
    """Pages, redirects, failures and files carry the strict headers."""
    headers = agent.get(path).headers
    assert headers["Content-Security-Policy"] == STRICT
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cache-Control"] == ("public, max-age=86400" if "css" in path else "no-store")


def test_the_language_is_chosen_and_kept(visitor: Visitor) -> None:
    """The browser's language comes first; the link changes it for good and returns to the page."""
    assert 'lang="zh-CN"' in visitor.get("/desk/login").text
    answer = visitor.get("/desk/language/en?next=%2Fdesk%2Flogin")
    assert answer.headers["Location"] == "/desk/login"
    assert "Log in to the desk" in visitor.get("/desk/login").text
    visitor.session.headers["Accept-Language"] = "zh-CN"
    assert "Log in to the desk" in visitor.get("/desk/login").text


def test_cookies_are_secure_behind_https(visitor: Visitor) -> None:
    """Behind a proxy that speaks https, cookies are sent over https only and bound to this very host."""
    visitor.session.headers["X-Forwarded-Proto"] = "https"
    cookie = visitor.get("/desk/login").headers["Set-Cookie"]
    assert cookie.startswith("__Host-helppanel_desk_visitor=")
    assert "Secure" in cookie
    assert "Path=/;" in cookie

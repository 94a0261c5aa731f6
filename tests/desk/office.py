"""A server of its own that mails into an inbox, with an agent who is logged in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from helppanel.contract.service_info import ServiceInfo
from tests.desk.conftest import AGENT
from tests.desk.visitor import PASSWORD, Visitor
from tests.server.mail_server import Inbox, free_port, mail_server
from tests.server_process import ServerProcess

_MAIL = '\n[mail]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "none"\nsender = "help@corp.example"\n'


@dataclass(frozen=True)
class Office:
    """The server, where its mail goes, and the agent's browser."""

    server: ServerProcess
    inbox: Inbox
    agent: Visitor


@contextmanager
def mailing_office(folder: Path) -> Iterator[Office]:
    """With its data in `folder`; its log must stay free of failures."""
    inbox, port = Inbox(), free_port()
    server = ServerProcess(folder, ServiceInfo(name={"zh-CN": "客服"}))
    with (folder / "service.toml").open("a", encoding="utf-8") as file:
        file.write(_MAIL.format(port=port))
    with mail_server(inbox, port), server:
        server.add_agent(AGENT, PASSWORD)
        agent = Visitor(server.url)
        assert agent.log_in(AGENT).status_code == 303
        yield Office(server, inbox, agent)
        agent.session.close()
        assert "Traceback" not in server.errors()

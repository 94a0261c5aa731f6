"""Two weeks of a busy desk, straight in the database of its server: what the list and the dashboard show."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from uuid import uuid4

from helppanel.contract.limits import Limits
from helppanel.contract.missed_search import MissedSearch, MissedSearches
from helppanel.contract.report import AppInfo, ReportKind, encode
from helppanel.contract.ticket import Priority, TicketStatus
from helppanel.server import canned_answers, missed_searches
from helppanel.server.database import Transaction, open_database
from helppanel.server.schema import article_votes, tickets
from helppanel.server.schema_desk import ratings
from helppanel.server.votes import accept_vote
from tests.pictures.words import AGENTS
from tests.server.callers import DeskCaller, rating, report
from tests.server.desk_steps import At
from tests.server.test_votes import vote

DAYS, FEWEST, MOST = 14, 3, 9  # tickets a day
ANSWERED, SOLVED, RATED = 0.85, 0.6, 0.5  # of those before
KINDS = (ReportKind.PROBLEM, ReportKind.PROBLEM, ReportKind.QUESTION, ReportKind.SUGGESTION)
PRIORITIES = (Priority.NORMAL, Priority.NORMAL, Priority.HIGH, Priority.LOW, Priority.URGENT)
ARTICLES = ("export-pdf", "print-margins", "fonts", "cloud-sync")


@dataclass(frozen=True)
class Words:
    """What people of one language write."""

    app: str
    reports: tuple[str, ...]
    people: tuple[str, ...]
    searches: tuple[str, ...]
    thanks: tuple[str, ...]  # from 1 to 5 stars
    issue: tuple[str, str]
    canned: tuple[tuple[str, str], ...]


WORDS = {
    "zh-CN": Words(
        "青简文字",
        ("打开含宏的表格后程序退出", "云文档无法保存，提示空间已满", "演示动画在放映时错位",
         "希望支持按章节导出", "打印时页边距偏移 3 毫米", "暗色主题下批注看不清", "安装更新后字体列表为空"),
        ("何晓东", "吴敏", "赵一鸣", "孙悦", "郑凯", "许诺"),
        ("目录自动编号", "合并两个表格", "演讲者视图 手机", "电子签章", "竖排文字"),
        ("一直没有人回复", "没有解决我的问题", "", "说明很清楚", "很快就解决了，谢谢"),
        ("导出 PDF 时标题变成方框", "使用不允许嵌入的试用版字体时会出现，换用其他字体即可。"),
        (("请提供样例", "您好，方便的话请附上能重现问题的文档，我们会在一个工作日内答复。"),
         ("已复现，排期中", "您好，问题已经重现，正在安排修复，有进展会在这里告诉您。"),
         ("12.5 已修复", "您好，这个问题已在 12.5 版修复，请更新后再试一次。")),
    ),
    "en": Words(
        "Writer",
        ("The program quits when a sheet with macros opens", "Cloud documents are not saved: no space left",
         "Animations are out of place in the show", "Please export by chapter",
         "Margins are 3 mm off when printing", "Comments are hard to read in the dark theme",
         "No fonts are listed after the update"),
        ("Hannah Wood", "Owen Price", "Maya Singh", "Sam Young", "Noah Klein", "Rosa Diaz"),
        ("number the contents", "merge two tables", "presenter view phone", "digital signature",
         "vertical text"),
        ("Nobody ever answered", "It did not help", "", "Clear words", "Solved quickly, thank you"),
        ("Headings turn into boxes in PDF", "Happens with trial fonts that forbid embedding; others help."),
        (("Ask for a sample", "Hello, could you attach a document that shows it? We answer within a day."),
         ("Seen here too", "Hello, we see the same here and are on it; you will hear from us in this place."),
         ("Fixed in 12.5", "Hello, this is fixed in 12.5. Please update and try again.")),
    ),
}  # fmt: skip


def prepare(desk: DeskCaller, locale: str) -> None:
    """A known issue, through the desk's API."""
    title, text = WORDS[locale].issue
    both = {"zh-CN": title, locale: title}
    issue = {"title": both, "text": {"zh-CN": text, locale: text}, "error_codes": ["E-2107"]}
    assert desk.call("PUT", "/desk/known-issues/font-boxes", json=issue).ok
    assert desk.call("PUT", "/desk/known-issues/font-boxes/published", json={"published": True}).ok


def fill(folder: Path, locale: str, now: datetime) -> None:
    """Tickets of the days before `now` into the database of the server in `folder`; always the same ones."""
    words, chance = WORDS[locale], Random(12)
    with closing(open_database(folder)) as database:
        users = [At(database) for _ in words.people]

        def put(number: str, **values: object) -> None:
            with database.writing() as transaction:
                transaction.connection.execute(
                    tickets.update().where(tickets.c.number == number).values(values)
                )

        def one(made_at: datetime) -> None:
            who, text = chance.randrange(len(users)), chance.choice(words.reports)
            made = report(
                text,
                kind=chance.choice(KINDS),
                locale=locale,
                email=f"user{who}@example.com",
                account=words.people[who],
                app=AppInfo(id="writer", name=words.app, version=chance.choice(("12.3", "12.4"))),
                error_code=chance.choice(("E-2107", "E-2107", "E-1042", "E-3310", "")),
                article=chance.choice((*ARTICLES, "")),
            )
            number = users[who].report(made)
            users[who].edit(
                number, assignee=chance.choice(AGENTS[locale]), priority=chance.choice(PRIORITIES)
            )
            promised = now + timedelta(minutes=chance.randrange(20, 900))
            put(number, created_at=made_at, account_name=words.people[who], promised_at=promised)
            answered = made_at + timedelta(minutes=chance.randrange(10, 200))
            if answered > now or chance.random() > ANSWERED:
                return
            users[who].edit(number, status=TicketStatus.IN_PROGRESS)
            put(number, answered_at=answered, promised_at=None)
            solved = answered + timedelta(hours=chance.randrange(1, 40))
            if solved > now or chance.random() > SOLVED:
                return
            users[who].edit(number, status=TicketStatus.SOLVED)
            if chance.random() < RATED:
                stars = chance.choice((1, 2, 3, 4, 4, 5, 5, 5, 5))
                users[who].deliver(number, rating(stars, words.thanks[stars - 1]))
                with database.writing() as transaction:
                    transaction.connection.execute(
                        ratings.update().where(ratings.c.ticket_id == users[who].row(number).id)
                        .values(at=solved)
                    )  # fmt: skip
            put(number, solved_at=solved)

        for days in range(DAYS, -1, -1):
            for _ in range(chance.randint(FEWEST, MOST)):
                one(now - timedelta(days=days, minutes=chance.randrange(5, 600)))
        with database.writing() as transaction:
            for name, said in words.canned:
                canned_answers.save(transaction, canned_answers.CannedAnswer(title=name, text=said))
            for article in ARTICLES:
                for at in users[: chance.randint(2, len(users))]:
                    _vote(transaction, at, article, chance.random() < 0.7, now - timedelta(days=2))
            yesterday = now.date() - timedelta(days=1)
            searched = tuple(
                MissedSearch(query=query, locale=locale, day=yesterday, times=52 - 8 * place)
                for place, query in enumerate(words.searches)
            )
            missed_searches.accept(transaction, uuid4(), MissedSearches(searches=searched))


def _vote(transaction: Transaction, at: At, article: str, helpful: bool, when: datetime) -> None:
    made = vote(article, helpful, created_at=when)
    accept_vote(transaction, at.id, made.uuid, encode(made), Limits())
    transaction.connection.execute(
        article_votes.update().where(article_votes.c.uuid == made.uuid).values(received_at=when)
    )

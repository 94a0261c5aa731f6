"""The shipped articles."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from helppanel.articles.build import build
from helppanel.articles.check import check
from helppanel.articles.model import Article
from helppanel.articles.pack import Pack
from helppanel.assets import path

from .samples import ids

LOCALES = ("zh-CN", "en")

# What somebody needs to reach support, the same in every language; each must stand in the article named.
FACTS = [
    ("contact-phone", "400-677-5005"),
    ("contact-phone", "+86-571-8827-3910"),
    ("contact-phone", "9:00–21:00"),
    ("contact-overview", "400-677-5005"),
    ("contact-overview", "+86-571-8827-3910"),
    ("contact-overview", "9:00–21:00"),
    ("contact-online", "9:00–21:00"),
    ("contact-email", "support@wps.cn"),
    ("contact-email", "24"),
    ("contact-weibo", "@WPS官方"),
    ("contact-wechat", "WPS会员"),
    ("community", "bbs.wps.cn"),
    ("website-support", "FAQ"),
]
# The same in words: article, Chinese, English.
WORDED = [
    ("contact-overview", "工作日", "weekdays"),
    ("contact-overview", "节假日", "holiday"),
    ("contact-overview", "周末", "weekends"),
    ("contact-phone", "全国统一", "whole country"),
    ("contact-phone", "无法登录", "cannot sign in"),
    ("contact-phone", "崩溃", "crashes"),
    ("contact-phone", "语音提示", "voice menu"),
    ("contact-phone", "特别服务时间", "special holiday hours"),
    ("contact-phone", "缩短解决问题的时间", "shorten the call"),
    ("contact-online", "“帮助 - 在线客服”", "“Help - Online support”"),
    ("contact-online", "右下角的“在线咨询”", "“Ask online” at the bottom right"),
    ("contact-email", "主题", "subject"),
    ("contact-email", "登录问题", "Sign-in problem"),
    ("contact-email", "软件故障", "Software failure"),
    ("contact-email", "操作系统版本", "version of the operating system"),
    ("contact-email", "软件版本", "version of the software"),
    ("contact-email", "紧急", "urgent"),
    ("contact-email", "通常 24 小时内", "usually comes within 24 hours"),
    ("contact-email", "免去等待电话接通的时间", "spares you the wait on the phone"),
    ("online-help", "用户指南", "user guide"),
    ("online-help", "关键词", "keyword"),
    ("online-help", "跟踪处理进度", "Track its progress"),
    ("feedback-system", "定期审查", "reviews it regularly"),
    ("feedback-system", "初步回复", "first reply"),
    ("feedback-system", "进一步调查", "further investigation"),
    ("feedback-system", "最终结果", "final result"),
    ("feedback-system", "软件内的消息", "message inside the software"),
    ("contact-weibo", "私信", "private message"),
    ("contact-weibo", "隐私", "personal"),
    ("contact-weibo", "产品更新、教程或活动", "product update, a tutorial or an event"),
    ("contact-wechat", "优惠活动", "offers"),
    ("contact-wechat", "自动回复", "automatic answer"),
    ("contact-wechat", "产品版本", "product version"),
    ("community", "技术团队或资深用户", "technical team or experienced users"),
    ("website-support", "联系我们", "Contact us"),
    ("website-support", "顶部或底部", "top or bottom"),
    ("website-support", "登录您的账户", "Sign in to your account"),
    ("website-support", "状态和历史", "status and history"),
    ("website-support", "已经尝试过的解决步骤", "steps you have tried"),
    ("website-support", "错误日志", "error logs"),
    ("member-service", "专有的热线", "members' hotline"),
    ("member-service", "会员专区", "member area"),
    ("member-service", "高优先级", "high priority"),
    ("member-service", "高峰期", "peak times"),
    ("member-service", "自动识别", "recognises your membership"),
    ("member-service", "说明您的会员身份", "Mention that you are a member"),
    ("member-service", "账户查询", "questions about your account"),
    ("member-service", "指引", "guide you received"),
    ("prepare-contact", "账号信息", "Account details"),
    ("prepare-contact", "错误代码", "Error code"),
    ("prepare-contact", "录制操作视频", "Record a video"),
]
FIRST = [
    ("zh-CN", "客服电话", "contact-phone"),
    ("zh-CN", "热线", "contact-phone"),
    ("zh-CN", "会员", "member-service"),
    ("zh-CN", "微博", "contact-weibo"),
    ("zh-CN", "微信", "contact-wechat"),
    ("zh-CN", "邮箱", "contact-email"),
    ("zh-CN", "工单", "website-support"),
    ("zh-CN", "社区", "community"),
    ("zh-CN", "服务时间", "contact-overview"),
    ("zh-CN", "打印", "print-document"),
    ("zh-CN", "导出 PDF", "export-pdf"),
    ("zh-CN", "导出pdf", "export-pdf"),
    ("zh-CN", "字体 方框", "pdf-fonts"),
    ("zh-CN", "乱码", "garbled-text"),
    ("zh-CN", "保存", "save-documents"),
    ("zh-CN", "400-677-5005", "contact-phone"),
    ("zh-CN", "怎么打印", "print-document"),
    ("zh-CN", "找不到人工", "contact-overview"),
    ("zh-CN", "转人工", "contact-online"),
    ("zh-CN", "登录", "sign-in-problems"),
    ("zh-CN", "怎么登录不了", "sign-in-problems"),
    ("zh-CN", "我的文档无法保存", "save-failed"),
    ("zh-CN", "找不到打印机", "printer-problems"),
    ("zh-CN", "E-2107", "error-e2107"),
    ("zh-CN", "Errno 13", "error-messages"),
    ("zh-CN", "docx", "other-formats"),
    ("zh-CN", "忘记密码", "forgot-password"),
    ("zh-CN", "发票", "billing-invoice"),
    ("zh-CN", "云盘", "sync-problems"),
    ("zh-CN", "卡顿", "slow-performance"),
    ("zh-CN", "卸载", "install-update"),
    ("zh-CN", "双面打印", "double-sided"),
    ("en", "E-2107", "error-e2107"),
    ("en", "not responding", "not-responding"),
    ("en", "dark mode", "display-scaling"),
    ("en", "refund", "billing-invoice"),
    ("en", "landscape", "paper-size"),
    ("en", "how do I print", "print-document"),
    ("en", "How can I export a PDF?", "export-pdf"),
    ("en", "can't sign in", "sign-in-problems"),
    ("en", "I can’t log in", "sign-in-problems"),
    ("en", "I want to talk to a human", "contact-overview"),
    ("en", "agent", "contact-online"),
    ("en", "hotline", "contact-phone"),
    ("en", "export pdf", "export-pdf"),
    ("en", "print", "print-document"),
    ("en", "member", "member-service"),
    ("en", "weibo", "contact-weibo"),
    ("en", "wechat", "contact-wechat"),
    ("en", "e-mail", "contact-email"),
    ("en", "community", "community"),
    ("en", "service hours", "contact-overview"),
    ("en", "garbled", "garbled-text"),
    ("en", "save", "save-documents"),
    ("en", "support@wps.cn", "contact-email"),
]


@pytest.fixture(scope="module")
def pack() -> Pack:
    """The shipped pack."""
    return Pack.open(path("articles.pack"))


def every(pack: Pack) -> list[Article]:
    """All shipped articles."""
    return [pack.article(title.id, locale) for locale in LOCALES for title in pack.titles(locale)]


def test_the_shipped_pack_is_a_fresh_build(tmp_path: Path) -> None:
    """The committed pack has exactly the bytes that the committed articles compile to."""
    build([path("articles")], tmp_path / "fresh.pack")
    same = path("articles.pack").read_bytes() == (tmp_path / "fresh.pack").read_bytes()
    assert same, "run: helppanel articles build resources/articles -o resources/articles.pack"


def test_the_shipped_articles_have_no_faults() -> None:
    """`articles check` passes on them."""
    assert [str(fault) for fault in check([path("articles")])] == []


def test_both_locales_are_equal(pack: Pack) -> None:
    """Every article exists in both, with the same related ids and anchors; sections match one to one."""
    by_locale = [
        {title.id: pack.article(title.id, locale) for title in pack.titles(locale)} for locale in LOCALES
    ]
    chinese, english = by_locale
    assert chinese.keys() == english.keys()
    assert len(chinese) >= 40
    for name, article in chinese.items():
        assert article.related == english[name].related
        assert [h.anchor for h in article.headings] == [h.anchor for h in english[name].headings]
        assert english[name].locale == "en"
    pairs = {(article.section, english[name].section) for name, article in chinese.items()}
    assert len(pairs) == len(pack.sections("zh-CN")) == len(pack.sections("en"))


def test_every_article_helps_to_the_end(pack: Pack) -> None:
    """Each has numbered steps, keywords, related articles, a date, and what to do if it still fails."""
    for article in every(pack):
        assert "<ol>" in article.html, article.id
        assert any(heading.anchor == "still-stuck" for heading in article.headings), article.id
        assert len(article.keywords) >= 4, article.id
        assert len(article.related) >= 2, article.id
        assert article.platforms, article.id
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", article.updated), article.id


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("name", "fact"), FACTS)
def test_every_number_and_address_has_its_home(pack: Pack, locale: str, name: str, fact: str) -> None:
    """Hours, numbers and addresses stand in their articles in both languages, and can be searched."""
    assert fact in pack.article(name, locale).text
    assert pack.search(fact, locale).total >= 1


@pytest.mark.parametrize(("name", "chinese", "english"), WORDED)
def test_every_piece_of_advice_has_its_home(pack: Pack, name: str, chinese: str, english: str) -> None:
    """What the support profile says in words is said in both languages."""
    assert chinese in pack.article(name, "zh-CN").text
    assert english in pack.article(name, "en").text


@pytest.mark.parametrize(("locale", "query", "first"), FIRST)
def test_what_people_type_finds_the_right_article_first(
    pack: Pack, locale: str, query: str, first: str
) -> None:
    """Everyday queries have the obvious answer on top."""
    assert ids(pack, query, locale)[:1] == [first]


@pytest.mark.parametrize("query", ["卡", "视窗", "滑鼠", "資料夾", "字型"])
def test_words_that_no_article_uses_are_answered(pack: Pack, query: str) -> None:
    """What is called otherwise elsewhere is an answer by its synonyms, not merely something near."""
    result = pack.search(query)
    assert not result.is_nearest
    assert result.total >= 1


def test_chinese_articles_are_polite(pack: Pack) -> None:
    """Chinese text says 您, never 你, and does not shout."""
    for title in pack.titles("zh-CN"):
        assert not re.search("[你！!]", pack.article(title.id).text), title.id

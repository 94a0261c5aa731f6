"""The form: what was typed, what is wrong with it, and the report it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field

from helppanel.contract.limits import Limits
from helppanel.contract.report import AppInfo, Report, ReportKind, has_words
from helppanel.server.mailbox import mailbox
from helppanel.server.web.form_body import MOST_FILES, FormBody
from helppanel.server.web.form_tokens import FormToken
from helppanel.server.web.hand_over import APP_ID
from helppanel.server.web.texts import WebTexts

KINDS = (ReportKind.PROBLEM, ReportKind.SUGGESTION, ReportKind.QUESTION)
_SHORT = 255  # characters of a one-line field, as the manifest allows
_EMAIL = 254
TRAP = "website"  # nobody sees it; programs that fill in every field do
FIELDS = ("kind", "text", "error_code", "product", "version", "account", "tried", "email")


@dataclass
class ReportForm:
    """`values` as typed, by field; `errors` in words, by field ("form": the whole, "files")."""

    token: str
    values: dict[str, str] = field(default_factory=lambda: dict.fromkeys(FIELDS, "") | {"kind": "problem"})
    errors: dict[str, str] = field(default_factory=dict)


def typed(body: FormBody, token: str) -> ReportForm:
    """The form as it came, to be shown again."""
    values = {name: body.text(name) for name in FIELDS}
    if values["kind"] not in KINDS:
        values["kind"] = ReportKind.PROBLEM
    return ReportForm(token, values)


def check(form: ReportForm, body: FormBody, limits: Limits, texts: WebTexts) -> None:
    """Put into words what is wrong."""
    values, errors = form.values, form.errors
    if body.text(TRAP):
        errors["form"] = texts.t("error_trap")
    if not has_words(values["text"]):
        errors["text"] = texts.t("error_text_empty")
    for name, most in (("text", limits.text), ("tried", limits.text)):
        if len(values[name]) > most:
            errors[name] = texts.t("error_too_long", limit=most, count=len(values[name]))
    for name in ("error_code", "product", "version", "account"):
        values[name] = " ".join(values[name].split())
        if len(values[name]) > _SHORT:
            errors[name] = texts.t("error_too_long", limit=_SHORT, count=len(values[name]))
    if values["email"] and (mailbox(values["email"]) is None or len(values["email"]) > _EMAIL):
        errors["email"] = texts.t("error_email")
    errors |= file_errors(body, limits, texts)


def file_errors(body: FormBody, limits: Limits, texts: WebTexts) -> dict[str, str]:
    """What is wrong with the files, under "files"."""
    megabytes = 1024 * 1024
    if body.too_large:
        names = texts.t("comma").join(body.too_large)
        return {"files": texts.t("error_file_too_large", names=names, limit=limits.file // megabytes)}
    if body.together_too_large:
        return {"files": texts.t("error_together_too_large", limit=limits.report // megabytes)}
    return {"files": texts.t("error_too_many", limit=MOST_FILES)} if body.too_many else {}


def report_of(form: ReportForm, body: FormBody, token: FormToken, texts: WebTexts) -> Report:
    """The report of a form without errors; the same form with the same content has the same."""
    values = form.values
    report = Report(
        uuid=token.uuid,
        kind=ReportKind(values["kind"]),
        created_at=token.at,
        locale=texts.locale,
        app=AppInfo(id=APP_ID, name=values["product"] or texts.t("app_name"), version=values["version"]),
        text=values["text"],
        email=values["email"] or None,
        error_code=values["error_code"] or None,
        tried=values["tried"] or None,
        account=values["account"] or None,
        attachments=body.attachments,
    )
    return token.named(report)

"""Reads a company's setup out of `service.toml`: the setup, or everything that is wrong with it."""

from __future__ import annotations

import re
import stat
import sys
import tomllib
from pathlib import Path

import jwt
import msgspec

from helppanel.contract.service_info import ServiceInfo
from helppanel.server import toml_lines
from helppanel.server.mailbox import mailbox
from helppanel.server.setup import Algorithm, MailSetup, MemberKey, MembersSetup, Setup
from helppanel.server.setup_check import look_through
from helppanel.server.setup_flaws import Flaw, FlawCode, Found, name_of
from helppanel.server.setup_shape import Shaper
from helppanel.server.setup_tables import KeyTable, MailTable, MembersTable, SetupFile

_SECRET_BYTES = 32  # a shorter secret than the hash can be guessed sooner (RFC 7518, 3.2)
_PUBLISHED = tuple(field.name for field in msgspec.structs.fields(ServiceInfo))


class Reading(msgspec.Struct, frozen=True):
    """`setup` is None if there are `flaws`; `warnings` stop nothing. `files` are those it was read from."""

    setup: Setup | None
    flaws: tuple[Flaw, ...] = ()
    warnings: tuple[Flaw, ...] = ()
    files: tuple[Path, ...] = ()


def read_setup(file: Path) -> Reading:
    """The setup that `file` holds."""
    try:
        raw = file.read_bytes()
    except OSError as error:
        code = FlawCode.NOT_A_FILE if file.is_dir() else FlawCode.UNREADABLE
        flaw = Flaw(code=code, file=str(file), line=0, values={"detail": error.strerror or str(error)})
        return Reading(None, (flaw,), files=(file,))
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return Reading(None, (Flaw(code=FlawCode.NOT_TEXT, file=str(file), line=line),), files=(file,))
    try:
        document = tomllib.loads(text)
        lines = toml_lines.lines_of(text)
    except tomllib.TOMLDecodeError as error:
        return Reading(None, (_syntax(file, text, str(error)),), files=(file,))
    except RecursionError:
        return Reading(None, (_syntax(file, text, "nested too deeply"),), files=(file,))
    return _Reader(file, document, lines).read()


def _syntax(file: Path, text: str, said: str) -> Flaw:
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", said)
    line = int(place.group(1)) if place and place.group(1) else text.count("\n") + 1
    detail = said[: place.start()] if place else said
    return Flaw(code=FlawCode.NOT_TOML, file=str(file), line=line, values={"detail": detail})


class _Reader:
    def __init__(self, file: Path, document: dict[str, object], lines: dict[toml_lines.Path, int]) -> None:
        self._file = file
        self._document = document
        self._lines = lines
        self._shaper = Shaper()
        self._found = self._shaper.found
        self._open: list[Found] = []
        self._files = [file]

    def read(self) -> Reading:
        shaped: SetupFile | None = self._shaper.struct(self._document, SetupFile, ())
        assert shaped is not None  # every key of the document may be left out
        teams_known = not any(found.path[:1] == ("teams",) for found in self._found)
        told = {found.path for found in self._found}
        looked = look_through(shaped, teams_known=teams_known)
        self._found.extend(found for found in looked if found.path not in told)
        mail = None if shaped.mail is None else self._mail(shaped.mail)
        members = None if shaped.members is None else self._members(shaped.members)
        if (shaped.mail and shaped.mail.password) or (
            shaped.members and any(key.secret for key in shaped.members.keys)
        ):
            self._warn_of(self._file, ())
        flaws, warnings = self._flaws(self._found), self._flaws(self._open)
        files = tuple(dict.fromkeys(self._files))
        if flaws:
            return Reading(None, flaws, warnings, files)
        return Reading(_setup(shaped, mail, members), (), warnings, files)

    def _flaws(self, found: list[Found]) -> tuple[Flaw, ...]:
        flaws = [
            Flaw(
                code=one.code,
                file=str(self._file),
                line=self._line(one.path),
                key=name_of(one.path),
                values=one.values,
            )
            for one in found
        ]
        return tuple(sorted(flaws, key=lambda flaw: flaw.line))

    def _line(self, path: toml_lines.Path) -> int:
        """The line of what stands there; of what it is in, if it is left out."""
        while path not in self._lines:
            path = path[:-1]
        return self._lines[path] if path else 1

    def _mail(self, mail: MailTable) -> MailSetup:
        password = mail.password
        if mail.password_file:
            password = self._text(mail.password_file, ("mail", "password_file"))
        return MailSetup(
            host=mail.host,
            port=mail.port,
            security=mail.security,
            user=mail.user,
            password=password,
            sender=mailbox(mail.sender) or mail.sender,
            sender_name=mail.sender_name,
        )

    def _members(self, members: MembersTable) -> MembersSetup:
        if not members.keys and ("members", "keys") in self._lines:
            self._found.append(Found(code=FlawCode.EMPTY, path=("members", "keys")))
        keys = tuple(self._key(key, ("members", "keys", at)) for at, key in enumerate(members.keys))
        return MembersSetup(
            keys=keys,
            issuer=members.issuer,
            audience=members.audience,
            name_claim=members.name_claim,
            tier_claim=members.tier_claim,
        )

    def _key(self, key: KeyTable, path: toml_lines.Path) -> MemberKey:
        given = [name for name in ("pem", "file", "secret") if getattr(key, name)]
        value = ""
        if len(given) != 1:
            self._found.append(
                Found(code=FlawCode.EITHER_OR, path=path, values={"choices": "pem, file, secret"})
            )
        elif key.file:
            value = self._text(key.file, (*path, "file"), is_secret=key.algorithm is Algorithm.HS256)
        else:
            value = key.pem or key.secret
        if value:
            self._prove(key, value, (*path, given[0]))
        return MemberKey(key=value, kid=key.kid, algorithm=key.algorithm)

    def _prove(self, key: KeyTable, value: str, path: toml_lines.Path) -> None:
        """Whether the algorithm takes it as a key."""
        if key.algorithm is Algorithm.HS256 and len(value.encode()) < _SECRET_BYTES:
            values = {"limit": str(_SECRET_BYTES)}
            self._found.append(Found(code=FlawCode.SECRET_SHORT, path=path, values=values))
            return
        try:
            jwt.get_algorithm_by_name(key.algorithm).prepare_key(value)
        except (ValueError, TypeError, jwt.InvalidKeyError) as error:
            values = {"algorithm": key.algorithm.value, "detail": str(error).splitlines()[0]}
            self._found.append(Found(code=FlawCode.BAD_KEY, path=path, values=values))

    def _text(self, name: str, path: toml_lines.Path, *, is_secret: bool = True) -> str:
        """What the file `name` holds, stripped; a relative one lies beside `service.toml`."""
        file = self._file.parent / name
        self._files.append(file)
        try:
            text = file.read_text("utf-8").strip()
        except (OSError, ValueError) as error:
            values = {"value": name, "detail": str(error)}
            self._found.append(Found(code=FlawCode.FILE_UNREADABLE, path=path, values=values))
            return ""
        if is_secret:
            self._warn_of(file, path)
        return text

    def _warn_of(self, file: Path, path: toml_lines.Path) -> None:
        if sys.platform != "win32" and file.stat().st_mode & stat.S_IROTH:
            self._open.append(Found(code=FlawCode.READABLE_BY_ALL, path=path, values={"value": file.name}))


def _setup(file: SetupFile, mail: MailSetup | None, members: MembersSetup | None) -> Setup:
    given = {name: getattr(file, name) for name in _PUBLISHED if hasattr(file, name) and name != "mail"}
    return Setup(
        info=ServiceInfo(**given, mail=mail is not None),
        tiers=file.tiers,
        promise_minutes=file.promise_minutes,
        mail=mail,
        members=members,
        web_form=file.web_form,
        retention_days=file.retention_days,
        public_url=file.public_url.strip().rstrip("/"),
        rates=file.rates,
    )

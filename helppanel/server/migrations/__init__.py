"""Brings a database up to date with Alembic; the revisions are files beside this one, also in a wheel."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from helppanel.contract.problems import HelpError, Problem


def upgrade(connection: sa.Connection) -> None:
    """Run the revisions the database lacks, inside the caller's transaction.

    Raises HelpError(DATA_NEWER) if a later version of the program has been here.
    """
    config = Config()
    # ConfigParser reads % as the start of a variable, and a folder may be named with one.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    script = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == script.get_current_head():
        return
    if current is not None and current not in {revision.revision for revision in script.walk_revisions()}:
        raise HelpError(Problem.DATA_NEWER, f"the database is at revision {current}")
    command.upgrade(config, "head")

"""HelpService joins the rooms below it, owns the threads and offers a handful of verbs."""

from __future__ import annotations

from helppanel.articles.model import Article as Article
from helppanel.articles.model import Completion as Completion
from helppanel.articles.model import Hit as Hit
from helppanel.articles.model import SearchResult as SearchResult
from helppanel.articles.model import Title as Title
from helppanel.delivery.conversation import Conversation as Conversation
from helppanel.delivery.conversation import Entry as Entry
from helppanel.delivery.conversation import GivenRating as GivenRating
from helppanel.delivery.ledger import LedgerRow as LedgerRow
from helppanel.service.knowing import Known as Known
from helppanel.service.ledger import LedgerState as LedgerState
from helppanel.service.progress import Progress as Progress
from helppanel.service.reply_files import ReplyFiles as ReplyFiles
from helppanel.service.service import HelpService as HelpService
from helppanel.service.threads import Job as Job

__all__ = [
    "Article",
    "Completion",
    "Conversation",
    "Entry",
    "GivenRating",
    "HelpService",
    "Hit",
    "Job",
    "Known",
    "LedgerRow",
    "LedgerState",
    "Progress",
    "ReplyFiles",
    "SearchResult",
    "Title",
]

"""The ends of files' names: what stands before one may be private all the same."""

from __future__ import annotations

import re

from helppanel.report.privacy.lazy import Pattern

FILE_END = Pattern(
    r"\.(?:log|txt|csv|tsv|json|xml|pcap|cap|conf|cfg|ini|bak|xlsx?|docx?|pptx?|png|jpe?g|gif|webp|pdf|mp3|"
    r"mp4|wav|"
    r"amr|m4a|avi|html?|md|eml|pst|msg|vcf|dat|db|sql|ya?ml)(?![a-z0-9])",
    re.IGNORECASE,
)

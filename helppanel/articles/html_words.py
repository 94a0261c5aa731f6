"""Words that generators of documentation put into every page, by which their parts are recognised."""

from __future__ import annotations

# What the first step of a breadcrumb is called.
HOME = {"home", "docs", "documentation", "index", "首页", "主页", "文档"}

# Titles of notes that say no more than of what kind they are.
KINDS = {
    "note", "tip", "hint", "warning", "caution", "important", "info", "danger", "attention", "see also",
    "注意", "备注", "提示", "警告", "小心", "重要", "注解", "小技巧", "小提示", "说明", "危险", "参见",
}  # fmt: skip

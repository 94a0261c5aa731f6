"""What user and agents write in the pictures, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

from helppanel.contract.report import ReportKind
from helppanel.contract.ticket import TicketStatus

KIND, STATUS = ReportKind, TicketStatus


@dataclass(frozen=True)
class Talk:
    """One report and what was said about it: `>` before what an agent writes; the status at its end."""

    name: str
    kind: ReportKind
    text: str
    said: tuple[str, ...]
    status: TicketStatus
    priority: str = "normal"
    pictures: int = 0
    error_code: str = ""
    tried: str = ""


TALKS = {
    "zh-CN": (
        Talk("solved", KIND.QUESTION, "打印预览里页边距比纸上宽，怎么调整？",
             (">您好，请在“文件 → 打印预览”中把缩放设为“实际大小”。打印机驱动里的“适合页面”也需要关闭。",
              "关掉“适合页面”后正常了，谢谢。"), STATUS.SOLVED, "low"),
        Talk("accepted", KIND.PROBLEM, "字数统计没有算上文本框里的文字。", (), STATUS.ACKNOWLEDGED),
        Talk("answered", KIND.SUGGESTION, "希望查找替换支持正则表达式，并记住最近的查找内容。",
             (">您好，建议已转给产品同事。“记住最近的查找内容”已排入下一版，正则表达式正在评估。",),
             STATUS.IN_PROGRESS, "low"),
        Talk("pending", KIND.PROBLEM,
             "导出 PDF 时提示“字体缺失 (E-2107)”，第 3 页的标题变成方框。文档在本机打印正常。",
             (">您好，已收到您的截图。E-2107 表示文档用到的字体没有嵌入权限。请问标题使用的是哪一款字体？",
              "标题用的是“晨光标宋”，从字体网站下载的试用版。",
              ">明白了，试用版字体通常不允许嵌入。请先把标题换成“思源宋体”再导出一次，并告诉我们结果。"),
             STATUS.PENDING, "high", 2, "E-2107", "重启过应用，换了一台打印机，问题仍在。"),
    ),
    "en": (
        Talk("solved", KIND.QUESTION, "Margins are wider in print preview than on paper. How do I fix that?",
             (">Hello, please set the zoom in File → Print Preview to “Actual size”, and turn off “Fit to "
              "page” in the printer’s own settings.", "Turning off “Fit to page” did it, thank you."),
             STATUS.SOLVED, "low"),
        Talk("accepted", KIND.PROBLEM, "The word count leaves out text in text boxes.", (),
             STATUS.ACKNOWLEDGED),
        Talk("answered", KIND.SUGGESTION,
             "Please let Find and Replace take regular expressions and remember the last searches.",
             (">Thank you for the idea. Remembering searches is planned for the next version; we are still "
              "looking into regular expressions.",), STATUS.IN_PROGRESS, "low"),
        Talk("pending", KIND.PROBLEM,
             "Exporting to PDF says “Font missing (E-2107)”, and the heading on page 3 turns into boxes. "
             "Printing from this computer works.",
             (">Hello, your pictures have arrived. E-2107 means that a font may not be embedded. Which font "
              "does the heading use?", "It is “Morning Serif”, a trial version from a font site.",
              ">I see: trial fonts often forbid embedding. Please change the heading to Source Serif, export "
              "again, and tell us how it went."),
             STATUS.PENDING, "high", 2, "E-2107", "Restarted the app and tried another printer; no change."),
    ),
}  # fmt: skip
# The user's machine, in place of the one that takes the pictures: it need not be shown to the world.
MACHINE = {
    "os": "Windows 11 (10.0.22631, AMD64)",
    "locale": "zh_CN.UTF-8",
    "time_zone": "UTC+08:00",
    "cpu": "Intel Core i5-1240P",
    "cores": "12 / 16",
    "memory": "6.4 GB / 16.0 GB",
    "disk": "212.5 GB / 476.0 GB",
    "screens": "1280×720 @ 150% (0, 0), 60 Hz",
    "platform": "windows",
}
# What is written into the form, by the width it is seen in.
WRITTEN = {
    "zh-CN": {
        "wide": "导出 PDF 后，第二页的表格少了最后一行。"
        "步骤：打开季度总结，点击“导出 PDF”，再打开导出的文件。",
        "narrow": "打印文档时页码总是从 2 开始，打印预览里显示正常。",
    },
    "en": {
        "wide": "After exporting to PDF the table on page two lacks its last row. Steps: open the quarterly "
        "summary, press Export PDF, open the exported file.",
        "narrow": "When I print the document its pages count from 2; the print preview is right.",
    },
}
AGENTS = {"zh-CN": ("周予", "陈立"), "en": ("Zoe Marsh", "Liam Chen")}
EMAIL = {"zh-CN": "lin.xiao@example.com", "en": "lin@example.com"}

"""Articles and a service as a real pack and server would give them, in both languages."""

from __future__ import annotations

from datetime import date, timedelta

from helppanel import assets
from helppanel.articles.model import Article, Heading
from helppanel.contract.service_info import decode
from tests.ui.fake_service import FakeService

PDF_ZH = Article(
    id="export-pdf",
    locale="zh-CN",
    title="导出 PDF 后字体显示异常怎么办",
    section="导出与打印",
    updated=str(date.today() - timedelta(days=3)),
    platforms=("Windows", "macOS", "Linux"),
    related=("print", "gone", "bookmarks"),
    summary="PDF 在其他电脑上出现字体被替换，通常是因为导出时没有把字体嵌入文件。"
    "打开“文件 › 导出 › 选项”，勾选“嵌入全部字体”后重新导出，再在另一台电脑上检查。",
    text="导出 PDF 字体",
    headings=(
        Heading(2, "embed", "嵌入全部字体"),
        Heading(2, "replace", "替换不可嵌入的字体"),
        Heading(3, "table", "哪些字体可以嵌入"),
    ),
    html=(
        "<p>PDF 在其他电脑上出现字体被替换、文字变成方框或间距错乱，通常是因为导出时没有把字体嵌入文件。</p>"
        '<h2 id="embed">嵌入全部字体</h2>'
        "<ol><li>打开 <strong>文件 › 导出 › 导出为 PDF</strong>。</li>"
        "<li>点击 <strong>选项</strong>，勾选 <strong>嵌入全部字体</strong>。</li>"
        "<li>点击 <strong>导出</strong>，在另一台电脑上打开检查。</li></ol>"
        '<blockquote class="tip"><p>嵌入字体会使文件变大，通常增加 0.5–3 MB。</p></blockquote>'
        '<h2 id="replace">替换不可嵌入的字体</h2>'
        "<p>部分商用字体的授权不允许嵌入。您可以在 <strong>开始 › 样式 › 替换字体</strong> 中一次性替换，"
        '参见 <a href="article:print">打印</a>、<a href="#embed">上文</a> 或 '
        '<a href="https://www.wps.cn/">官网</a>。</p>'
        '<blockquote class="warning"><p>替换字体可能改变分页，请在导出前检查目录页码。</p></blockquote>'
        '<h3 id="table">哪些字体可以嵌入</h3>'
        "<ul><li>思源黑体<ul><li>全部字重</li></ul></li><li>思源宋体</li><li><p>两段</p><p>第二段</p></li></ul>"
        "<table><thead><tr><th>字体</th><th>可以嵌入</th></tr></thead>"
        "<tbody><tr><td>思源黑体</td><td>是</td></tr><tr><td>某商用字体</td><td>否</td></tr></tbody></table>"
        "<p>命令行检查：<code>pdffonts</code></p><pre>pdffonts 报告.pdf\n  emb yes</pre>"
        '<blockquote class="note"><p>仍有问题时，请把文件发给我们。</p></blockquote>'
    ),
)
PDF_EN = Article(
    id="export-pdf",
    locale="en",
    title="Fonts look wrong after exporting a PDF",
    section="Export and print",
    updated=str(date.today() - timedelta(days=3)),
    platforms=("Windows", "macOS", "Linux"),
    related=("print", "bookmarks"),
    summary="Fonts that are not embedded are replaced on other computers. Open File › Export › Options, "
    "tick Embed all fonts and export the PDF again, then check it on another computer.",
    text="export PDF fonts",
    headings=(
        Heading(2, "embed", "Embed all fonts"),
        Heading(2, "replace", "Replace fonts that cannot be embedded"),
    ),
    html=(
        "<p>If text turns into boxes on another computer, the fonts were most likely not embedded.</p>"
        '<h2 id="embed">Embed all fonts</h2>'
        "<ol><li>Open <strong>File › Export › Export as PDF</strong>.</li>"
        "<li>Choose <strong>Options</strong> and tick <strong>Embed all fonts</strong>.</li>"
        "<li>Choose <strong>Export</strong> and open the file on another computer.</li></ol>"
        '<blockquote class="tip"><p>Embedded fonts make the file 0.5 to 3 MB larger.</p></blockquote>'
        '<h2 id="replace">Replace fonts that cannot be embedded</h2>'
        "<p>Some licences forbid embedding. Replace them at <strong>Home › Styles › Replace font</strong>, "
        'see <a href="article:print">Printing</a>.</p>'
    ),
)
_OTHERS = (
    ("print", "打印到 PDF 与导出 PDF 有什么区别", "Printing to PDF and exporting PDF"),
    ("bookmarks", "批量导出 PDF 并保持目录书签", "Export many PDFs and keep bookmarks"),
    ("no-write", "导出时提示“无法写入文件”", "“The file cannot be written” while exporting a PDF"),
    ("fonts", "导出的中文字体变成方框", "Chinese fonts turn into boxes in the PDF"),
)


def fill(service: FakeService) -> None:
    """Give the fake service articles in both languages and the demo's service info."""
    articles = [PDF_ZH, PDF_EN]
    for number, (name, zh, en) in enumerate(_OTHERS):
        age = str(date.today() - timedelta(days=14 * (number + 1)))
        sections = ("导出与打印", "Export and print") if number % 2 else ("文字", "Writing")
        for locale, title, section in (("zh-CN", zh, sections[0]), ("en", en, sections[1])):
            articles.append(
                Article(
                    id=name,
                    locale=locale,
                    title=title,
                    section=section,
                    updated=age,
                    summary="目标文件正被其他程序打开时，关闭后重试。"
                    if locale == "zh-CN"
                    else "Step by step.",
                    text="导出 PDF 字体 export",
                    html="<p>…</p>",
                )
            )
    service.articles = {f"{article.locale}/{article.id}": article for article in articles}
    service.info = decode(assets.path("service/demo.json").read_bytes())

"""Logs as programs write them: a web server's, Java's, a system's, JSON, Python's, a Chinese program's."""

from __future__ import annotations

import random
import re

_LINES = (
    '203.<b>.<b>.<b> - - [23/Nov/2026:<t> +0800] "GET /api/v2/orders/<n>/items?page=2 HTTP/1.1" 200 <n> '
    '"https://www.example.com/p/<b>" "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36"',
    '10.<b>.<b>.<b> - - [23/Nov/2026:<t> +0800] "GET /static/js/app.5f3c9a1b.js HTTP/1.1" 304 <b> "-" "-"',
    "2026-11-23 <t>.<m>  INFO 18231 --- [nio-8080-exec-<b>] com.acme.billing.InvoiceService : "
    "Processing order <n> for tenant <b> took <m> ms",
    "2026-11-23 <t>.<m>  WARN 18231 --- [scheduling-1] com.zaxxer.hikari.pool.HikariPool : HikariPool-1 - "
    "Pool stats (total=10, active=<b>, idle=<b>, waiting=0)",
    "2026-11-23 <t>.<m> ERROR 18231 --- [nio-8080-exec-<b>] c.a.sync.RemoteStore : Retrying request "
    "id=<x>-4e1f-4d2a-a7b3-9c<x>ab attempt=2 status=503",
    "java.lang.IllegalStateException: Cannot call sendError() after the response has been committed",
    "\tat org.springframework.web.servlet.DispatcherServlet.doDispatch(DispatcherServlet.java:<m>)",
    "\tat com.acme.billing.InvoiceService.lambda$run$3(InvoiceService.java:<b>)",
    "Nov 23 <t> web-01 sshd[<m>]: Accepted publickey for zhang.wei from 10.3.<b>.<b> port <n> ssh2",
    "Nov 23 <t> db-prod-3 systemd[1]: Started Session <b> of user lihua.",
    "Nov 23 <t> db-prod-3 kernel: [<n>.<m>] device eth0 entered promiscuous mode",
    '{"ts":"2026-11-23T<t>.<m>Z","level":"info","logger":"sync.worker","msg":"chunk stored",'
    '"trace_id":"<x><x>","duration_ms":<m>,"tenant":<b>,"ok":true}',
    '{"ts":"2026-11-23T<t>.<m>Z","level":"warn","logger":"sync.worker","msg":"conflict resolved",'
    '"span":"<x>","queue":<b>}',
    "2026-11-23 <t>,<m> DEBUG qijian.sync.store:<b> opened document 'report_<b>.docx' in 0.<m> s",
    "2026-11-23 <t>,<m> INFO qijian.sync.store:<b> saved a copy, <n> bytes, sha256=<x><x><x><x><x><x><x><x>",
    '  File "/opt/qijian/lib/python3.11/site-packages/qijian/sync/store.py", line <b>, in flush',
    "[<t>.<m>] [信息] 文档已保存，用时 <m> 毫秒",
    "[<t>.<m>] [警告] 插件 chart 2.3.<b> 加载缓慢（<m> ms）",
    "[<t>.<m>] [错误] 0x80070<m> 无法连接服务器，稍后重试",
)


def mixed(size: int, among: list[str], one_in: int = 20) -> str:
    """`size` bytes of UTF-8: such lines with other values each, and one line `one_in` of those `among`."""
    chance = random.Random(1)
    make = {
        "b": lambda: str(chance.randrange(256)),
        "m": lambda: str(chance.randrange(100, 1000)),
        "n": lambda: str(chance.randrange(10_000, 10**9)),
        "x": lambda: f"{chance.getrandbits(32):08x}",
        "t": lambda: f"{chance.randrange(24):02}:{chance.randrange(60):02}:{chance.randrange(60):02}",
    }
    lines, length = [], 0
    while length < size:
        if chance.randrange(one_in) == 0:
            line = chance.choice(among)
        else:
            line = re.sub("<([bmntx])>", lambda sign: make[sign[1]](), chance.choice(_LINES))
        lines.append(line)
        length += len(line.encode()) + 1
    return "\n".join(lines) + "\n"

"""Parts of the page 已发送的数据: its rows, what is exactly in one, and having all of it erased."""

"""青简文字 / Qingjian Writer: a small document editor that embeds the panel as any third party would."""

"""The website's form and its tickets' pages: plain HTML under `/support`, no script, no cookies."""

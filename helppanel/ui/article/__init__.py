"""Parts of the article page: the text as a rich document, its contents, what stands around it."""

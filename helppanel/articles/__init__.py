"""Find help: articles, their sources, the pack they are compiled into, and search.

Plain arguments, no Qt, no settings. Reading a pack needs `msgspec` alone; building one the
extra `articles`.
"""

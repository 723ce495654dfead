"""How large may a file be? Beyond these a table is refused before it can hurt."""

MAX_BYTES = 32 * 1024 * 1024
MAX_UNPACKED = 512 * 1024 * 1024
MAX_PARTS = 2_000
MAX_ROWS = 200_000
MAX_COLUMNS = 256
MAX_MEMORY = 2 * 1024 * 1024 * 1024
MAX_SECONDS = 60

"""What is freed goes back to the system, where the C library can be told so."""

import subprocess
import sys
from pathlib import Path

import pytest

HELD = """
import re
from pathlib import Path
from apps.core.memory import give_back, map_large_blocks

def held():
    return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])

map_large_blocks()
before = held()
blocks = [bytearray(b"x" * 100_000) for _ in range(500)]
most = held()
del blocks[::2]
half = held()
del blocks
give_back()
print(most - before > 45_000, most - half > 20_000, held() - before < 5_000)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells what a process holds")
def test_blocks_that_are_freed_between_others_go_back():
    done = subprocess.run([sys.executable, "-c", HELD], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["True", "True", "True"]

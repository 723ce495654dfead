# Which Python makes the environment? Sourced by bin/start and bin/test; says plainly what is missing.

find_python() {
  local candidate package found="" bare=""
  for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    command -v "$candidate" >/dev/null 2>&1 || continue
    found="${found}${found:+, }$("$candidate" -c 'import platform; print("Python", platform.python_version())' 2>/dev/null)"
    "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
    if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
    bare="${bare:-$candidate}"
  done
  if [ -n "$bare" ]; then
    package="${bare}-venv"
    echo "starbranch: $bare cannot make virtual environments: the package $package is missing." >&2
    echo "  On Debian or Ubuntu: sudo apt-get install $package" >&2
  else
    echo "starbranch: Python 3.11 or newer is needed; found: ${found:-none}." >&2
    echo "  On Debian 12, Ubuntu 24.04 or newer: sudo apt-get install python3 python3-venv" >&2
  fi
  return 1
}

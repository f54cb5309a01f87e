"""Make the virtual environment .venv and install one of the requirements files into it.

    python3 tools/setup_env.py requirements.txt

Runs before anything is installed, on whatever Python there is: standard library only, and no syntax newer than 3.6, so
that an old Python gets a sentence instead of a SyntaxError. A second run with unchanged requirements does nothing.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
OLDEST = (3, 11)


def main(requirements):
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        sys.exit(f"Install Python 3.11 or newer, or name it: make PYTHON=python3.11 … (this is {found}).")
    wanted = fingerprint(requirements)
    stamp = VENV / ("installed-" + requirements)
    if stamp.exists() and stamp.read_text() == wanted and works(""):
        return
    if not works(""):
        make_environment()
    install(requirements)
    stamp.write_text(wanted)


def fingerprint(requirements):
    """Return a hash of the requirements file and of those it includes, and the version of Python."""
    text = (ROOT / requirements).read_text(encoding="utf-8")
    included = [line.split()[1] for line in text.splitlines() if line.startswith("-r ")]
    texts = [sys.version, text] + [(ROOT / name).read_text(encoding="utf-8") for name in included]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def works(code):
    """Tell whether the environment's Python runs `code`; after an upgrade of the system's Python it runs nothing."""
    if not VENV_PYTHON.exists():
        return False
    return subprocess.run([str(VENV_PYTHON), "-c", code], check=False, stderr=subprocess.DEVNULL).returncode == 0


def make_environment():
    print("Making the virtual environment .venv …", flush=True)
    if shutil.which("uv"):
        run(["uv", "venv", "--quiet", "--clear", "--python", sys.executable, str(VENV)])
        return
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        sys.exit("Install Python's venv module (Debian: apt-get install python3-venv), or uv.")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)])


def install(requirements):
    print(f"Installing {requirements} (the first time this takes a minute) …", flush=True)
    if shutil.which("uv"):
        run(["uv", "pip", "install", "--quiet", "--python", str(VENV_PYTHON), "-r", str(ROOT / requirements)])
        return
    if not works("import pip"):  # uv makes environments without it
        run([str(VENV_PYTHON), "-m", "ensurepip", "--upgrade"])
    options = ["-qq", "--disable-pip-version-check", "--no-input"]
    run([str(VENV_PYTHON), "-m", "pip", "install", *options, "-r", str(ROOT / requirements)])


def run(command):
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"This did not work: {' '.join(command)}")


if __name__ == "__main__":
    main(sys.argv[1])

#!/bin/sh
# Installs Synth into .venv beside this file, with what it needs, and makes a demo report.
# For Debian 12, Ubuntu 24.04 and their kin; elsewhere all but the apt packages.
# Running it again changes nothing that is in place.

set -eu

QUESTION="Does lantern priming improve lichen-based image sorting on MossBench?"
TORCH_INDEX="${SYNTH_TORCH_INDEX:-https://download.pytorch.org/whl/cpu}"
TORCH_FALLBACK="torch==2.13.0"
TEX_PACKAGES="texlive-xetex texlive-fonts-recommended latexmk lmodern fonts-texgyre fonts-texgyre-math \
fonts-dejavu-core fonts-noto-core fonts-noto-cjk fonts-symbola poppler-utils"

usage() {
    cat <<'TEXT'
./install.sh [--no-tex] [--no-report]

Installs Synth into .venv and makes a demo report in demo-report/.

  --no-tex      install no TeX packages; reports then come without report.pdf
  --no-report   do not make the demo report

SYNTH_TORCH_INDEX names another index with CPU builds of torch.
Exit codes: 0 done, 2 wrong usage, 3 something that you have to install first, 1 anything else.
TEXT
}

want_tex=yes
want_report=yes
for argument in "$@"; do
    case "$argument" in
        --no-tex) want_tex=no ;;
        --no-report) want_report=no ;;
        -h | --help) usage; exit 0 ;;
        *) echo "install.sh: unknown option $argument" >&2; usage >&2; exit 2 ;;
    esac
done

cd "$(dirname "$0")"
log=$(mktemp "${TMPDIR:-/tmp}/synth-install.XXXXXX")
trap 'rm -f "$log"' EXIT
trap 'echo; echo "install.sh: interrupted; run it again to go on" >&2; exit 130' INT TERM
began=$(date +%s)

# --------------------------------------------------------------------------- saying and failing

fail() { # fail CODE MESSAGE [ADVICE]
    code=$1
    echo "install.sh: $2" >&2
    if [ -s "$log" ]; then
        tail -n 15 "$log" | sed 's/^/    /' >&2
    fi
    if [ $# -gt 2 ]; then
        echo "$3" >&2
    fi
    exit "$code"
}

step() { # step WORDS COMMAND...: runs it quietly, says how long it took
    words=$1
    shift
    printf '%s … ' "$words"
    step_began=$(date +%s)
    : > "$log"
    if "$@" > "$log" 2>&1; then
        echo "$(($(date +%s) - step_began)) s"
    else
        echo "failed"
        return 1
    fi
}

# --------------------------------------------------------------------------- system packages

root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}

may_apt() {
    command -v apt-get > /dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || { command -v sudo > /dev/null 2>&1 && sudo -n true 2> /dev/null; }
}

apt_install() {
    root apt-get update -qq || return 1
    root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

not_installed() { # those of the packages that dpkg does not have
    command -v dpkg-query > /dev/null 2>&1 || return 0
    for package in "$@"; do
        state=$(dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null || true)
        [ "$state" = installed ] || printf '%s ' "$package"
    done
}

install_tex() {
    # shellcheck disable=SC2086 # the list is meant to be split
    lacking=$(not_installed $TEX_PACKAGES)
    if command -v dpkg-query > /dev/null 2>&1; then
        [ -n "$lacking" ] || return 0
    elif command -v xelatex > /dev/null 2>&1 && command -v latexmk > /dev/null 2>&1; then
        return 0
    fi
    line="sudo apt-get install --no-install-recommends $TEX_PACKAGES"
    if ! may_apt; then
        echo "For PDF reports, install TeX: $line"
        return 0
    fi
    # shellcheck disable=SC2086
    step "TeX and fonts (some 240 MB, a minute or two)" apt_install $lacking || {
        tail -n 3 "$log" | sed 's/^/    /'
        echo "Going on without; for PDF reports run later: $line"
    }
}

# --------------------------------------------------------------------------- Python

is_usable() { # a Python of 3.11 to 3.13
    "$1" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' > /dev/null 2>&1
}

has_venv() {
    "$1" -c 'import ensurepip, venv' > /dev/null 2>&1
}

find_python() {
    for name in python3 python3.12 python3.11 python3.13; do
        if command -v "$name" > /dev/null 2>&1 && is_usable "$name"; then
            echo "$name"
            return 0
        fi
    done
    return 1
}

prepare_python() {
    if ! python=$(find_python); then
        may_apt || fail 3 "no Python 3.11 to 3.13 was found" "Install one: sudo apt-get install python3 python3-venv"
        step "Python" apt_install python3 python3-venv || fail 3 "Python could not be installed"
        python=$(find_python) || fail 3 "the system's Python is not one of 3.11 to 3.13" \
            "Install one of them, from your distribution or from python.org."
    fi
    has_venv "$python" && return 0
    # Debian splits the module off; its package is named after the minor version.
    package=$("$python" -c 'import sys; print("python3.%d-venv" % sys.version_info[1])')
    may_apt || fail 3 "$python has no venv module" "Install it: sudo apt-get install $package"
    step "$package" apt_install "$package" || fail 3 "$package could not be installed"
    has_venv "$python" || fail 3 "$python has no venv module, even with $package installed"
}

prepare_venv() {
    if [ -x .venv/bin/python ] && is_usable .venv/bin/python && .venv/bin/python -m pip --version > /dev/null 2>&1; then
        return 0
    fi
    rm -rf .venv
    step "Environment .venv ($("$python" --version))" "$python" -m venv .venv || {
        rm -rf .venv
        fail 1 "the environment .venv could not be made"
    }
}

# --------------------------------------------------------------------------- packages

pip() {
    .venv/bin/python -m pip --disable-pip-version-check "$@"
}

has_gpu() {
    command -v nvidia-smi > /dev/null 2>&1 && nvidia-smi -L 2> /dev/null | grep -q GPU
}

answers() { # whether an index can be reached within a few seconds
    .venv/bin/python - "$1/torch/" > /dev/null 2>&1 <<'CODE'
import sys, urllib.request
urllib.request.urlopen(sys.argv[1], timeout=4).close()
CODE
}

brings_cuda() { # whether pip would install NVIDIA's libraries along with this
    pip install --dry-run --quiet --report - "$1" 2> "$log" | .venv/bin/python -c '
import json, sys
names = [item["metadata"]["name"].lower() for item in json.load(sys.stdin)["install"]]
sys.exit(not any(name.startswith(("nvidia-", "cuda-")) for name in names))' 2>> "$log"
}

install_torch() {
    .venv/bin/python -c 'import importlib.metadata as m; m.version("torch")' > /dev/null 2>&1 && return 0
    if has_gpu; then
        step "torch" pip install --quiet torch || fail 1 "torch could not be installed"
    elif answers "$TORCH_INDEX"; then
        step "torch for the CPU, from $TORCH_INDEX" pip install --quiet --index-url "$TORCH_INDEX" torch ||
            fail 1 "torch could not be installed"
    elif brings_cuda "$TORCH_FALLBACK"; then
        : > "$log"
        fail 3 "this machine has no NVIDIA GPU, $TORCH_INDEX can't be reached, and the torch at hand brings CUDA" \
            "Name an index that has CPU builds: SYNTH_TORCH_INDEX=URL ./install.sh"
    else
        step "$TORCH_FALLBACK" pip install --quiet "$TORCH_FALLBACK" || fail 1 "torch could not be installed"
    fi
}

install_synth() {
    stamp=.venv/.synth-installed
    state=$(cksum pyproject.toml install.sh; pwd)
    if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$state" ] && [ -x .venv/bin/synth ]; then
        return 0
    fi
    step "Synth and its libraries" pip install --quiet -e ".[dev]" || fail 1 "Synth could not be installed"
    printf '%s\n' "$state" > "$stamp"
}

# --------------------------------------------------------------------------- the demo

make_report() {
    formats=pdf,html,md,json,tex,bib,csv
    command -v xelatex > /dev/null 2>&1 && command -v latexmk > /dev/null 2>&1 || formats=html,md,json,tex,bib,csv
    step "Demo report" .venv/bin/synth report "$QUESTION" --source demo --out demo-report --format "$formats" ||
        fail 1 "the demo report could not be made" "See what is missing: .venv/bin/synth doctor"
}

[ "$want_tex" = no ] || install_tex
prepare_python
prepare_venv
install_torch
install_synth
[ "$want_report" = no ] || make_report

echo
echo "Synth is installed ($(($(date +%s) - began)) s)."
if [ "$want_report" = yes ]; then
    if [ -f demo-report/report.pdf ]; then name=report.pdf; else name=report.html; fi
    echo "The demo report:  $(pwd)/demo-report/$name"
fi
echo "Test it:          .venv/bin/python -m pytest -n auto"
echo "Ask a question:   .venv/bin/synth report \"YOUR QUESTION\""

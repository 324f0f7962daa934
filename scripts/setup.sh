#!/usr/bin/env bash
# Make this clone able to run (`setup.sh run`) or to be tested (`setup.sh test`).
# Says nothing and is done at once where all is there already. What Debian must bring is installed through apt
# when root; otherwise the exact line is printed and the set-up stops.
set -euo pipefail
cd "$(dirname "$0")/.."
PATH="$PATH:/usr/sbin:/sbin" # ldconfig lives there

say() { printf 'setup: %s\n' "$*" >&2; }

find_python() {
  local name
  for name in python3.13 python3.12 python3.11 python3; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return
    fi
  done
  say 'Python 3.11 or later is needed, and none was found.'
  return 1
}

# A virtual environment holds the path it was made at: one that was moved or half made does not count.
has_venv() { [ -x .venv/bin/python ] && grep -qsF "$(pwd -P)/.venv/bin/python" .venv/bin/pip; }

libraries="$(ldconfig -p 2>/dev/null || true)"
has_library() { [[ $libraries == *"$1"* ]]; }

# A family with the widths of Times New Roman and every Vietnamese letter, down to its bold italic
# (office/reports/fonts.py asks the same, more closely). The first Liberation Serif lacks 92 letters.
has_font() {
  local family
  for family in Tinos 'Liberation Serif' 'Times New Roman'; do
    fc-list -q "$family:bold:italic:charset=1ea0-1ef9 102 103 110 111 1a0 1a1 1af 1b0" 2>/dev/null && return
  done
  return 1
}

has_postgres() { command -v initdb >/dev/null || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

# What tests/needs.py finds, too.
has_browser() {
  command -v chromium google-chrome >/dev/null || compgen -G ~/.cache/ms-playwright/chromium-* >/dev/null
}

# Ubuntu has Chromium as a snap only, which does not run everywhere: Playwright's own download serves there.
is_ubuntu() { grep -qsx 'ID=ubuntu' /etc/os-release; }

# The Debian packages that running the office misses, one a line.
missing_to_run() {
  local row
  has_venv || "$python" -c 'import ensurepip, venv' 2>/dev/null ||
    "$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])'
  for row in libpango-1.0.so.0=libpango-1.0-0 libpangoft2-1.0.so.0=libpangoft2-1.0-0 \
    libharfbuzz-subset.so.0=libharfbuzz-subset0; do
    has_library "${row%%=*}" || echo "${row#*=}"
  done
  command -v fc-list >/dev/null || echo fontconfig
  has_font || echo fonts-croscore
}

# The Debian packages that testing it misses beside those.
missing_to_test() {
  has_postgres || echo postgresql
  has_browser || is_ubuntu || echo chromium
  # Scans are read off by it; without it the office says so, and the tests of reading are skipped.
  command -v tesseract >/dev/null || echo tesseract-ocr
  [[ $(tesseract --list-langs 2>/dev/null || true) == *vie* ]] || echo tesseract-ocr-vie
  # What else can check and hold our signatures: poppler's program, and a token in software.
  command -v pdfsig >/dev/null || echo poppler-utils
  command -v certutil >/dev/null || echo libnss3-tools # tells pdfsig whom to trust
  command -v softhsm2-util >/dev/null || echo softhsm2
  has_library libatomic.so.1 || echo libatomic1 # the program that drives the browser needs it
}

apt_install() {
  local options=(-y -qq --no-install-recommends -o Dpkg::Use-Pty=0)
  if ! command -v apt-get >/dev/null; then
    say "please install what Debian calls: $*"
    return 1
  elif [ "$(id -u)" -ne 0 ]; then
    say 'some system packages are missing; please run this line, then try again:'
    printf '  sudo apt-get update && sudo apt-get install -y %s\n' "$*" >&2
    return 1
  fi
  say "installing $*"
  export DEBIAN_FRONTEND=noninteractive
  apt-get install "${options[@]}" "$@" >/dev/null 2>&1 ||
    { apt-get update -qq && apt-get install "${options[@]}" "$@" >/dev/null; }
}

install_system() {
  local needed=() wanted=()
  mapfile -t needed < <(missing_to_run)
  [ "$1" = run ] || mapfile -t wanted < <(missing_to_test)
  if [ "${CI:-}" = true ] || [ "$(id -u)" -eq 0 ] || [ ${#needed[@]} -gt 0 ]; then
    needed+=("${wanted[@]}")
    wanted=()
  fi
  [ ${#needed[@]} -eq 0 ] || apt_install "${needed[@]}"
  [ ${#wanted[@]} -eq 0 ] || apt_install "${wanted[@]}" || say 'going on: the tests that need them are skipped.'
}

install_requirements() {
  local stamp=".venv/$1.installed"
  cmp -s "$1" "$stamp" && return
  say "installing $1 (a minute or so)"
  .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-input \
    --require-hashes --only-binary :all: --requirement "$1"
  cp "$1" "$stamp"
}

install_browser() {
  if [ "$(id -u)" -eq 0 ]; then
    .venv/bin/playwright install --with-deps chromium
  else
    .venv/bin/playwright install chromium
  fi
}

case "${1:-}" in
run) lock=requirements.txt ;;
test) lock=requirements-dev.txt ;;
*) say 'usage: scripts/setup.sh run|test' && exit 2 ;;
esac
has_venv || python="$(find_python)"
install_system "$1"
has_venv || { say 'making .venv' && "$python" -m venv --clear .venv; }
install_requirements "$lock"
if [ "$1" = test ] && ! has_browser && is_ubuntu && ! install_browser; then
  say 'there is no browser to be had: the tests that need one are skipped.'
  [ "${CI:-}" != true ]
fi

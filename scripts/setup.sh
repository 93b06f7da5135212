# shellcheck shell=sh
# Sourced by the other scripts (POSIX sh): installs what is missing and leaves $python pointing into the virtual environment.
#   . scripts/setup.sh; setup run|dev
# Runs twice as fast as it can fail: a stamp in the environment says which lock it was made from.

unset CDPATH  # cd would look elsewhere first
PIP_USER=0 && export PIP_USER  # a pip.conf with `user = true` would keep pip out of the environment

say() { printf '%s\n' "$*" >&2; }
fail() { say "$0: $*"; exit 1; }

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null 2>&1; then sudo "$@"; else return 127; fi
}

# apt_install PACKAGE…: installs those that are missing; a clear sentence where that can't be done.
apt_install() {
    wanted=''
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || wanted="$wanted $package"
    done
    [ -z "$wanted" ] && return 0
    say "installing$wanted"
    # shellcheck disable=SC2086
    { as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $wanted; } >/dev/null \
        || fail "could not install$wanted. Run as root or with sudo: apt-get install$wanted"
}

find_python() {
    for name in "${PYTHON:-python3}" python3.13 python3.12 python3.11 python3.14; do
        command -v "$name" >/dev/null 2>&1 || continue
        "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { command -v "$name"; return 0; }
    done
    return 1
}

system_libraries() {
    case "$(uname -s)" in
        Darwin)
            [ -e /opt/homebrew/lib/libpango-1.0.dylib ] || [ -e /usr/local/lib/libpango-1.0.dylib ] && return 0
            command -v brew >/dev/null 2>&1 || fail "Pango is missing. Install Homebrew, then run: brew install pango"
            say "installing pango"; brew install --quiet pango >/dev/null || fail "could not install pango. Run: brew install pango" ;;
        Linux)
            if command -v apt-get >/dev/null 2>&1; then
                apt_install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
            fi ;;
    esac
}

virtual_environment() {
    [ -x .venv/bin/python ] && .venv/bin/python -c 'import pip' 2>/dev/null && return 0
    base=$(find_python) || {
        command -v apt-get >/dev/null 2>&1 || fail "Python 3.11 or newer is missing. Install it (macOS: brew install python), or name it: PYTHON=/path/to/python3 $0"
        apt_install python3 python3-venv
        base=$(find_python) || fail "this system's Python is older than 3.11. Install a newer one and name it: PYTHON=/path/to/python3 $0"
    }
    if ! "$base" -c 'import ensurepip, venv' 2>/dev/null; then
        command -v apt-get >/dev/null 2>&1 || fail "$base has no venv module. Install it, then run this again."
        apt_install python3-venv
        "$base" -c 'import ensurepip, venv' 2>/dev/null || apt_install "$("$base" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')"
    fi
    say "making .venv with $base"
    rm -rf .venv
    "$base" -m venv .venv || fail "could not make the virtual environment .venv with $base"
}

# stamp LOCK: what the environment must have been made from, and where, to need nothing.
stamp() { { pwd; cat "requirements/$1.txt" pyproject.toml; } | cksum | tr -d ' '; }
installed() { [ "$(cat ".venv/stamp-$1" 2>/dev/null)" = "$(stamp "$1")" ]; }

# libraries LOCK: installs the locked libraries, hashes checked.
libraries() {
    say "installing the libraries of requirements/$1.txt"
    "$python" -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r "requirements/$1.txt" \
        || fail "could not install the libraries of requirements/$1.txt; above stands why. Check the network, then run this again."
}

# add LOCK: libraries beside those of setup, for judges that few runs need.
add() {
    installed "$1" && return 0
    libraries "$1"
    stamp "$1" >".venv/stamp-$1"
}

# setup run|dev: the locked libraries (hashes checked), then the project itself, editable. dev holds all that run does.
setup() {
    cd "$(dirname "$0")/.." || exit 1
    system_libraries
    virtual_environment
    python=$PWD/.venv/bin/python
    if installed dev || installed "$1"; then return 0; fi
    libraries "$1"
    "$python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable . \
        || fail "could not install reportgen itself into .venv"
    stamp "$1" >".venv/stamp-$1"
}

# node_packages: those of requirements/node (versions locked, hashes checked).
node_packages() {
    lock=$(cksum <requirements/node/package-lock.json | tr -d ' ')
    [ "$(cat requirements/node/node_modules/.stamp 2>/dev/null)" = "$lock" ] && return 0
    if ! command -v npm >/dev/null 2>&1; then
        command -v apt-get >/dev/null 2>&1 || fail "npm is missing. Install Node.js, then run this again."
        apt_install nodejs npm
    fi
    say "installing the packages of requirements/node"
    npm ci --silent --no-audit --no-fund --prefix requirements/node >&2 \
        || fail "could not install the packages of requirements/node. Check the network, then run this again."
    printf '%s' "$lock" >requirements/node/node_modules/.stamp
}

# Sourced by ./run and ./test, from the source root.

# need SECTION...: installs what is missing of these sections of packages.txt; asks for root for that alone.
need() {
	there=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' | sed -n 's/ installed$//p')
	missing=
	for want in $(awk -v on=" $* " '/^#/ { take = index(on, " " $2 " ") } /^[^#]/ && take { sub(": ", ":"); print }' packages.txt); do
		case $want in
		*:*) command -v "${want%%:*}" >/dev/null || missing="$missing ${want#*:}" ;;
		*) echo "$there" | grep -qx "$want" || missing="$missing $want" ;;
		esac
	done
	[ -z "$missing" ] && return
	echo "Installing Debian packages:$missing"
	set -- env DEBIAN_FRONTEND=noninteractive apt-get
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null || { echo "Please install them as root (apt-get install$missing), then start again."; return 1; }
		echo "(sudo may ask for your password)"
		set -- sudo "$@"
	fi
	"$@" update -q && "$@" install -q -y --no-install-recommends $missing
}

# The browser side's packages, when the lock file has changed since they were installed.
need_web() {
	[ -e web/node_modules/.package-lock.json ] &&
		[ ! web/package-lock.json -nt web/node_modules/.package-lock.json ] && return
	echo "Installing the browser side's packages into web/node_modules"
	(cd web && npm ci --silent)
}

# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
# Sourced by scripts/fetch, after lib.sh: Debian packages for another architecture and suite,
# by an apt whose state is in $CACHE. Needs $work (a folder for temporary files) and $refresh.
# variables are shared with the files that are sourced, or that source this one
# shellcheck disable=SC2034,SC2154

# Prints the address of the Debian archive in the machine's own apt sources, both styles of file.
# An entry counts if it has the component main and a suite of the archive itself, so that
# the security archive and other people's archives are passed over.
mirror()
{
	if [ -n "${TCELIFE_MIRROR:-}" ]; then
		printf '%s\n' "$TCELIFE_MIRROR"
		return
	fi
	set --
	for sources in /etc/apt/sources.list /etc/apt/sources.list.d/*.list \
		/etc/apt/sources.list.d/*.sources; do
		[ ! -r "$sources" ] || set -- "$@" "$sources"
	done
	[ $# -gt 0 ] || return 0
	# shellcheck disable=SC1091
	awk -v codename="$(. /etc/os-release && printf %s "${VERSION_CODENAME:-}")" '
	function ours(uris, suites, components,    n, i, part)
	{
		if (disabled || (" " components " ") !~ / main / || uris ~ /security/)
			return
		n = split(suites, part, " ")
		for (i = 1; i <= n; i++)
			if (index(names, " " part[i] " "))
				break
		if (i > n)
			return
		n = split(uris, part, " ")
		for (i = 1; i <= n; i++)
			if (part[i] !~ /^cdrom:/)
				print (part[i] ~ /\/debian\/?$/ ? 1 : 2), part[i]
	}
	function flush()
	{
		if (types ~ /deb/)
			ours(uri, suite, component)
		types = uri = suite = component = field = ""
		disabled = 0
	}
	BEGIN {
		names = " stable testing unstable oldstable sid bookworm trixie forky duke " \
			codename " "
	}
	FNR == 1 { flush(); deb822 = FILENAME ~ /\.sources$/ }
	/^[ \t]*#/ { next }
	!deb822 && $1 == "deb" {
		sub(/\[[^]]*\]/, "")
		line = $0
		sub(/^[ \t]*deb[ \t]+[^ \t]+[ \t]+[^ \t]+/, "", line)
		ours($2, $3, line)
		next
	}
	!deb822 { next }
	/^[ \t]*$/ { flush(); next }
	/^[^ \t]/ { field = tolower($1); sub(/^[^:]*:/, "") }
	field == "types:" { types = types " " $0 }
	field == "uris:" { uri = uri " " $0 }
	field == "suites:" { suite = suite " " $0 }
	field == "components:" { component = component " " $0 }
	field == "enabled:" { disabled = $0 ~ /no|false/ }
	END { flush() }' "$@" | sort -s -n -k 1,1 | sed -n '1s/^[12] //p'
}

keyring()
{
	for keys in /usr/share/keyrings/debian-archive-keyring.gpg \
		/usr/share/keyrings/debian-archive-keyring.pgp; do
		if [ -r "$keys" ]; then
			printf '%s\n' "$keys"
			return
		fi
	done
}

# --- apt with a state of its own ----------------------------------------------------------------

# Writes the configuration that keeps apt inside $CACHE/apt/<suite>. It is read after the
# machine's own, so proxies stay and hooks that would touch the machine go.
apt_configure()	# SUITE
{
	for tool in apt-get apt-cache dpkg-deb flock; do
		command -v $tool >/dev/null ||
			die "$tool is not here: the laboratory's files come from Debian's" \
				"archive, by Debian's tools (or from a warm cache: CACHE=folder)"
	done
	apt_mirror=$(mirror)
	if [ -z "$apt_mirror" ]; then
		say "no Debian archive (component main) in /etc/apt/sources.list*"
		hint "name one: TCELIFE_MIRROR=URL"
		exit "$LAB_ERROR"
	fi
	apt_keyring=$(keyring)
	[ -n "$apt_keyring" ] ||
		die "no keyring of Debian's in /usr/share/keyrings:" \
			"install the package debian-archive-keyring"
	apt_state=$CACHE/apt/$1
	mkdir -p "$apt_state/lists/partial" "$apt_state/archives/partial"
	printf 'deb [signed-by=%s target=Packages] %s %s main\n' \
		"$apt_keyring" "$apt_mirror" "$1" >"$apt_state/sources.list"
	cat >"$apt_state/apt.conf" <<-END
	#clear APT::Update;
	#clear DPkg::Post-Invoke;
	#clear APT::Architectures;
	APT::Architecture "ppc64el";
	APT::Architectures { "ppc64el"; };
	APT::Sandbox::User "root";
	APT::Update::Error-Mode "any";
	Acquire::Retries "2";
	Dir::State "$apt_state";
	Dir::State::Lists "$apt_state/lists";
	Dir::State::status "/dev/null";
	Dir::Cache "$apt_state";
	Dir::Cache::archives "$apt_state/archives";
	Dir::Cache::pkgcache "pkgcache.bin";
	Dir::Cache::srcpkgcache "";
	Dir::Etc::sourcelist "$apt_state/sources.list";
	Dir::Etc::sourceparts "/dev/null";
	END
}

apt()	# COMMAND ARGS...
{
	apt_command=$1
	shift
	LC_ALL=C "$apt_command" -q -c "$apt_state/apt.conf" "$@" </dev/null
}

# Runs an apt command on standard error: with its own moving line on a terminal, else silently,
# its words kept and shown only if it fails.
apt_loud()
{
	if [ -t 2 ]; then
		LC_ALL=C "$1" -c "$apt_state/apt.conf" -y "$2" ${3:+"$3"} </dev/null >&2
	else
		apt "$@" >"$work/apt.log" 2>&1 || {
			cat "$work/apt.log" >&2
			return 1
		}
	fi
}

# A list read less than an hour ago from the same mirror is new enough.
apt_update()	# SUITE
{
	apt_configure "$1"
	[ -n "$refresh" ] || ! apt_list_is_new || return 0
	say "reading the package list of Debian $1 for ppc64el"
	apt_loud apt-get update || {
		say "cannot read Debian's package list (is there a network?); nothing was changed"
		exit "$LAB_ERROR"
	}
	cp "$apt_state/sources.list" "$apt_state/updated"
}

apt_list_is_new()
{
	cmp -s "$apt_state/sources.list" "$apt_state/updated" &&
		[ -n "$(find "$apt_state/updated" -mmin -60)" ]
}

package_field()	# PACKAGE FIELD: of the newest version
{
	apt apt-cache show --no-all-versions "$1" 2>/dev/null | sed -n "s/^$2: //p" | head -n 1
}

# Downloads one package; leaves its path in $deb. apt checks it against the signed lists.
download()	# PACKAGE
{
	try_download "$1" || die "cannot download $1; nothing was changed"
}

# The newest version that the mirror has; false if it has none. While a mirror is being updated, its list may
# be ahead of its packages, or behind.
try_download()	# PACKAGE
{
	versions=$(package_versions "$1")
	[ -n "$versions" ] || die "Debian has no package $1 for ppc64el in this suite"
	for version in $versions; do
		megabytes=$(($(package_field "$1=$version" Size) / 1000000 + 1))
		say "downloading $1 $version ($megabytes MB)"
		rm -rf "$work/deb"
		mkdir "$work/deb"
		! (cd "$work/deb" && apt_loud apt-get download "$1=$version") || break
		say "the mirror lists $1 $version and does not give it"
	done
	deb=$(find "$work/deb" -name '*.deb')
	[ -n "$deb" ]
}

package_versions()	# PACKAGE: newest first
{
	apt apt-cache madison "$1" 2>/dev/null | awk -F ' *[|] *' '!seen[$2]++ { print $2 }'
}

# NAME_VERSION of the package in $deb
package_stamp()
{
	# shellcheck disable=SC2016
	dpkg-deb -W --showformat='${Package}_${Version}\n' "$deb"
}

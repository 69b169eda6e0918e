#include "web/peer.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

bool
peer_is_loopback(const struct sockaddr *sa)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;

	if (sa->sa_family == AF_INET) {
		memcpy(&in, sa, sizeof(in));
		return ntohl(in.sin_addr.s_addr) >> 24 == 127;
	}
	if (sa->sa_family != AF_INET6)
		return false;
	memcpy(&in6, sa, sizeof(in6));
	if (IN6_IS_ADDR_V4MAPPED(&in6.sin6_addr))
		return in6.sin6_addr.s6_addr[12] == 127;
	return IN6_IS_ADDR_LOOPBACK(&in6.sin6_addr);
}

/* An address as the kernel prints it there: 32-bit words in host order, and the port. */
static void
proc_form(const struct sockaddr_storage *ss, char out[static 48])
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;
	uint32_t w[4];

	if (ss->ss_family == AF_INET) {
		memcpy(&in, ss, sizeof(in));
		snprintf(out, 48, "%08X:%04X", in.sin_addr.s_addr, ntohs(in.sin_port));
		return;
	}
	memcpy(&in6, ss, sizeof(in6));
	memcpy(w, &in6.sin6_addr, sizeof(w));
	snprintf(out, 48, "%08X%08X%08X%08X:%04X", w[0], w[1], w[2], w[3], ntohs(in6.sin6_port));
}

/* A line: "  sl: local remote st tx:rx tr:when retrnsmt uid ...". The peer's local address is our remote one. */
static bool
line_uid(const char *line, const char *local, const char *remote, uint64_t *ret_uid)
{
	const char *p = strchr(line, ':');
	uint64_t uid = 0;
	size_t nl = strlen(local);
	size_t nr = strlen(remote);

	if (p == NULL || strncmp(p + 2, local, nl) != 0 || strncmp(p + 3 + nl, remote, nr) != 0)
		return false;
	p += 3 + nl + nr;
	for (int field = 0; field < 5; field++) { /* st, queues, timer, retransmits, then the uid */
		p += strspn(p, " ");
		if (field == 4)
			break;
		p += strcspn(p, " ");
	}
	if (*p < '0' || *p > '9')
		return false;
	for (; *p >= '0' && *p <= '9' && uid <= UINT32_MAX; p++)
		uid = uid * 10 + (uint64_t)(*p - '0');
	*ret_uid = uid;
	return true;
}

bool
peer_is_owner(int fd)
{
	struct sockaddr_storage here = {0};
	struct sockaddr_storage there = {0};
	socklen_t n_here = sizeof(here);
	socklen_t n_there = sizeof(there);
	char local[48];
	char remote[48];
	char line[512];
	uint64_t uid;
	bool found = false;
	FILE *f;

	if (getsockname(fd, (struct sockaddr *)&here, &n_here) != 0 ||
	    getpeername(fd, (struct sockaddr *)&there, &n_there) != 0 ||
	    !peer_is_loopback((const struct sockaddr *)&there))
		return false;
	proc_form(&there, local);
	proc_form(&here, remote);
	f = fopen(there.ss_family == AF_INET ? "/proc/net/tcp" : "/proc/net/tcp6", "re");
	if (f == NULL)
		return false;
	while (!found && fgets(line, sizeof(line), f) != NULL)
		found = line_uid(line, local, remote, &uid);
	fclose(f);
	return found && (uid == geteuid() || uid == 0);
}

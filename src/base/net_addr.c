#include "net_addr.h"

#include <netinet/in.h>
#include <sys/socket.h>

struct prefix {
	unsigned char bytes[8];
	unsigned char bits;
	const char *what;
};

static const struct prefix special4[] = {
    {{0}, 8, "this network"},
    {{10}, 8, "private"},
    {{100, 64}, 10, "shared within a provider"},
    {{127}, 8, "loopback"},
    {{169, 254}, 16, "link-local"},
    {{172, 16}, 12, "private"},
    {{192, 0, 0}, 24, "reserved for protocols"},
    {{192, 0, 2}, 24, "for documentation"},
    {{192, 31, 196}, 24, "reserved for protocols"},
    {{192, 52, 193}, 24, "reserved for protocols"},
    {{192, 88, 99}, 24, "a relay of 6to4"},
    {{192, 168}, 16, "private"},
    {{192, 175, 48}, 24, "reserved for protocols"},
    {{198, 18}, 15, "for measurements"},
    {{198, 51, 100}, 24, "for documentation"},
    {{203, 0, 113}, 24, "for documentation"},
    {{224}, 4, "multicast"},
    {{240}, 4, "reserved"},
};

static const struct prefix special6[] = {
    {{0x20, 0x01, 0x00}, 23, "reserved for protocols"}, /* Teredo, ORCHID, benchmarks and more */
    {{0x20, 0x01, 0x0d, 0xb8}, 32, "for documentation"},
    {{0x26, 0x20, 0x00, 0x4f, 0x80}, 48, "reserved for protocols"},
    {{0x3f, 0xff}, 20, "for documentation"},
};

static bool
has_prefix(const unsigned char *ip, const struct prefix *p)
{
	size_t whole = p->bits / 8u;
	unsigned rest = p->bits % 8u;

	if (memcmp(ip, p->bytes, whole) != 0)
		return false;
	return rest == 0 || ((ip[whole] ^ p->bytes[whole]) >> (8 - rest)) == 0;
}

const char *
net_addr_special4(const unsigned char ip[static 4])
{
	for (size_t i = 0; i < ARRAY_LEN(special4); i++)
		if (has_prefix(ip, &special4[i]))
			return special4[i].what;
	return NULL;
}

static bool
zeros(const unsigned char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (p[i] != 0)
			return false;
	return true;
}

/* Those that carry an IPv4 address somewhere; NULL for the others. */
static const unsigned char *
carried4(const unsigned char ip[static 16])
{
	static const unsigned char nat64[12] = {0x00, 0x64, 0xff, 0x9b};

	if (zeros(ip, 10) && ip[10] == 0xff && ip[11] == 0xff)
		return ip + 12; /* mapped */
	if (memcmp(ip, nat64, sizeof(nat64)) == 0)
		return ip + 12;
	if (ip[0] == 0x20 && ip[1] == 0x02)
		return ip + 2; /* 6to4 */
	if ((ip[8] & 0xfd) == 0 && ip[9] == 0 && ip[10] == 0x5e && ip[11] == 0xfe)
		return ip + 12; /* ISATAP */
	return NULL;
}

const char *
net_addr_special6(const unsigned char ip[static 16])
{
	const unsigned char *v4 = carried4(ip);
	const char *what = v4 != NULL ? net_addr_special4(v4) : NULL;
	bool translated = v4 == ip + 12 && (zeros(ip, 8) || ip[1] == 0x64); /* mapped or NAT64: not within 2000::/3 */

	if (what != NULL)
		return what;
	if (zeros(ip, 15) && ip[15] == 1)
		return "loopback";
	if ((ip[0] & 0xfe) == 0xfc)
		return "private";
	if (ip[0] == 0xfe && (ip[1] & 0x80) == 0x80)
		return "link-local";
	if (ip[0] == 0xff)
		return "multicast";
	for (size_t i = 0; i < ARRAY_LEN(special6); i++)
		if (has_prefix(ip, &special6[i]))
			return special6[i].what;
	return (ip[0] & 0xe0) == 0x20 || translated ? NULL : "reserved";
}

const char *
net_addr_special(const struct sockaddr *sa)
{
	struct sockaddr_in v4;
	struct sockaddr_in6 v6;

	if (sa->sa_family == AF_INET) {
		memcpy(&v4, sa, sizeof(v4));
		return net_addr_special4((const unsigned char *)&v4.sin_addr);
	}
	if (sa->sa_family == AF_INET6) {
		memcpy(&v6, sa, sizeof(v6));
		return net_addr_special6(v6.sin6_addr.s6_addr);
	}
	return "no Internet address";
}

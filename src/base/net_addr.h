/*
 * Classes of network addresses: whether one leads out into the Internet, or to this machine, this house, or nowhere.
 *
 * From the registries of special-purpose addresses (RFC 6890 and what was added to it), with everything refused that is
 * not plainly global: in IPv6 only 2000::/3 counts, less its special parts. Addresses that carry an IPv4 address
 * (mapped, 6to4, NAT64, ISATAP) are what that one is.
 */
#ifndef BASE_NET_ADDR_H
#define BASE_NET_ADDR_H

#include "base.h"

struct sockaddr;

/* NULL for a global address; else what it is, in words: "loopback", "private", "link-local", ... Any other family than
 * IPv4 and IPv6: "no Internet address". */
const char *net_addr_special(const struct sockaddr *sa);
/* The same for bytes in network order. */
const char *net_addr_special4(const unsigned char ip[static 4]);
const char *net_addr_special6(const unsigned char ip[static 16]);

#endif

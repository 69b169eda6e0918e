/*
 * Whose socket is at the other end of a loopback connection, from /proc/net/tcp and tcp6: the wall against other users
 * of the same machine, who can reach 127.0.0.1 as well as the owner can. It says nothing about other programs of the
 * same user (they can read the database file anyway), and it fails closed: a socket that is not found is not the
 * owner's.
 */
#ifndef WEB_PEER_H
#define WEB_PEER_H

#include "base/base.h"

struct sockaddr;

bool peer_is_loopback(const struct sockaddr *sa);
/* True when the loopback connection accepted as fd has its other end in a socket of this process's user or of root. */
bool peer_is_owner(int fd);

#endif

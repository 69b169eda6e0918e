/* Classes of addresses: the registries' ranges at their edges, and the addresses that carry another. */
#include "test.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "base/net_addr.h"

static const char *
what_is(const char *text)
{
	struct sockaddr_in6 v6 = {.sin6_family = AF_INET6};
	struct sockaddr_in v4 = {.sin_family = AF_INET};

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
		return net_addr_special((const struct sockaddr *)&v4);
	if (inet_pton(AF_INET6, text, &v6.sin6_addr) == 1)
		return net_addr_special((const struct sockaddr *)&v6);
	fail_msg("%s is no address", text);
	return NULL;
}

static void
global(void **state)
{
	static const char *const list[] = {
	    "1.1.1.1",
	    "8.8.8.8",
	    "9.255.255.255",
	    "11.0.0.0",
	    "100.63.255.255",
	    "100.128.0.0",
	    "126.255.255.255",
	    "128.0.0.0",
	    "169.253.255.255",
	    "169.255.0.0",
	    "172.15.255.255",
	    "172.32.0.0",
	    "191.255.255.255",
	    "192.0.1.0",
	    "192.0.3.0",
	    "192.88.98.255",
	    "192.88.100.0",
	    "192.167.255.255",
	    "192.169.0.0",
	    "198.17.255.255",
	    "198.20.0.0",
	    "198.51.99.255",
	    "198.51.101.0",
	    "203.0.112.255",
	    "203.0.114.0",
	    "223.255.255.255",
	    "2606:4700::1111",
	    "2001:200::1",
	    "2001:4860:4860::8888",
	    "2001:db9::1",
	    "2a00:1450::1",
	    "3ffe:ffff::1",
	    "2003::1",
	    "::ffff:8.8.8.8",
	    "64:ff9b::8.8.8.8",
	    "2002:808:808::1",
	    "2606::5efe:808:808",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(list); i++)
		if (what_is(list[i]) != NULL)
			fail_msg("%s: %s", list[i], what_is(list[i]));
}

static void
special(void **state)
{
	static const char *const list[][2] = {
	    {"0.0.0.0", "this network"},
	    {"0.255.255.255", "this network"},
	    {"10.0.0.0", "private"},
	    {"10.255.255.255", "private"},
	    {"100.64.0.0", "shared"},
	    {"100.127.255.255", "shared"},
	    {"127.0.0.1", "loopback"},
	    {"127.255.255.255", "loopback"},
	    {"169.254.169.254", "link-local"},
	    {"172.16.0.0", "private"},
	    {"172.31.255.255", "private"},
	    {"192.0.0.170", "protocols"},
	    {"192.0.2.1", "documentation"},
	    {"192.88.99.1", "6to4"},
	    {"192.168.0.0", "private"},
	    {"192.168.255.255", "private"},
	    {"198.18.0.0", "measure"},
	    {"198.19.255.255", "measure"},
	    {"198.51.100.9", "documentation"},
	    {"203.0.113.9", "documentation"},
	    {"224.0.0.1", "multicast"},
	    {"239.255.255.255", "multicast"},
	    {"240.0.0.1", "reserved"},
	    {"255.255.255.255", "reserved"},
	    {"::", "reserved"},
	    {"::1", "loopback"},
	    {"::2", "reserved"},
	    {"::7f00:1", "reserved"},
	    {"::ffff:127.0.0.1", "loopback"},
	    {"::ffff:10.1.2.3", "private"},
	    {"::ffff:0:7f00:1", "reserved"},
	    {"64:ff9b::127.0.0.1", "loopback"},
	    {"64:ff9b::192.168.1.1", "private"},
	    {"64:ff9b:1::1", "reserved"},
	    {"100::1", "reserved"},
	    {"2001::1", "protocols"},
	    {"2001:10::1", "protocols"},
	    {"2001:1ff::1", "protocols"},
	    {"2001:db8::1", "documentation"},
	    {"2001:db8:ffff::1", "documentation"},
	    {"3fff::1", "documentation"},
	    {"3fff:fff::1", "documentation"},
	    {"2002:7f00:1::1", "loopback"},
	    {"2002:c0a8:101::", "private"},
	    {"2002:a9fe:a9fe::1", "link-local"},
	    {"2606::5efe:7f00:1", "loopback"},
	    {"2606::200:5efe:a00:1", "private"},
	    {"4000::1", "reserved"},
	    {"5f00::1", "reserved"},
	    {"fc00::1", "private"},
	    {"fdff::1", "private"},
	    {"fe80::1", "link-local"},
	    {"febf::1", "link-local"},
	    {"fec0::1", "link-local"},
	    {"ff02::1", "multicast"},
	    {"2620:4f:8000::1", "protocols"},
	};
	struct sockaddr other = {.sa_family = AF_UNIX};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(list); i++)
		if (what_is(list[i][0]) == NULL || strstr(what_is(list[i][0]), list[i][1]) == NULL)
			fail_msg("%s: %s", list[i][0], what_is(list[i][0]) != NULL ? what_is(list[i][0]) : "global");
	assert_non_null(net_addr_special(&other));
}

/* Every special IPv4 address stays special in whatever carries it. */
static void
carried(void **state)
{
	uint32_t x = 12345;

	(void)state;
	for (int i = 0; i < 200000; i++) {
		unsigned char v4[4], v6[16] = {0};
		const char *what;

		x = x * 1664525u + 1013904223u;
		memcpy(v4, &x, 4);
		what = net_addr_special4(v4);
		v6[10] = v6[11] = 0xff;
		memcpy(v6 + 12, v4, 4);
		assert_ptr_equal(net_addr_special6(v6), what);
		memset(v6, 0, sizeof(v6));
		memcpy(v6, "\x00\x64\xff\x9b", 4);
		memcpy(v6 + 12, v4, 4);
		assert_ptr_equal(net_addr_special6(v6), what);
		memset(v6, 0, sizeof(v6));
		v6[0] = 0x20;
		v6[1] = 0x02;
		memcpy(v6 + 2, v4, 4);
		assert_ptr_equal(net_addr_special6(v6), what);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(global), cmocka_unit_test(special),
	                                   cmocka_unit_test(carried)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Fetching by a worker: what goes over to it, and what comes back. */
#include <unistd.h>

#include "base/fs.h"
#include "base/proc.h"
#include "base/strbuf.h"
#include "exchange/fetch.h"
#include "format/url.h"
#include "import_impl.h"

#define MESSAGE_MAX (FETCH_BODY_MAX + FETCH_ROBOTS_KEPT * (FETCH_ROBOTS_MAX + URL_MAX) + ((size_t)1 << 20))

/* Written and read by the same binary on the same machine: plain numbers, then the bytes they count. */
struct robots_head {
	uint32_t origin_n;
	uint32_t text_n;
	uint32_t forbids;
};

struct answer_head {
	uint32_t code; /* of the error; 0: it was fetched */
	uint32_t n_robots;
	uint64_t text_n; /* error and hint, or address, type and body */
	uint64_t hint_n;
	uint64_t body_n;
};

static void
put(struct strbuf *out, const void *p, size_t n)
{
	strbuf_add(out, (struct str){p, n});
}

static void
robots_put(struct strbuf *out, const struct fetch_memory *m, size_t from)
{
	for (size_t i = from; i < m->n; i++) {
		const struct fetch_robots *r = &m->robots[i];
		struct robots_head head = {(uint32_t)r->origin.n, (uint32_t)r->text.n, r->forbids};

		put(out, &head, sizeof(head));
		strbuf_add(out, r->origin);
		strbuf_add(out, r->text);
	}
}

static bool
take(struct str *rest, size_t n, struct str *ret)
{
	if (rest->n < n)
		return false;
	*ret = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	return true;
}

static bool
take_head(struct str *rest, void *to, size_t n)
{
	struct str bytes;

	if (!take(rest, n, &bytes))
		return false;
	memcpy(to, bytes.p, n);
	return true;
}

static bool
robots_take(struct str *rest, size_t n, struct fetch_memory *m)
{
	for (size_t i = 0; i < n; i++) {
		struct robots_head head;
		struct str origin, text;

		if (!take_head(rest, &head, sizeof(head)) || !take(rest, head.origin_n, &origin) ||
		    !take(rest, head.text_n, &text) || m->n == FETCH_ROBOTS_KEPT)
			return false;
		m->robots[m->n++] =
		    (struct fetch_robots){arena_str(m->a, origin), arena_str(m->a, text), head.forbids != 0};
	}
	return true;
}

/* --- the worker --------------------------------------------------------------------------------------------------- */

static bool
work(struct strbuf *out, struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA((size_t)256 << 20);
	static const struct fetch_rules rules;
	struct fetch_memory memory = {.a = &a};
	struct fetch_answer answer = {0};
	struct answer_head head = {0};
	struct err why = {0};
	struct str in;
	uint32_t n;
	size_t had;

	if (!fs_read_fd(&a, STDIN_FILENO, "what to fetch", MESSAGE_MAX, &in, err))
		return false;
	if (!take_head(&in, &n, sizeof(n)) || !robots_take(&in, n, &memory))
		return err_set(err, ERR_INVALID, "standard input holds nothing to fetch");
	had = memory.n;
	if (!fetch_here(&a, in, &memory, &rules, &answer, &why)) {
		head.code = (uint32_t)why.code;
		head.text_n = strlen(why.text);
		head.hint_n = strlen(why.hint);
	} else {
		head.text_n = answer.url.n;
		head.hint_n = answer.type.n;
		head.body_n = answer.body.n;
	}
	head.n_robots = (uint32_t)(memory.n - had);
	put(out, &head, sizeof(head));
	robots_put(out, &memory, had);
	strbuf_add(out, head.code != 0 ? str_of(why.text) : answer.url);
	strbuf_add(out, head.code != 0 ? str_of(why.hint) : answer.type);
	strbuf_add(out, answer.body);
	return strbuf_ok(out, "what was fetched", err) &&
	       fs_write_fd(STDOUT_FILENO, "the answer", strbuf_str(out), err);
}

int
fetch_worker_main(void)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(MESSAGE_MAX);
	struct err err = {0};

	if (work(&out, &err))
		return 0;
	fprintf(stderr, "%s\n", err.text);
	return err_exit_status(err.code);
}

/* --- who asks ----------------------------------------------------------------------------------------------------- */

static bool
answer_read(struct arena *a, struct str bytes, struct fetch_memory *memory, struct fetch_answer *ret, struct err *err)
{
	struct answer_head head;
	struct str text, hint, body;

	if (!take_head(&bytes, &head, sizeof(head)) || !robots_take(&bytes, head.n_robots, memory) ||
	    !take(&bytes, head.text_n, &text) || !take(&bytes, head.hint_n, &hint) ||
	    !take(&bytes, head.body_n, &body) || head.code >= ERR__COUNT)
		return err_set(err, ERR_BUG, "the worker's answer is not whole");
	if (head.code != 0) {
		err_set(err, (enum err_code)head.code, "%.*s", STR_ARG(text));
		return hint.n == 0 ? false : err_hint(err, "%.*s", STR_ARG(hint));
	}
	*ret = (struct fetch_answer){arena_str(a, text), arena_str(a, hint), arena_str(a, body)};
	return true;
}

bool
fetch_run(struct arena *a, struct str url, struct fetch_memory *memory, struct fetch_answer *ret, struct err *err)
{
	static const struct proc_limits limits = {
	    .cpu_s = 10, .wall_s = FETCH_WALL_S, .memory = WORKER_MEMORY, .output = MESSAGE_MAX};
	CLEANUP(strbuf_release) struct strbuf in = STRBUF(MESSAGE_MAX);
	uint32_t n = (uint32_t)memory->n;
	struct str answer;
	char *self;

	if (!proc_self(a, &self, err))
		return false;
	put(&in, &n, sizeof(n));
	robots_put(&in, memory, 0);
	strbuf_add(&in, url);
	const char *argv[] = {self, "worker", "fetch", NULL};
	return strbuf_ok(&in, "what to fetch", err) && proc_run(a, argv, strbuf_str(&in), limits, &answer, err) &&
	       answer_read(a, answer, memory, ret, err);
}

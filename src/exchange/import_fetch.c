/* From a pasted address to the bytes that a reader of postings takes. */
#include <time.h>

#include "base/clock.h"
#include "format/board_url.h"
#include "import_impl.h"

#define NAP_MS 100

/* Waits until the host may be asked again. */
static bool
pause_for(struct import_fetch *f, struct str host, struct err *err)
{
	size_t i = 0;

	while (i < f->n_hosts && !str_eq(f->hosts[i].host, host))
		i++;
	if (i == f->n_hosts) {
		if (i == IMPORT_HOSTS_MAX)
			return true;
		f->hosts[i].host = arena_str(f->memory.a, host);
		f->n_hosts++;
	} else {
		while (clock_monotonic_us() - f->hosts[i].last_us < (int64_t)f->pause_ms * 1000) {
			if (!f->wait(f->p, err))
				return false;
			nanosleep(&(struct timespec){.tv_nsec = NAP_MS * 1000000}, NULL);
		}
	}
	f->hosts[i].last_us = clock_monotonic_us();
	return true;
}

static bool
fetch(struct import_fetch *f, struct arena *a, struct str text, struct fetch_answer *ret, struct err *err)
{
	struct url u;

	return url_parse(a, text, false, &u, err) && pause_for(f, u.host, err) &&
	       f->fetcher(a, url_text(a, &u), &f->memory, ret, err);
}

/* A page that does not say where it stands gets told so at its end; what it says itself comes first. */
static struct str
with_address(struct arena *a, const struct fetch_answer *answer)
{
	if (!str_eq_ci(answer->type, STR("text/html")) && !str_eq_ci(answer->type, STR("application/xhtml+xml")))
		return answer->body;
	/* The address holds neither quotes nor angle brackets (format/url.h). */
	return arena_printf(a, "%.*s\n<link rel=\"canonical\" href=\"%.*s\">\n", STR_ARG(answer->body),
	                    STR_ARG(answer->url));
}

bool
import_fetch_one(struct import_fetch *f, struct arena *a, struct str url, struct str *ret_bytes, struct str *ret_only,
                 struct err *err)
{
	struct fetch_answer answer;
	struct board_url board;
	struct url u;

	*ret_only = STR("");
	if (!url_parse(a, url, false, &u, err))
		return false;
	if (board_url_of(a, &u, &board) && fetch(f, a, board.api, &answer, NULL)) {
		*ret_bytes = answer.body;
		*ret_only = board.only;
		return true;
	}
	if (!fetch(f, a, url, &answer, err))
		return false;
	*ret_bytes = with_address(a, &answer);
	return true;
}

#include "js.h"

#include "date.h"
#include "num.h"
#include "utf8.h"

static void
js_before(struct js *j)
{
	if (j->comma)
		strbuf_byte(j->out, ',');
	j->comma = true;
}

void
js_open(struct js *j, char bracket)
{
	js_before(j);
	strbuf_byte(j->out, bracket);
	j->comma = false;
}

void
js_close(struct js *j, char bracket)
{
	strbuf_byte(j->out, bracket);
	j->comma = true;
}

void
js_quote(struct strbuf *out, struct str s)
{
	static const char hex[] = "0123456789abcdef";

	strbuf_byte(out, '"');
	while (s.n > 0) {
		size_t run = 0;
		char utf[4];

		while (run < s.n && (unsigned char)s.p[run] >= 0x20 && (unsigned char)s.p[run] < 0x7f &&
		       s.p[run] != '"' && s.p[run] != '\\')
			run++;
		strbuf_add(out, str_sub(s, 0, run));
		s = str_sub(s, run, s.n);
		if (s.n == 0)
			break;
		char c = s.p[0];
		uint32_t cp = utf8_next(&s);

		if (c == '"' || c == '\\') {
			strbuf_byte(out, '\\');
			strbuf_byte(out, c);
		} else if (c == '\n') {
			strbuf_addz(out, "\\n");
		} else if (c == '\t') {
			strbuf_addz(out, "\\t");
		} else if (cp < 0x20 || cp == 0x7f) {
			strbuf_addz(out, "\\u00");
			strbuf_byte(out, hex[cp >> 4]);
			strbuf_byte(out, hex[cp & 15]);
		} else {
			strbuf_add(out, (struct str){utf, utf8_put(cp, utf)});
		}
	}
	strbuf_byte(out, '"');
}

void
js_key(struct js *j, const char *key)
{
	js_before(j);
	js_quote(j->out, str_of(key));
	strbuf_byte(j->out, ':');
	j->comma = false;
}

void
js_text(struct js *j, struct str s)
{
	js_before(j);
	js_quote(j->out, s);
}

void
js_i64(struct js *j, int64_t v)
{
	js_before(j);
	strbuf_printf(j->out, "%lld", (long long)v);
}

void
js_f64(struct js *j, double v)
{
	char buf[32];

	js_before(j);
	strbuf_addz(j->out, num_format(v, buf));
}

void
js_bool(struct js *j, bool v)
{
	js_before(j);
	strbuf_addz(j->out, v ? "true" : "false");
}

void
js_null(struct js *j)
{
	js_before(j);
	strbuf_addz(j->out, "null");
}

void
js_kv(struct js *j, const char *key, struct str s)
{
	js_key(j, key);
	if (s.p == NULL)
		js_null(j);
	else
		js_text(j, s);
}

void
js_kz(struct js *j, const char *key, const char *s)
{
	js_kv(j, key, str_of(s));
}

void
js_ki(struct js *j, const char *key, int64_t v)
{
	js_key(j, key);
	js_i64(j, v);
}

void
js_kf(struct js *j, const char *key, double v)
{
	js_key(j, key);
	js_f64(j, v);
}

void
js_kb(struct js *j, const char *key, bool v)
{
	js_key(j, key);
	js_bool(j, v);
}

void
js_kday(struct js *j, const char *key, int32_t day)
{
	char buf[16];

	js_kv(j, key, day == DAY_NONE ? STR_NONE : str_of(day_format(day, buf)));
}

/*
 * A streaming JSON writer: commas and escapes are its business. Ill-formed UTF-8 becomes U+FFFD; nan and infinity null.
 *
 *	struct js j = JS(out);
 *	js_open(&j, '{'); js_key(&j, "id"); js_text(&j, id); js_close(&j, '}');
 */
#ifndef BASE_JS_H
#define BASE_JS_H

#include "strbuf.h"

struct js {
	struct strbuf *out;
	bool comma; /* the next value needs one before it */
};

#define JS(buf)                                                                                                        \
	{                                                                                                              \
		.out = (buf)                                                                                           \
	}

void js_open(struct js *j, char bracket);  /* '{' or '[' */
void js_close(struct js *j, char bracket); /* '}' or ']' */
void js_key(struct js *j, const char *key);
void js_text(struct js *j, struct str s);
void js_i64(struct js *j, int64_t v);
void js_f64(struct js *j, double v);
void js_bool(struct js *j, bool v);
void js_null(struct js *j);
/* Key and value in one. An absent text (p == NULL) is null; a day DAY_NONE is null. */
void js_kv(struct js *j, const char *key, struct str s);
void js_kz(struct js *j, const char *key, const char *s);
void js_ki(struct js *j, const char *key, int64_t v);
void js_kf(struct js *j, const char *key, double v);
void js_kb(struct js *j, const char *key, bool v);
void js_kday(struct js *j, const char *key, int32_t day);
/* Appends s as a quoted JSON string. */
void js_quote(struct strbuf *out, struct str s);

#endif

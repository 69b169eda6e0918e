/* Fields within a text: found, checked, filled. No table is touched here. */
#include "letter.h"

#include "base/strbuf.h"
#include "base/vec.h"

const struct letter_field letter_fields[] = {
    {"company", false, "The company the letter is about."},
    {"title", false, "The job's title."},
    {"contact", false, "Whom the letter is written to."},
    {"date", false, "The day the letter is made, written out."},
    {"name", false, "Your name."},
    {"my.label", false, "What you are, as your résumé says."},
    {"my.email", false, "Your e-mail address."},
    {"my.phone", false, "Your telephone number."},
    {"my.url", false, "Your web address."},
    {"my.place", false, "Where you live."},
    {"my.bullet", true, "A line of your résumé that holds the words."},
    {"say", true, "Your own words; what stands behind it tells what about."},
};
const size_t letter_fields_n = ARRAY_LEN(letter_fields);

/* One piece of a text: words, or a field (without its braces). */
struct piece {
	struct str s;
	bool is_field;
};

/* The field that begins at the brace, without its braces; false when it is only a brace. */
static bool
field_at(struct str rest, struct str *ret)
{
	for (size_t i = 1; i < rest.n && i <= LETTER_FIELD_MAX + 1; i++) {
		if (rest.p[i] == '}') {
			*ret = (struct str){rest.p + 1, i - 1};
			return i > 1;
		}
		if (rest.p[i] == '{' || rest.p[i] == '\n')
			return false;
	}
	return false;
}

/* Takes the next piece off the front. A doubled brace is a piece of two bytes. */
static bool
piece_next(struct str *rest, struct piece *ret)
{
	struct str field;
	size_t n = str_find_byte(*rest, '{');

	if (rest->n == 0)
		return false;
	if (n == 0 && str_starts(*rest, STR("{{"))) {
		n = 2;
	} else if (n == 0 && field_at(*rest, &field)) {
		*ret = (struct piece){field, true};
		*rest = str_sub(*rest, field.n + 2, rest->n);
		return true;
	} else if (n == 0) {
		n = 1;
	}
	*ret = (struct piece){str_sub(*rest, 0, n), false};
	*rest = str_sub(*rest, n, rest->n);
	return true;
}

static bool
field_is_known(struct str s)
{
	for (size_t i = 0; i < letter_fields_n; i++) {
		struct str name = str_of(letter_fields[i].name);

		if (!letter_fields[i].takes_words && str_eq(s, name))
			return true;
		if (letter_fields[i].takes_words && str_starts(s, name) && s.n > name.n + 1 && s.p[name.n] == ' ')
			return true;
	}
	return false;
}

static bool
field_refuse(struct str text, struct str field, struct err *err)
{
	size_t line = 1, column = 1;
	char names[200] = "";

	for (const char *p = text.p; p < field.p - 1; p++) {
		column = *p == '\n' ? 1 : column + 1;
		line += *p == '\n';
	}
	for (size_t i = 0; i < letter_fields_n; i++) {
		size_t n = strlen(names);

		snprintf(names + n, sizeof(names) - n, "%s{%s%s}", i > 0 ? " " : "", letter_fields[i].name,
		         letter_fields[i].takes_words ? " ..." : "");
	}
	err_set(err, ERR_INVALID, "line %zu, column %zu: there is no field {%.*s}", line, column, (int)MIN(field.n, 60),
	        field.p);
	return err_hint(err, "The fields are %s; {{ is a brace.", names);
}

static struct str
value_of(struct str field, const struct letter_value *values, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(values[i].name, field))
			return str_trim(values[i].value);
	return STR_NONE;
}

/* A brace in a value begins no field. */
static void
put_value(struct strbuf *out, struct str value)
{
	for (size_t i = 0; i < value.n; i++) {
		strbuf_byte(out, value.p[i]);
		if (value.p[i] == '{')
			strbuf_byte(out, '{');
	}
}

bool
letter_fill(struct arena *a, struct str text, const struct letter_value *values, size_t n, struct letter_filled *ret,
            struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(LETTER_TEXT_MAX);
	VEC(struct str) open = {0};
	struct str rest = text;
	struct piece piece;

	while (piece_next(&rest, &piece)) {
		struct str value = STR_NONE;
		bool seen = false;

		if (piece.is_field && !field_is_known(piece.s))
			return field_refuse(text, piece.s, err);
		if (piece.is_field)
			value = value_of(piece.s, values, n);
		if (value.n > 0) {
			put_value(&out, value);
			continue;
		}
		strbuf_addz(&out, piece.is_field ? "{" : "");
		strbuf_add(&out, piece.s);
		strbuf_addz(&out, piece.is_field ? "}" : "");
		for (size_t i = 0; i < open.n; i++)
			seen = seen || str_eq(open.p[i], piece.s);
		if (piece.is_field && !seen)
			*VEC_PUSH(a, &open) = arena_str(a, piece.s);
	}
	if (!strbuf_ok(&out, "the letter", err))
		return false;
	*ret = (struct letter_filled){arena_str(a, strbuf_str(&out)), open.p, open.n};
	return true;
}

struct str
letter_draft(struct arena *a, struct str text)
{
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(text.n);
	struct str rest = text;
	struct piece piece;

	while (piece_next(&rest, &piece)) {
		strbuf_addz(&out, piece.is_field ? "{" : "");
		strbuf_add(&out, str_eq(piece.s, STR("{{")) ? STR("{") : piece.s);
		strbuf_addz(&out, piece.is_field ? "}" : "");
	}
	return arena_str(a, strbuf_str(&out));
}

bool
letter_final(struct arena *a, struct str text, struct str *ret, struct err *err)
{
	CLEANUP(strbuf_release) struct strbuf names = STRBUF(400);
	struct letter_filled filled;

	if (!letter_fill(a, text, NULL, 0, &filled, err))
		return false;
	for (size_t i = 0; i < filled.n_open; i++)
		strbuf_printf(&names, "%s{%.*s}", i > 0 ? ", " : "", STR_ARG(filled.open[i]));
	if (filled.n_open > 0) {
		err_set(err, ERR_INVALID, "%zu field%s not filled: %.*s", filled.n_open,
		        filled.n_open == 1 ? " is" : "s are", (int)MIN(names.n, (size_t)400),
		        names.p != NULL ? names.p : "");
		return err_hint(err, "Fill them, or write over them, before it is sent.");
	}
	*ret = letter_draft(a, text);
	return true;
}

struct str
letter_lines(struct arena *a, struct str text)
{
	char *to = arena_alloc(a, text.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '\r')
			to[n++] = text.p[i];
	return (struct str){to, n};
}

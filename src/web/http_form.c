/* Percent-decoding, forms and multipart bodies: one pass each, limits stated, nothing decoded twice. */
#include "base/utf8.h"
#include "web/http.h"

#define FIELD_NAME_MAX 128
#define PART_HEAD_MAX  2048
#define BOUNDARY_MAX   70

static int
hex_digit(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
percent_decode(struct arena *a, struct str raw, bool plus, struct str *ret, struct err *err)
{
	char *out = arena_alloc(a, raw.n + 1);
	size_t n = 0;

	for (size_t i = 0; i < raw.n; i++) {
		char c = raw.p[i];
		if (c == '%') {
			int hi = -1;
			int lo = -1;
			if (raw.n - i > 2) {
				hi = hex_digit(raw.p[i + 1]);
				lo = hex_digit(raw.p[i + 2]);
			}
			if (hi < 0 || lo < 0)
				return err_set(err, ERR_INVALID, "a '%%' is not followed by two hexadecimal digits");
			c = (char)(hi * 16 + lo);
			i += 2;
		} else if (c == '+' && plus) {
			c = ' ';
		}
		if (c == '\0')
			return err_set(err, ERR_INVALID, "there is a NUL byte in it");
		out[n++] = c;
	}
	*ret = (struct str){out, n};
	return utf8_valid(*ret) || err_set(err, ERR_INVALID, "it is not UTF-8");
}

bool
http_path(struct arena *a, struct str raw, struct str *ret, struct err *err)
{
	struct str path;
	struct str rest;
	struct str part;

	if (str_has_ci(raw, STR("%2f")) || str_has_ci(raw, STR("%5c")))
		return err_set(err, ERR_INVALID, "the path has an encoded slash");
	if (!percent_decode(a, raw, false, &path, err))
		return err_prefix(err, "the path cannot be read");
	if (path.n == 0 || path.p[0] != '/')
		return err_set(err, ERR_INVALID, "the path does not begin with '/'");
	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] < 0x20 || path.p[i] == 0x7f || path.p[i] == '\\')
			return err_set(err, ERR_INVALID, "the path has a character that no path has");
	rest = str_sub(path, 1, path.n);
	while (str_split(&rest, '/', &part))
		if (str_eq(part, STR(".")) || str_eq(part, STR("..")))
			return err_set(err, ERR_INVALID, "the path has dot segments");
	*ret = path;
	return true;
}

bool
http_urlencoded(struct arena *a, struct str raw, struct http_fields *ret, struct err *err)
{
	struct http_fields f = {0};
	struct str rest = raw;
	struct str part;
	size_t n = 1;

	for (size_t i = 0; i < raw.n; i++)
		n += raw.p[i] == '&';
	if (n > HTTP_FIELDS_MAX)
		return err_set(err, ERR_LIMIT, "there are more than %d values", HTTP_FIELDS_MAX);
	f.p = ARENA_ARRAY(a, n, struct http_field);
	while (raw.n > 0 && str_split(&rest, '&', &part)) {
		size_t eq = str_find_byte(part, '=');
		struct http_field *field = &f.p[f.n];
		if (part.n == 0)
			continue;
		if (eq > FIELD_NAME_MAX)
			return err_set(err, ERR_LIMIT, "a value's name is too long");
		if (!percent_decode(a, str_sub(part, 0, eq), true, &field->name, err) ||
		    !percent_decode(a, str_sub(part, eq + 1, part.n), true, &field->value, err))
			return err_prefix(err, "a value cannot be read");
		f.n++;
	}
	*ret = f;
	return true;
}

/* The value of name="value" in a header line; browsers write a quote inside it as %22. */
static struct str
quoted(struct str line, const char *name)
{
	char key[32];
	size_t at;
	struct str rest;

	snprintf(key, sizeof(key), "; %s=\"", name);
	at = str_find_ci(line, str_of(key));
	if (at == line.n)
		return STR_NONE;
	rest = str_sub(line, at + strlen(key), line.n);
	return str_sub(rest, 0, str_find_byte(rest, '"'));
}

static bool
part_add(struct arena *a, struct str head, struct str body, struct http_req *req, struct err *err)
{
	struct str line;
	struct str disposition = STR_NONE;
	struct str name;
	struct str file;

	while (str_line(&head, &line))
		if (str_starts_ci(line, STR("Content-Disposition: form-data;")))
			disposition = line;
	name = quoted(disposition, "name");
	file = quoted(disposition, "filename");
	if (name.n == 0 || name.n > FIELD_NAME_MAX)
		return err_set(err, ERR_INVALID, "a part of the form has no name");
	if (file.p == NULL) {
		if (req->form.n == HTTP_FIELDS_MAX)
			return err_set(err, ERR_LIMIT, "the form has more than %d values", HTTP_FIELDS_MAX);
		if (!utf8_valid(body) || str_find_byte(body, '\0') < body.n)
			return err_set(err, ERR_INVALID, "the value of '%.*s' is not text", STR_ARG(name));
		req->form.p[req->form.n++] = (struct http_field){name, body};
		return true;
	}
	if (file.n == 0 && body.n == 0)
		return true;
	if (req->n_files == HTTP_FILES_MAX)
		return err_set(err, ERR_LIMIT, "there are more than %d files", HTTP_FILES_MAX);
	req->files[req->n_files++] = (struct http_file){name, utf8_clip(utf8_from_any(a, file), 255), body};
	return true;
}

static bool
boundary_of(struct str content_type, char out[static BOUNDARY_MAX + 8], size_t *ret_n, struct err *err)
{
	size_t at = str_find_ci(content_type, STR("boundary="));
	struct str b = str_trim(str_sub(content_type, at + 9, content_type.n));

	if (b.n >= 2 && b.p[0] == '"')
		b = str_sub(b, 1, str_find_byte(str_sub(b, 1, b.n), '"'));
	if (b.n == 0 || b.n > BOUNDARY_MAX)
		return err_set(err, ERR_INVALID, "the form's parts cannot be told apart: no boundary");
	*ret_n = (size_t)snprintf(out, BOUNDARY_MAX + 8, "\r\n--%.*s", STR_ARG(b));
	return true;
}

bool
http_multipart(struct arena *a, struct str content_type, struct str body, struct http_req *req, struct err *err)
{
	char mark[BOUNDARY_MAX + 8];
	size_t mark_n = 0;
	struct str delimiter;
	struct str rest;

	if (!boundary_of(content_type, mark, &mark_n, err))
		return false;
	delimiter = (struct str){mark, mark_n};
	rest = body;
	if (!str_starts(rest, str_sub(delimiter, 2, mark_n)))
		return err_set(err, ERR_INVALID, "the form does not begin with its boundary");
	rest = str_sub(rest, mark_n - 2, rest.n);
	req->form.p = ARENA_ARRAY(a, HTTP_FIELDS_MAX, struct http_field);
	req->files = ARENA_ARRAY(a, HTTP_FILES_MAX, struct http_file);
	while (!str_starts(rest, STR("--"))) {
		size_t head_end;
		const char *end;
		struct str head;
		if (!str_starts(rest, STR("\r\n")))
			return err_set(err, ERR_INVALID, "the form is cut short");
		rest = str_sub(rest, 2, rest.n);
		head_end = str_find(str_sub(rest, 0, PART_HEAD_MAX), STR("\r\n\r\n"));
		if (head_end >= MIN(rest.n, (size_t)PART_HEAD_MAX))
			return err_set(err, ERR_INVALID, "a part of the form has no head");
		head = str_sub(rest, 0, head_end);
		rest = str_sub(rest, head_end + 4, rest.n);
		end = rest.n == 0 ? NULL : memmem(rest.p, rest.n, mark, mark_n);
		if (end == NULL)
			return err_set(err, ERR_INVALID, "the form is cut short");
		if (!part_add(a, head, (struct str){rest.p, (size_t)(end - rest.p)}, req, err))
			return false;
		rest = str_sub(rest, (size_t)(end - rest.p) + mark_n, rest.n);
	}
	return true;
}

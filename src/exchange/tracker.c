/* Reading a tracker's file: the worker, the columns, the words. */
#include "exchange/tracker.h"

#include <unistd.h>

#include "base/fold.h"
#include "base/fs.h"
#include "base/num.h"
#include "base/proc.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "exchange/import_impl.h"
#include "exchange/tracker_impl.h"

#define STREAM_MAX ((size_t)64 << 20)
#define MEMORY_MAX ((size_t)1 << 30)

static const struct proc_limits worker_limits = {
    .cpu_s = 20, .wall_s = 40, .memory = WORKER_MEMORY, .output = STREAM_MAX};

static const struct {
	const char *name;
	const char *text;
	/* Folded names of columns, with commas between; the most telling first. */
	const char *heads;
} fields[TRACKER_FIELD__COUNT] = {
    [TRACKER_SKIP] = {"skip", "Leave out", ""},
    [TRACKER_COMPANY] = {"company", "Company",
                         "company,company name,employer,organization,organisation,firm,firma,entreprise,empresa,name"},
    [TRACKER_TITLE] =
	{"title", "Title",
         "title,job title,position,role,position title,job,role title,job role,stelle,poste,puesto,titel"},
    [TRACKER_URL] =
	{"url", "Address",
         "url,link,job url,job link,application url,posting,job posting,posting url,website,apply link,job post"},
    [TRACKER_PLACE] = {"place", "Place", "place,location,city,job location,ort,lieu,office"},
    [TRACKER_SOURCE] = {"source", "Found at",
                        "source,found on,found at,platform,job board,board,site,where,found via,quelle,portal"},
    [TRACKER_CHANNEL] = {"channel", "Sent by", "channel,applied via,via,method,application method,how applied"},
    [TRACKER_NOTE] =
	{"note", "Notes",
         "note,notes,comment,comments,remarks,details,description,notizen,salary,contact,next step,next steps"},
    [TRACKER_STATUS] = {"status", "Status",
                        "status,stage,state,application status,current status,current stage,outcome,result,progress"},
    [TRACKER_HISTORY] = {"history", "History of stages", "history,stage history,status history,timeline,stages,events"},
    [TRACKER_FROM] = {"from", "Move: from the stage", "from,from stage,from status,previous stage,old status,source"},
    [TRACKER_TO] = {"to", "Move: to the stage", "to,to stage,to status,target,next stage,new status"},
    [TRACKER_DATE] = {"date", "Date",
                      "date,last update,updated,last updated,status date,datum,last activity,last contact,updated at"},
    [TRACKER_FOUND_ON] = {"found-on", "Date found",
                          "date found,date added,added,found,saved,date saved,created,created at"},
    [TRACKER_APPLIED_ON] =
	{"applied-on", "Date applied",
         "date applied,applied on,applied date,application date,applied,date of application,applied at,"
         "date submitted,submitted,submission date,beworben am"},
    [TRACKER_SCREEN_ON] = {"screen-on", "Date of the screen",
                           "phone screen date,screen date,screening date,phone screen,screen"},
    [TRACKER_ROUND_ON] = {"round-on", "Date of the interview",
                          "interview date,date of interview,interview,first interview,interviewed on"},
    [TRACKER_OFFER_ON] = {"offer-on", "Date of the offer", "offer date,date of offer,offered on"},
    [TRACKER_REJECTED_ON] = {"rejected-on", "Date of the rejection",
                             "rejection date,date rejected,rejected on,rejected date,date of rejection"},
};

const char *
tracker_field_name(enum tracker_field f)
{
	return fields[f].name;
}

const char *
tracker_field_text(enum tracker_field f)
{
	return fields[f].text;
}

bool
tracker_field_parse(struct str s, enum tracker_field *ret, struct err *err)
{
	for (int i = 0; i < TRACKER_FIELD__COUNT; i++) {
		if (str_eq(s, str_of(fields[i].name))) {
			*ret = (enum tracker_field)i;
			return true;
		}
	}
	err_set(err, ERR_INVALID, "no field '%.*s'", (int)MIN(s.n, 40), s.p != NULL ? s.p : "");
	return err_hint(err,
	                "The fields: company title url place source channel note status history from to date found-on "
	                "applied-on screen-on round-on offer-on rejected-on skip.");
}

/* --- the worker ---------------------------------------------------------------------------------------------------
 *
 * It answers with one line about the file, then the table as plain CSV:
 *
 *	DELIMITER QUOTE ESCAPE PREAMBLE RAGGED ENCODING
 */

static bool
work(struct err *err)
{
	CLEANUP(arena_release) struct arena a = ARENA(MEMORY_MAX);
	CLEANUP(strbuf_release) struct strbuf out = STRBUF(STREAM_MAX);
	struct csv_out w = {.out = &out};
	struct csv_table t;
	struct str bytes;

	if (!proc_jail(err) || !fs_read_fd(&a, STDIN_FILENO, "the tracker", TRACKER_BYTES_MAX, &bytes, err) ||
	    !csv_table_read(&a, bytes, &t, err))
		return false;
	strbuf_printf(&out, "%d %d %d %zu %zu %.*s\n", t.dialect.delimiter, t.dialect.quote, t.dialect.escape,
	              t.dialect.preamble, t.n_ragged, STR_ARG(t.encoding));
	for (size_t i = 0; i < t.n_columns; i++)
		csv_put(&w, t.header[i]);
	csv_end(&w);
	for (size_t r = 0; r < t.n_rows; r++) {
		for (size_t i = 0; i < t.n_columns; i++)
			csv_put(&w, csv_text(t.rows[r].cell[i]));
		csv_end(&w);
	}
	return strbuf_ok(&out, "what was read", err) && fs_write_fd(STDOUT_FILENO, "the answer", strbuf_str(&out), err);
}

int
tracker_worker_main(void)
{
	struct err err = {0};

	if (work(&err))
		return 0;
	/* The parent takes the last line; a hint goes with it behind a tab. */
	fprintf(stderr, "%s%s%s\n", err.text, err.hint[0] != '\0' ? "\t" : "", err.hint);
	return err_exit_status(err.code);
}

static bool
head_read(struct str line, struct csv_table *t, struct err *err)
{
	struct str part;
	int64_t v[5];

	for (size_t i = 0; i < ARRAY_LEN(v); i++)
		if (!str_split(&line, ' ', &part) || !num_parse_i64(part, 0, 1000000000, "answer", &v[i], err))
			return err_set(err, ERR_BUG, "the worker's answer could not be read");
	t->dialect = (struct csv_dialect){
	    .delimiter = (char)v[0], .quote = (char)v[1], .escape = (char)v[2], .preamble = (size_t)v[3]};
	t->n_ragged = (size_t)v[4];
	t->encoding = line;
	return true;
}

bool
tracker_read(struct arena *a, struct str bytes, struct tracker *ret, struct err *err)
{
	const char *argv[] = {NULL, "worker", "tracker", NULL};
	struct str answer, head;
	struct csv_table plain;
	char *self;

	if (bytes.n > TRACKER_BYTES_MAX)
		return err_set(err, ERR_LIMIT, "the file is larger than %zu MB", TRACKER_BYTES_MAX >> 20);
	if (!proc_self(a, &self, err))
		return false;
	argv[0] = self;
	if (!proc_run(a, argv, bytes, worker_limits, &answer, err))
		return import_split_hint(err);
	*ret = (struct tracker){0};
	if (!str_line(&answer, &head) || !head_read(head, &ret->table, err))
		return false;
	ret->plain = answer;
	if (!tracker_plain_read(a, answer, &plain, err))
		return false;
	plain.dialect = ret->table.dialect;
	plain.n_ragged = ret->table.n_ragged;
	plain.encoding = ret->table.encoding;
	ret->table = plain;
	if (plain.n_rows > TRACKER_ROWS_MAX)
		return err_set(err, ERR_LIMIT, "the tracker has more than %d rows", TRACKER_ROWS_MAX);
	return true;
}

bool
tracker_plain_read(struct arena *a, struct str text, struct csv_table *ret, struct err *err)
{
	struct csv c = {.text = text, .delimiter = ','};
	struct csv_record rec;
	VEC(struct csv_row) rows = {0};

	*ret = (struct csv_table){0};
	if (!csv_next(a, &c, &rec, err))
		return false;
	ret->header = rec.field;
	ret->n_columns = rec.n;
	for (;;) {
		if (!csv_next(a, &c, &rec, err))
			return false;
		if (rec.n == 0)
			break;
		if (rec.n != ret->n_columns)
			return err_set(err, ERR_INVALID, "line %zu: the table is not whole", rec.line);
		*VEC_PUSH(a, &rows) = (struct csv_row){rec.field, rec.line};
	}
	ret->rows = rows.p;
	ret->n_rows = rows.n;
	return true;
}

/* --- columns ------------------------------------------------------------------------------------------------------ */

/* The place of the folded name in a field's list, from 1; 0 when it is not there. */
static size_t
head_rank(enum tracker_field f, struct str name)
{
	struct str rest = str_of(fields[f].heads), head;

	for (size_t i = 1; str_split(&rest, ',', &head); i++)
		if (str_eq(head, name))
			return i;
	return 0;
}

/* Whether most cells of the column are statuses the program knows. */
static bool
is_status_column(struct arena *a, const struct csv_table *t, size_t col)
{
	size_t known = 0, n = 0;

	for (size_t r = 0; r < t->n_rows && r < 200; r++) {
		if (t->rows[r].cell[col].n == 0)
			continue;
		n++;
		known += tracker_word_guess(a, t->rows[r].cell[col]) != NULL;
	}
	return n > 0 && known * 2 > n;
}

void
tracker_guess(struct arena *a, const struct tracker *tr, enum tracker_field *ret)
{
	const struct csv_table *t = &tr->table;
	struct str *names = ARENA_ARRAY(a, t->n_columns, struct str);
	size_t from = t->n_columns, to = t->n_columns;

	for (size_t i = 0; i < t->n_columns; i++) {
		names[i] = fold_line(a, t->header[i]);
		ret[i] = TRACKER_SKIP;
		if (from == t->n_columns && head_rank(TRACKER_FROM, names[i]) > 0 && is_status_column(a, t, i))
			from = i;
		else if (to == t->n_columns && head_rank(TRACKER_TO, names[i]) > 0 && is_status_column(a, t, i))
			to = i;
	}
	if (from < t->n_columns && to < t->n_columns) {
		ret[from] = TRACKER_FROM;
		ret[to] = TRACKER_TO;
	}
	for (int f = 1; f < TRACKER_FIELD__COUNT; f++) {
		size_t best = 0, at = 0;

		if (f == TRACKER_FROM || f == TRACKER_TO)
			continue;
		for (size_t i = 0; i < t->n_columns; i++) {
			size_t rank = ret[i] == TRACKER_SKIP ? head_rank((enum tracker_field)f, names[i]) : 0;

			if (rank > 0 && f == TRACKER_NOTE)
				ret[i] = TRACKER_NOTE; /* as many as there are */
			else if (rank > 0 && (best == 0 || rank < best)) {
				best = rank;
				at = i;
			}
		}
		if (best > 0)
			ret[at] = (enum tracker_field)f;
	}
}

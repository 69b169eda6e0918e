/* The words of trackers: statuses, dates, histories. */
#include "base/date.h"
#include "base/fold.h"
#include "base/num.h"
#include "exchange/tracker_impl.h"
#include "format/words.h"

/* Folded; the earlier entry wins where one word is a part of another's phrase. */
static const struct {
	const char *kind;
	const char *words; /* with commas between */
} statuses[] = {
    {"found",
     "found,saved,bookmarked,wishlist,wish list,interested,to apply,not applied,not applied yet,lead,prospect,"
     "recruiter inquiry,recruiter outreach,recruiter contact,sourced,inbound,todo,to do,researching,considering,"
     "draft,not started,contacted by recruiter"},
    {"referred", "referred,referral,got a referral"},
    {"applied",
     "applied,application sent,application submitted,submitted,sent,pending,in review,under review,in progress,"
     "awaiting response,waiting,awaiting,waiting for response,active,open,applied online,beworben,applying"},
    {"screen", "screen,screening,phone screen,phone screening,recruiter screen,recruiter call,hr screen,hr interview,"
               "hr hiring manager interview,hiring manager interview,hr call,intro call,phone interview,phone call,"
               "introductory call,screening call,initial call,initial interview"},
    {"round",
     "round,interview,interviewing,interviewed,interview scheduled,technical interview,tech screen,technical screen,"
     "tech interview,onsite,on site,onsite interview,final round,final interview,panel,panel interview,"
     "take home,take home test,take home assignment,assessment,online assessment,oa,coding challenge,coding test,"
     "case study,first interview,second interview,third interview,1st interview,2nd interview,3rd interview,"
     "first round,second round,third round,1st round,2nd round,3rd round,video interview,in person interview,"
     "super day,loop,presentation,test,technical test,technical round,behavioral interview"},
    {"offer", "offer,offered,offer received,received offer,job offer,offer extended,offer stage"},
    {"accepted", "accepted,offer accepted,accepted offer,hired,signed,got the job,accept"},
    {"declined", "declined,offer declined,declined offer,turned down,i declined,declined by me,offer rejected by me"},
    {"rejected", "rejected,reject,rejection,auto rejected,denied,not selected,unsuccessful,closed,declined by company,"
                 "rejected after interview,no longer under consideration,position filled,job closed,abgelehnt,"
                 "offer rescinded,rescinded,failed,turned down by company,absage"},
    {"withdrawn", "withdrawn,withdrew,cancelled,canceled,i withdrew,dropped,dropped out,not interested,abandoned"},
    {"ghosted", "ghosted,no response,no reply,no answer,never heard back,no reply yet,silence,keine antwort"},
};

const char *
tracker_word_guess(struct arena *a, struct str word)
{
	struct str folded = fold_line(a, word);

	for (size_t i = 0; folded.n > 0 && i < ARRAY_LEN(statuses); i++) {
		struct str rest = str_of(statuses[i].words), w;

		while (str_split(&rest, ',', &w))
			if (str_eq(w, folded))
				return statuses[i].kind;
	}
	return NULL;
}

/* --- dates -------------------------------------------------------------------------------------------------------- */

/* Three numbers with the same mark between them; what follows a space is a time. */
static bool
numbers(struct str s, int64_t ret[static 3], char *ret_mark, size_t *ret_first)
{
	struct str rest = str_sub(s, 0, str_find_byte(s, ' ')), part;
	size_t i = 0;

	*ret_mark = '\0';
	for (size_t k = 0; k < rest.n && *ret_mark == '\0'; k++)
		if (strchr("/.-", rest.p[k]) != NULL)
			*ret_mark = rest.p[k];
	if (*ret_mark == '\0')
		return false;
	while (str_split(&rest, *ret_mark, &part)) {
		if (i == 3 || part.n > 4 || !num_parse_i64(part, 0, 9999, "", &ret[i], NULL))
			return false;
		if (i == 0)
			*ret_first = part.n;
		i++;
	}
	return i == 3;
}

enum tracker_dates
tracker_day_order(struct str s)
{
	int64_t v[3];
	size_t first;
	char mark;

	if (day_of_text(s) != DAY_NONE || !numbers(str_trim(s), v, &mark, &first) || first == 4)
		return TRACKER_DATES_ASK;
	if (v[0] > 12 && v[0] <= 31 && v[1] <= 12)
		return TRACKER_DATES_DMY;
	return v[1] > 12 && v[1] <= 31 && v[0] <= 12 ? TRACKER_DATES_MDY : TRACKER_DATES_ASK;
}

bool
tracker_day(struct str s, enum tracker_dates order, int32_t *ret, bool *ret_two)
{
	int64_t v[3], year, month, day;
	size_t first;
	struct date d;
	char mark;

	*ret_two = false;
	s = str_trim(s);
	*ret = day_of_text(s);
	if (*ret != DAY_NONE)
		return true;
	if (s.n == 0 || !numbers(s, v, &mark, &first))
		return false;
	if (first == 4) {
		year = v[0], month = v[1], day = v[2];
	} else {
		/* Points stand in dates of those who write the day first. */
		if (order == TRACKER_DATES_ASK && mark == '.')
			order = TRACKER_DATES_DMY;
		if (order == TRACKER_DATES_ASK)
			order = v[0] == v[1] ? TRACKER_DATES_DMY : tracker_day_order(s);
		*ret_two = order == TRACKER_DATES_ASK;
		year = v[2] < 100 ? 2000 + v[2] : v[2];
		month = order == TRACKER_DATES_MDY ? v[0] : v[1];
		day = order == TRACKER_DATES_MDY ? v[1] : v[0];
	}
	if (*ret_two)
		return true;
	if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 || day > 31)
		return false;
	*ret = day_of((struct date){(int)year, (int)month, (int)day});
	d = day_date(*ret);
	return d.month == (int)month && d.day == (int)day;
}

/* --- histories ---------------------------------------------------------------------------------------------------- */

/* The next text in single or double quotes; false at the end. */
static bool
next_quoted(struct str *s, struct str *ret)
{
	size_t i = 0, from;
	char quote;

	while (i < s->n && s->p[i] != '\'' && s->p[i] != '"')
		i++;
	if (i == s->n)
		return false;
	quote = s->p[i];
	from = ++i;
	while (i < s->n && (s->p[i] != quote || s->p[i - 1] == '\\'))
		i++;
	*ret = str_sub(*s, from, i - from);
	*s = str_sub(*s, i + 1, s->n);
	return true;
}

static bool
is_one_of(struct str s, const char *words)
{
	struct str rest = str_of(words), w;

	while (str_split(&rest, ' ', &w))
		if (str_eq_ci(s, w))
			return true;
	return false;
}

size_t
tracker_history(struct str s, struct tracker_step *ret, size_t max)
{
	struct str key, value;
	size_t n = 0;

	while (next_quoted(&s, &key) && next_quoted(&s, &value)) {
		if (is_one_of(key, "stage status state name event to")) {
			if (n == max)
				break;
			ret[n++] = (struct tracker_step){.word = value};
		} else if (n > 0 && is_one_of(key, "date on at when day time timestamp")) {
			ret[n - 1].date = value;
		}
	}
	return n;
}

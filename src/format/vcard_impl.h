/* What the files of vCard share: properties, and their texts. */
#ifndef FORMAT_VCARD_IMPL_H
#define FORMAT_VCARD_IMPL_H

#include "base/vec.h"
#include "format/vcard.h"

struct vcard_param {
	struct str name;  /* upper case */
	struct str value; /* without quotes */
};

/* One property, unfolded, its value in UTF-8 without transfer encoding. */
struct vcard_prop {
	struct str group;               /* may be empty */
	struct str name;                /* upper case */
	VEC(struct vcard_param) params; /* without ENCODING and CHARSET */
	struct str value;               /* as it stands: escaped; a line break in it came quoted-printable */
	bool base64;                    /* value is base64, without white space */
	size_t line;                    /* in the file, from 1 */
};

/* The physical lines of a file, to be taken as properties. */
struct vcard_lines {
	struct str rest;
	size_t line; /* the last one taken */
	enum vcard_version version;
	/* What was odd with the property taken last; empty: nothing. */
	struct str warning;
};

/* The next property; *ret_any false at the end. Lines that are none are passed over, with a warning. ERR_LIMIT. */
bool vcard_prop_next(struct arena *a, struct vcard_lines *l, struct vcard_prop *ret, bool *ret_any,
                     struct err *err) MUST_USE;

/* The text of a value: escapes undone. */
struct str vcard_text(struct arena *a, struct str value, enum vcard_version version) MUST_USE;
/* Takes the part before the next sep that is not escaped off the front of *rest. False at the end. */
bool vcard_split(struct str *rest, char sep, struct str *ret_part);
/* Text with \, ';', ',' and line breaks escaped. */
struct str vcard_escape(struct arena *a, struct str text) MUST_USE;
/* Letters in upper case; in lower case. */
struct str vcard_upper(struct arena *a, struct str s) MUST_USE;
struct str vcard_lower(struct arena *a, struct str s) MUST_USE;

/* Takes a card's properties apart. Warnings and refusals go to the sink with `where`. */
bool vcard_card_of(struct arena *a, const struct vcard_prop *props, size_t n, enum vcard_version version,
                   struct str where, const struct card_sink *sink, struct err *err) MUST_USE;

/* jCard (RFC 7095): gives each card's properties as if they had been read from 4.0. */
bool vcard_json_read(struct arena *a, struct str bytes, const struct card_sink *sink, struct err *err) MUST_USE;

/* xCard (RFC 6351): the same of XML. */
bool vcard_xml_read(struct arena *a, struct str bytes, const struct card_sink *sink, struct err *err) MUST_USE;

#endif

/* Files of the program itself, and the door for sessions. */
#include "base/fs.h"
#include "tmpl.gen.h"
#include "web/page_impl.h"
#include "web/web_files.h"

#define ASSET_MAX ((size_t)4 << 20)

static const char icon[] = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\"><g fill=\"#0d8579\">"
			   "<path d=\"M4 27c-1-4 3-6.500 7.500-6.800 5-.4 12-.6 15 1.800 2.600 2.200 1.700 6-1.500 "
			   "6.500-5 .8-13 .9-17.500.4C5.500 28.700 "
			   "4.300 28.200 4 27z\"/>"
			   "<path d=\"M8.500 17.200c-.6-3 2.300-4.800 6-5.200 4-.4 8.300.3 9.300 2.900.9 2.300-.6 "
			   "3.900-3.200 4.200-3.300.4-7 .4-9.700-.2"
			   "-1.300-.3-2.200-.8-2.400-1.700z\"/>"
			   "<path d=\"M12 8.600C11.600 6 13.800 4 16.600 3.700c2.700-.3 5.300.9 5.600 3.300.3 "
			   "2.100-1.400 3.400-3.600 3.700-2 .2-4 .2"
			   "-5.400-.4-.7-.3-1.100-.9-1.200-1.700z\"/></g></svg>";

bool
page_icon(struct page *p, struct err *err)
{
	(void)err;
	p->resp->type = "image/svg+xml";
	p->resp->fixed = (struct str){icon, sizeof(icon) - 1};
	(void)http_resp_header(p->resp, "Cache-Control", STR("public, max-age=86400"));
	return true;
}

/* From a folder, read anew every time: for working on the style sheet. */
static bool
asset_from_dir(struct page *p, struct str name, struct err *err)
{
	struct str bytes;
	const char *path = fs_join(p->c.a, p->w->o->assets_dir, arena_cstr(p->c.a, name));

	if (!fs_read(p->c.a, path, ASSET_MAX, &bytes, err))
		return false;
	p->resp->body.limit = ASSET_MAX;
	strbuf_add(&p->resp->body, bytes);
	(void)http_resp_header(p->resp, "Cache-Control", STR("no-store"));
	return true;
}

/* HASH-NAME. The hash is part of the address, so that a browser may keep the file for ever. */
bool
page_asset(struct page *p, struct err *err)
{
	size_t dash = str_find_byte(p->arg, '-');
	struct str name = str_sub(p->arg, dash + 1, p->arg.n);
	const struct embed_file *f = embed_find(web_files, web_files_n, name);
	struct str etag;

	if (f == NULL || dash == p->arg.n)
		return err_set(err, ERR_NOT_FOUND, "there is no such file");
	p->resp->type = f->mime;
	if (p->w->o->assets_dir != NULL)
		return asset_from_dir(p, name, err);
	if (!str_eq(str_sub(p->arg, 0, dash), str_of(f->etag)))
		return err_set(err, ERR_NOT_FOUND, "there is no such file"); /* of another version */
	etag = page_printf(p, "\"%s\"", f->etag);
	(void)http_resp_header(p->resp, "ETag", etag);
	(void)http_resp_header(p->resp, "Cache-Control", STR("public, max-age=31536000, immutable"));
	if (str_eq(http_header(p->req, "If-None-Match"), etag))
		p->resp->status = 304;
	else
		p->resp->fixed = embed_text(f);
	return true;
}

bool
page_start_key(struct page *p, struct err *err)
{
	if (!gate_is_start_key(&p->w->gate, http_get(&p->req->query, "key")))
		return err_set(err, ERR_DENIED, "this start address is not the one that was printed last");
	page_set_session(p, false);
	http_resp_redirect(p->resp, STR("/"));
	return true;
}

bool
page_keys(struct page *p, struct err *err)
{
	(void)err;
	page_begin(p, NAV_NONE, "Keys");
	tmpl_keys(p->out);
	page_end(p);
	return true;
}

/*
 * pango and cairo, opened when a PDF is made and not before.
 *
 * Linked to the program they would cost every start and every server that makes no PDF (base/dl.h). So only the worker
 * that makes one opens them, and calls them through this table: l->cairo_create(...). The types and the functions'
 * types are the libraries' own headers'.
 */
#ifndef FORMAT_PDF_LIB_H
#define FORMAT_PDF_LIB_H

#include <cairo-pdf.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

/* Ours are the same; and the libraries' headers come before ours, which ban what theirs name. */
#undef MIN
#undef MAX

#include "base/err.h"

#define PDF_LIB_FUNCTIONS(X)                                                                                           \
	X(FcConfigCreate)                                                                                              \
	X(FcConfigParseAndLoadFromMemory)                                                                              \
	X(FcConfigBuildFonts)                                                                                          \
	X(FcConfigDestroy)                                                                                             \
	X(cairo_create)                                                                                                \
	X(cairo_destroy)                                                                                               \
	X(cairo_fill)                                                                                                  \
	X(cairo_font_options_create)                                                                                   \
	X(cairo_font_options_destroy)                                                                                  \
	X(cairo_font_options_set_hint_metrics)                                                                         \
	X(cairo_font_options_set_hint_style)                                                                           \
	X(cairo_move_to)                                                                                               \
	X(cairo_pdf_surface_add_outline)                                                                               \
	X(cairo_pdf_surface_create_for_stream)                                                                         \
	X(cairo_pdf_surface_set_metadata)                                                                              \
	X(cairo_rectangle)                                                                                             \
	X(cairo_set_source_rgb)                                                                                        \
	X(cairo_show_page)                                                                                             \
	X(cairo_status)                                                                                                \
	X(cairo_status_to_string)                                                                                      \
	X(cairo_surface_destroy)                                                                                       \
	X(cairo_surface_finish)                                                                                        \
	X(cairo_surface_status)                                                                                        \
	X(cairo_tag_begin)                                                                                             \
	X(cairo_tag_end)                                                                                               \
	X(g_free)                                                                                                      \
	X(g_object_unref)                                                                                              \
	X(pango_attr_allow_breaks_new)                                                                                 \
	X(pango_attr_font_desc_new)                                                                                    \
	X(pango_attr_font_features_new)                                                                                \
	X(pango_attr_foreground_new)                                                                                   \
	X(pango_attr_insert_hyphens_new)                                                                               \
	X(pango_attr_list_insert)                                                                                      \
	X(pango_attr_list_new)                                                                                         \
	X(pango_attr_list_unref)                                                                                       \
	X(pango_cairo_context_set_font_options)                                                                        \
	X(pango_cairo_context_set_resolution)                                                                          \
	X(pango_cairo_font_map_new_for_font_type)                                                                      \
	X(pango_cairo_show_layout_line)                                                                                \
	X(pango_context_load_fontset)                                                                                  \
	X(pango_context_set_base_dir)                                                                                  \
	X(pango_context_set_language)                                                                                  \
	X(pango_context_set_round_glyph_positions)                                                                     \
	X(pango_fc_font_map_set_config)                                                                                \
	X(pango_font_describe)                                                                                         \
	X(pango_font_description_free)                                                                                 \
	X(pango_font_description_get_family)                                                                           \
	X(pango_font_description_new)                                                                                  \
	X(pango_font_description_set_absolute_size)                                                                    \
	X(pango_font_description_set_family)                                                                           \
	X(pango_font_description_set_style)                                                                            \
	X(pango_font_description_set_weight)                                                                           \
	X(pango_font_has_char)                                                                                         \
	X(pango_font_map_create_context)                                                                               \
	X(pango_fontset_get_font)                                                                                      \
	X(pango_language_from_string)                                                                                  \
	X(pango_layout_get_iter)                                                                                       \
	X(pango_layout_get_line_count)                                                                                 \
	X(pango_layout_get_line_readonly)                                                                              \
	X(pango_layout_get_size)                                                                                       \
	X(pango_layout_iter_free)                                                                                      \
	X(pango_layout_iter_get_baseline)                                                                              \
	X(pango_layout_iter_get_line_extents)                                                                          \
	X(pango_layout_iter_next_line)                                                                                 \
	X(pango_layout_new)                                                                                            \
	X(pango_layout_set_alignment)                                                                                  \
	X(pango_layout_set_attributes)                                                                                 \
	X(pango_layout_set_font_description)                                                                           \
	X(pango_layout_set_text)                                                                                       \
	X(pango_layout_set_width)                                                                                      \
	X(pango_layout_set_wrap)

struct pdf_lib {
#define PDF_LIB_MEMBER(f) __typeof__(f) *f;
	PDF_LIB_FUNCTIONS(PDF_LIB_MEMBER)
#undef PDF_LIB_MEMBER
};

/* Opens them and fills the table; they stay open until the process ends. ERR_UNSUPPORTED, naming the package, when they
 * are not there or too old. */
bool pdf_lib_open(struct pdf_lib *l, struct err *err) MUST_USE;

#endif

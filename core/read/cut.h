/*
 * cut.h - a rule of the caller's for text files that hold many articles in a layout that nobody
 * knows: regular expressions (PCRE2), each for a line.
 *
 *     begins    a line with which an article begins, and which belongs to it
 *     between   a line between two articles, which belongs to neither
 *     ends      the last line of an article
 *     text      the line behind which the text begins; what stands before it is left out
 *     drop      lines that are left out
 *     count     the line that says how many articles there are
 *     title, byline, outlet, date, url, language, id
 *               a line that tells this: its first group, or all of it; it is no part of the text
 */
#ifndef BS_READ_CUT_H
#define BS_READ_CUT_H

#include "read/reading.h"

typedef struct bs_cut bs_cut;

/* From lines of "name=expression". BS_MISUSE names what is wrong with which. The caller frees it.
 */
bs_status bs_cut_new(bs_str rule, bs_cut **cut, bs_error *error);
void bs_cut_free(bs_cut *cut);

/* Cuts a text into its articles. */
bs_status bs_cut_read(const bs_cut *cut, bs_reading *reading, bs_str text, bs_error *error);

#endif
